import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// `netmeta` and what is called on it.
struct NetworkGoldenTests {
    static let fits = GoldenNetwork.cases.filter { $0.function == "netmeta" }
    static let closed = Tolerance(relative: 1e-9)
    /// What the reference's optimiser of τ² leaves.
    static let searched = Tolerance(relative: 1e-5, floor: 1e-9)

    static func fit(_ id: String) throws -> (NetworkFit, GoldenCase) {
        let golden = try GoldenNetwork.named(id)
        return (try NetworkModel().fit(GoldenNetwork.network(golden)), golden)
    }

    @Test("there are 27 cases, 6 of them fits") func hasCases() {
        #expect(GoldenNetwork.cases.count == 27)
        #expect(Self.fits.count == 6)
    }

    @Test("arms become the contrasts of pairwise", arguments: ["pairwise_senn", "pairwise_woods"])
    func pairs(_ id: String) throws {
        let golden = try GoldenNetwork.named(id)
        let measure: NetworkMeasure = golden.arguments["sm"].text == "MD" ? .md : .or
        let pairs = try NetworkPairs(GoldenNetwork.arms(golden), measure: measure)
        #expect(pairs.exclusions.isEmpty)
        let (te, se) = (golden.expected["TE"].numbers, golden.expected["seTE"].numbers)
        let (first, second) = (golden.expected["treat1"].list, golden.expected["treat2"].list)
        let studies = golden.expected["studlab"].list
        #expect(te.count == pairs.contrasts.count)
        for i in te.indices {
            let found = pairs.contrasts.first {
                $0.study == studies[i].text && [$0.treatment, $0.comparator].contains(first[i].text ?? "")
                    && [$0.treatment, $0.comparator].contains(second[i].text ?? "")
            }
            let contrast = try #require(found)
            let sign = contrast.treatment == first[i].text ? 1.0 : -1.0
            #expect(Tolerance.closedForm.accepts(sign * contrast.estimate, te[i] ?? .nan))
            #expect(Tolerance.closedForm.accepts(contrast.standardError, se[i] ?? .nan))
        }
    }

    @Test("fits agree with netmeta", arguments: fits)
    func agrees(_ golden: GoldenCase) throws {
        let method = try #require(NetworkHeterogeneityEstimator(rawValue: golden.arguments["method.tau"].text ?? ""))
        let fit = try NetworkModel(heterogeneity: method).fit(GoldenNetwork.network(golden))
        #expect(fit.convergence.converged)
        let tolerance = method == .derSimonianLaird ? Self.closed : Self.searched
        #expect(fit.treatments == golden.expected["trts"].list.map { $0.text ?? "" })
        let check = GoldenMatrix(golden: golden)
        for (effects, word) in [(NetworkEffects.common, "common"), (.random, "random")]
        where !golden.expected["TE.\(word)"].isNull {
            check("TE.\(word)", fit.estimates(effects), tolerance)
            check("seTE.\(word)", fit.standardErrors(effects), tolerance)
            comparisons(fit, golden, tolerance) {
                fit.comparison($0, $1, effects).limits.lower
            } field: { _ in
                "lower.\(word)"
            }
            comparisons(fit, golden, tolerance) {
                fit.comparison($0, $1, effects).limits.upper
            } field: { _ in
                "upper.\(word)"
            }
            let pValue = Tolerance(relative: max(1e-8, tolerance.relative * 10), floor: 1e-12)
            comparisons(fit, golden, pValue) {
                fit.comparison($0, $1, effects).pValue
            } field: { _ in
                "pval.\(word)"
            }
        }
        predictions(fit, golden, tolerance)
        statistics(fit, golden, tolerance)
    }

    private func comparisons(
        _ fit: NetworkFit, _ golden: GoldenCase, _ tolerance: Tolerance, _ value: (Int, Int) -> Double,
        field: (Int) -> String
    ) {
        for (i, row) in golden.expected[field(0)].list.enumerated() {
            for (j, expected) in row.numbers.enumerated() where i != j {
                guard let expected else { continue }
                let actual = value(i, j)
                #expect(tolerance.accepts(actual, expected), "\(golden.id) \(field(0)) \(actual), \(expected)")
            }
        }
    }

    private func predictions(_ fit: NetworkFit, _ golden: GoldenCase, _ tolerance: Tolerance) {
        // A prediction error on the scale of the golden τ, which stops near 1e-5 where τ² is 0.
        comparisons(fit, golden, tolerance) {
            fit.predictionError($0, $1) ?? .nan
        } field: { _ in
            "seTE.predict"
        }
        comparisons(fit, golden, tolerance) {
            fit.prediction($0, $1)?.lower ?? .nan
        } field: { _ in
            "lower.predict"
        }
        comparisons(fit, golden, tolerance) {
            fit.prediction($0, $1)?.upper ?? .nan
        } field: { _ in
            "upper.predict"
        }
    }

    private func statistics(_ fit: NetworkFit, _ golden: GoldenCase, _ tolerance: Tolerance) {
        let check = GoldenCheck(golden: golden)
        let parts = fit.decomposition
        check("Q", fit.q, Self.closed)
        check("df.Q", Double(fit.degreesOfFreedom), .closedForm)
        check("pval.Q", fit.heterogeneity.pValue ?? .nan, .pValue)
        check("I2", fit.heterogeneity.iSquared ?? .nan, Self.closed)
        check("lower.I2", fit.heterogeneity.iSquaredLimits?.lower ?? .nan, Self.closed)
        check("upper.I2", fit.heterogeneity.iSquaredLimits?.upper ?? .nan, Self.closed)
        // At the boundary the reference stops at 1e-10 of τ².
        check("tau2", fit.tau2 ?? .nan, tolerance)
        check("tau", (fit.tau2 ?? .nan).squareRoot(), Tolerance(relative: tolerance.relative, floor: 3e-5))
        for (word, part) in [("heterogeneity", parts.within), ("inconsistency", parts.between)] {
            check("Q.\(word)", part.q, Self.closed)
            check("df.Q.\(word)", Double(part.degreesOfFreedom), .closedForm)
            check("pval.Q.\(word)", part.pValue ?? .nan, .pValue)
        }
        check("k", Double(fit.network.studyNames.count), .closedForm)
        check("m", Double(fit.network.contrasts.count), .closedForm)
        check("n", Double(fit.treatments.count), .closedForm)
        check("d", Double(parts.designs.count), .closedForm)
        #expect(Set(parts.designs.map(\.name)) == Set(golden.expected["designs"].list.map { $0.text ?? "" }))
        guard !golden.expected["Q.common"].isNull else { return }
        check("seTE.adj.common", fit.adjustedErrors(.common), Self.closed)
        check("seTE.adj.random", fit.adjustedErrors(.random), Self.closed)
        check("Q.common", fit.rowQ, Self.closed)
        check("prop.direct.common", fit.split(.common).map(\.directShare), Self.closed)
        check("prop.direct.random", fit.split(.random).map(\.directShare), Self.closed)
    }

    @Test("P-scores agree with netrank", arguments: GoldenNetwork.cases.filter { $0.function == "netrank" })
    func ranks(_ golden: GoldenCase) throws {
        let fit = try NetworkModel().fit(GoldenNetwork.network(golden))
        let desirable: DesirableDirection = golden.arguments["small.values"].text == "desirable" ? .small : .large
        let check = GoldenCheck(golden: golden)
        for effects in NetworkEffects.allCases {
            check("Pscore.\(effects.rawValue)", fit.pScores(effects, desirable: desirable), Self.closed)
            // Simulation comes near the formula.
            for rank in fit.ranking(effects, desirable: desirable) { #expect(abs(rank.sucra - rank.pScore) < 0.02) }
        }
    }

    @Test("direct and indirect evidence agrees with netsplit", arguments: ["netsplit_senn", "netsplit_woods"])
    func splits(_ id: String) throws {
        let (fit, golden) = try Self.fit(id)
        for effects in NetworkEffects.allCases {
            let split = fit.split(effects)
            for (position, name) in golden.expected["comparison"].list.enumerated() {
                let pair = (name.text ?? "").split(separator: ":").map(String.init)
                let found = try #require(
                    split.first { Set([$0.treatment, $0.comparator]) == Set(pair) }, "\(pair)")
                let sign = found.treatment == pair[0] ? 1.0 : -1.0
                func compare(_ field: String, _ estimate: NetworkEstimate?) {
                    let expected = golden.expected[field]
                    func one(_ name: String, _ actual: Double?, _ tolerance: Tolerance) {
                        guard let value = expected[name].numbers[position] else {
                            #expect(actual == nil, "\(id) \(field) \(name) \(pair)")
                            return
                        }
                        #expect(
                            tolerance.accepts(actual ?? .nan, value),
                            "\(id) \(field) \(name) \(pair) \(actual ?? .nan) \(value)")
                    }
                    one("TE", estimate.map { sign * $0.estimate }, Self.closed)
                    one("seTE", estimate?.standardError, Self.closed)
                    one("statistic", estimate.map { sign * $0.statistic }, Self.closed)
                    one("p", estimate?.pValue, .pValue)
                    one("lower", estimate.map { sign > 0 ? $0.limits.lower : -$0.limits.upper }, Self.closed)
                    one("upper", estimate.map { sign > 0 ? $0.limits.upper : -$0.limits.lower }, Self.closed)
                }
                let word = effects.rawValue
                compare(word, found.network)
                compare("direct.\(word)", found.direct)
                compare("indirect.\(word)", found.indirect)
                compare("compare.\(word)", found.difference)
                #expect(Double(found.studies) == golden.expected["k"].numbers[position])
                #expect(
                    Self.closed.accepts(found.directShare, golden.expected["prop.\(word)"].numbers[position] ?? .nan))
            }
        }
    }

    @Test("Q taken apart agrees with decomp.design", arguments: ["decomp_senn", "decomp_woods"])
    func decomposition(_ id: String) throws {
        let (fit, golden) = try Self.fit(id)
        let parts = fit.decomposition
        let decomposed = golden.expected["Q.decomp"]
        for (k, part) in [parts.total, parts.within, parts.between].enumerated() {
            #expect(Self.closed.accepts(part.q, decomposed["Q"].numbers[k] ?? .nan))
            #expect(Double(part.degreesOfFreedom) == decomposed["df"].numbers[k])
        }
        func compare(_ field: String, _ value: (DesignDecomposition.Design) -> NetworkHeterogeneity?) {
            let expected = golden.expected[field]
            for (k, name) in expected["design"].list.enumerated() {
                let wanted = Set((name.text ?? "").split(separator: ":").map(String.init))
                let part = parts.designs.first { Set($0.treatments) == wanted }.flatMap(value)
                #expect(Self.closed.accepts(part?.q ?? .nan, expected["Q"].numbers[k] ?? .nan), "\(field) \(wanted)")
                #expect(part.map { Double($0.degreesOfFreedom) } == expected["df"].numbers[k], "\(field) \(wanted)")
            }
        }
        compare("Q.het.design", \.within)
        compare("Q.inc.detach", \.detached)
        #expect(parts.designs.count { $0.detached != nil } == golden.expected["Q.inc.detach"]["design"].list.count)
        let random = golden.expected["Q.inc.random"]
        #expect(Self.closed.accepts(parts.betweenRandom.q, random["Q"].number ?? .nan))
        #expect(Self.closed.accepts(parts.betweenRandom.pValue ?? .nan, random["pval"].number ?? .nan))
        #expect(Self.closed.accepts(parts.tau2Within.squareRoot(), random["tau.within"].number ?? .nan))
    }

    @Test("contributions agree with netcontrib", arguments: ["netcontrib_senn", "netcontrib_woods"])
    func contributions(_ id: String) throws {
        let (fit, golden) = try Self.fit(id)
        GoldenMatrix(golden: golden)("common", fit.flow(.common).contributions, Self.closed)
        GoldenMatrix(golden: golden)("random", fit.flow(.random).contributions, Self.closed)
    }

    @Test("measures of evidence agree with netmeasures", arguments: ["netmeasures_senn", "netmeasures_woods"])
    func measures(_ id: String) throws {
        let (fit, golden) = try Self.fit(id)
        let measures = fit.flow(.random).measures(.random)
        let check = GoldenCheck(golden: golden)
        check("proportion", measures.map(\.directShare), Self.closed)
        check("meanpath", measures.map(\.meanPathLength), Self.closed)
        check("minpar", measures.map(\.minimalParallelism), Self.closed)
        check("minpar.study", measures.map(\.minimalParallelismOfStudies), Self.closed)
    }

    @Test("the hat matrix agrees with hatmatrix", arguments: ["nethat_senn", "nethat_woods"])
    func hat(_ id: String) throws {
        let (fit, golden) = try Self.fit(id)
        var hat = fit.flow(.common).rowHat
        // The reference turns every comparison into the order of treatments.
        let signs = fit.network.contrasts.map { $0.treatment.lowercased() < $0.comparator.lowercased() ? 1.0 : -1.0 }
        for i in signs.indices { for j in signs.indices { hat[i, j] *= signs[i] * signs[j] } }
        GoldenMatrix(golden: golden)("common", hat, Self.closed)
    }

    @Test("rare events agree with netmetabin", arguments: ["MH", "NCH"])
    func rare(_ word: String) throws {
        let golden = try GoldenNetwork.named("netmetabin_woods_\(word)")
        let method = try #require(RareEventNetworkMethod(rawValue: word))
        let fit = try RareEventNetworkModel(method).fit(GoldenNetwork.arms(golden))
        #expect(fit.treatments == golden.expected["trts"].list.map { $0.text ?? "" })
        // The reference's optimiser of the likelihood stops about 1e-5 beside its maximum.
        let tolerance = word == "MH" ? Self.closed : Tolerance(relative: 1e-5, floor: 2e-5)
        for (i, row) in golden.expected["TE.common"].list.enumerated() {
            for (j, value) in row.numbers.enumerated() where i != j {
                let found = fit.comparison(i, j)
                #expect(tolerance.accepts(found.estimate, value ?? .nan))
                let error = golden.expected["seTE.common"].list[i].numbers[j] ?? .nan
                #expect(tolerance.accepts(found.standardError, error), "\(found.standardError) \(error)")
            }
        }
    }

    @Test("inverse variance agrees with netmetabin") func inverse() throws {
        let golden = try GoldenNetwork.named("netmetabin_woods_Inverse")
        let pairs = try NetworkPairs(GoldenNetwork.arms(golden), measure: .or)
        let fit = try NetworkModel().fit(TreatmentNetwork(pairs.contrasts))
        GoldenMatrix(golden: golden)("TE.common", fit.estimates(.common), Self.closed)
        GoldenMatrix(golden: golden)("seTE.common", fit.standardErrors(.common), Self.closed)
        GoldenCheck(golden: golden)("Q", fit.q, Self.closed)
    }

    @Test("the multivariate model agrees with rma.mv", arguments: ["nma_mv_senn", "nma_mv_woods"])
    func multivariate(_ id: String) throws {
        let golden = try GoldenNetwork.named(id)
        let network = try Self.network(covariances: golden)
        let fit = try NetworkModel(heterogeneity: .multivariateRestricted).fit(network)
        let reference = try #require(fit.treatments.firstIndex(of: golden.expected["ref"].text ?? ""))
        let check = GoldenCheck(golden: golden)
        let positions = golden.expected["coef_trts"].list.map { name in
            fit.treatments.firstIndex(of: name.text ?? "") ?? -1
        }
        let found = positions.map { fit.comparison($0, reference, .random) }
        check("beta", found.map(\.estimate), Tolerance(relative: 1e-8))
        check("se", found.map(\.standardError), Tolerance(relative: 1e-7))
        check("tau2", fit.tau2 ?? .nan, Tolerance(relative: 1e-7, floor: 1e-9))
        check("QE", fit.q, Self.closed)
        check("QEp", fit.heterogeneity.pValue ?? .nan, .pValue)
        check("QEdf", Double(fit.degreesOfFreedom), .closedForm)
        let statistics = fit.fitStatistics
        for (code, own) in [("ML", statistics.maximum), ("REML", statistics.restricted)] {
            let expected = golden.expected["fit.stats"][code]
            check("\(code) ll", [own?.logLikelihood], expected["ll"], Tolerance(relative: 1e-8))
        }
    }

    /// Contrasts against the base of each study, with their covariances, as all pairs.
    static func network(covariances golden: GoldenCase) throws -> TreatmentNetwork {
        let names = golden.expected["coef_trts"].list.map { $0.text ?? "" }
        let reference = golden.expected["ref"].text ?? ""
        let (y, study) = (golden.column("yi").map { $0 ?? .nan }, GoldenNetwork.words(golden, "study"))
        let v = golden.input["V"].list.map { $0.numbers.map { $0 ?? .nan } }
        let x = golden.input["X"].list.map { $0.numbers.map { $0 ?? 0 } }
        var contrasts: [NetworkContrast] = []
        for name in Set(study) {
            let rows = study.indices.filter { study[$0] == name }
            // Each row is one treatment (+1) against another (−1), the reference without a column; one of them is in all rows.
            let ends = rows.map { row in
                (
                    x[row].firstIndex(of: 1).map { names[$0] } ?? reference,
                    x[row].firstIndex(of: -1).map { names[$0] } ?? reference
                )
            }
            let base = ends.allSatisfy { $0.0 == ends[0].0 } && ends.count > 1 ? ends[0].0 : ends[0].1
            let others = ends.map { $0.0 == base ? $0.1 : $0.0 }
            let signs = ends.map { $0.0 == base ? 1.0 : -1.0 }
            for (a, i) in rows.enumerated() {
                contrasts.append(
                    NetworkContrast(
                        study: name, treatment: base, comparator: others[a], estimate: signs[a] * y[i],
                        standardError: v[i][i].squareRoot()))
                for (b, j) in rows.enumerated() where b > a {
                    contrasts.append(
                        NetworkContrast(
                            study: name, treatment: others[a], comparator: others[b],
                            estimate: signs[b] * y[j] - signs[a] * y[i],
                            standardError: (v[i][i] + v[j][j] - 2 * v[i][j] * signs[a] * signs[b]).squareRoot()))
                }
            }
        }
        return try TreatmentNetwork(contrasts)
    }
}
