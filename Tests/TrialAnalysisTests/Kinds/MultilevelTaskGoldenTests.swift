import Testing
import TrialAnalysis
import TrialTestSupport

/// The task `multilevel` against `rma.mv` of metafor and what is called on it.
struct MultilevelTaskGoldenTests {
    static let cases = BatchGolden.cases("f04_mv")
    static let fits = cases.filter { $0.id.hasPrefix("mv_") }
    /// The reference's optimiser stops at about eight digits of the likelihood's arguments.
    static let estimate = Tolerance(relative: 1e-7, floor: 1e-9)
    static let component = Tolerance(relative: 1e-5, floor: 1e-9)
    static let correlation = Tolerance(relative: 1e-4)
    static let profile = Tolerance(relative: 1e-4)

    static func named(_ id: String) throws -> GoldenCase { try #require(cases.first { $0.id == id }) }

    /// Where the reference fitted again differs from itself, no more than twice that is asked for.
    private func reach(_ golden: GoldenCase, _ field: String, _ standard: Tolerance) -> Tolerance {
        let own = golden.value["xcheck_reldiff"][field].number ?? 0
        return Tolerance(relative: max(standard.relative, 2 * own), floor: standard.floor)
    }

    @Test("there are 61 fits") func hasCases() { #expect(Self.fits.count == 61) }

    @Test("fits agree with metafor", arguments: fits)
    func agrees(_ golden: GoldenCase) throws {
        let result = try BatchGolden.result(MultilevelRequest(golden).fields)
        let check = AnswerCheck(golden: golden, standard: Self.component)
        let coefficients = result["coefficients"].list
        for (theirs, ours) in [
            "beta": "estimate", "se": "standardError", "zval": "statistic", "pval": "pValue", "ci.lb": "lower",
            "ci.ub": "upper",
        ] as KeyValuePairs {
            let tolerance = theirs == "beta" ? Self.estimate : Self.component
            check(theirs, coefficients.map { $0[ours] }, nil, reach(golden, theirs, tolerance))
        }
        check("ddf", coefficients.map { $0["degreesOfFreedom"] })
        components(result, golden)
        let heterogeneity = result["heterogeneity"]
        check.fields(["QE": "Q", "QEdf": "QDegreesOfFreedom"], of: heterogeneity)
        check.pValues("QEp", [heterogeneity["QPValue"]])
        if !result["moderatorTest"].isNull {
            check("QM", result["moderatorTest"]["statistic"], nil, reach(golden, "QM", Self.component))
        }
        for (code, prefix) in [("ML", ""), ("REML", "restricted")] {
            let expected = golden.expected["fit.stats"][code]
            for (theirs, ours) in [
                ("ll", "LogLikelihood"), ("dev", "Deviance"), ("AIC", "AIC"), ("BIC", "BIC"), ("AICc", "AICc"),
            ] {
                let name =
                    prefix.isEmpty && !ours.hasPrefix("A") && !ours.hasPrefix("B")
                    ? ours.prefix(1).lowercased() + ours.dropFirst() : prefix + ours
                check("\(code) \(theirs)", result["fit"][name], expected[theirs])
            }
        }
        #expect(result["convergence"]["converged"].flag == true)
        #expect(result["profile"].text == "batch-1")
        #expect(result["weights"].list.count == golden.input["yi"].list.count)
    }

    /// The components under the names that metafor gives them.
    private func components(_ result: GoldenValue, _ golden: GoldenCase) {
        let check = AnswerCheck(golden: golden, standard: Self.component)
        func values(_ kind: String, structured: Bool) -> [GoldenValue] {
            result["components"].list.filter {
                $0["kind"].text == kind && ($0["term"].text?.contains(" | ") == true) == structured
            }
        }
        let plain = values("variance", structured: false)
        if !plain.isEmpty {
            check("sigma2", plain.map { $0["value"] }, nil, reach(golden, "sigma2", Self.component))
            check("s.nlevels", plain.map { $0["levels"] })
        }
        let structured = values("variance", structured: true)
        if !structured.isEmpty {
            check("tau2", structured.map { $0["value"] }, nil, reach(golden, "tau2", Self.component))
        }
        let rho = values("correlation", structured: true)
        // Without a correlation in the structure metafor writes 0.
        if !rho.isEmpty { check("rho", rho.map { $0["value"] }, nil, reach(golden, "rho", Self.correlation)) }
        #expect((plain + structured).isEmpty == (golden.id.contains("_EE")))
        let given = result["components"].list.filter { $0["isGiven"].flag == true }
        #expect(given.count == (golden.id.contains("sigmafix") ? 1 : 0))
    }

    @Test(
        "profile-likelihood limits agree with confint.rma.mv",
        arguments: [
            ("mvconfint_konst_3lvl", ["sigma2.1", "sigma2.2"]), ("mvconfint_berkey_UN", ["tau2.1", "tau2.2", "rho"]),
        ])
    func limits(_ id: String, _ names: [String]) throws {
        let golden = try Self.named(id)
        let model = id.contains("berkey") ? try Self.named("mv_berkey_UN_REML_z") : golden
        let answer = try BatchGolden.answer(MultilevelRequest(model, followUp: "component-limits").fields)
        let limits = answer["followUps"]["component-limits"]
        for (position, name) in names.enumerated() {
            let expected = golden.expected[name]
            let component = answer["result"]["components"].list[position]
            for (actual, side) in [
                (limits["value"], "estimate"), (limits["lower"], "ci.lb"), (limits["upper"], "ci.ub"),
            ] {
                let value = actual.list[position].number ?? .nan
                #expect(Self.profile.accepts(value, expected[side].number ?? .nan), "\(name) \(side) \(value)")
            }
            #expect(component["lower"].number == limits["lower"].list[position].number)
            #expect(component["upper"].number == limits["upper"].list[position].number)
        }
    }

    @Test("prediction intervals agree with predict.rma.mv", arguments: ["z", "t"])
    func predictions(_ test: String) throws {
        let golden = try Self.named("mvpredict_konst_3lvl_\(test)")
        let answer = try BatchGolden.answer(MultilevelRequest(golden, followUp: "predictions").fields)
        let check = AnswerCheck(golden: golden, standard: Self.component)
        check.fields(["pred": "estimate", "pi.lb": "lower", "pi.ub": "upper"], of: answer["result"]["prediction"])
        check.fields(
            [
                "pred": "estimate", "se": "standardError", "ci.lb": "lower", "ci.ub": "upper",
                "pi.lb": "predictionLower",
                "pi.ub": "predictionUpper",
            ], of: answer["followUps"]["predictions"])
    }

    @Test("predicted deviations agree with ranef.rma.mv")
    func deviations() throws {
        let golden = try Self.named("mvranef_konst_3lvl")
        let terms = try BatchGolden.followUp(MultilevelRequest(golden, followUp: "blup").fields)["terms"].list
        #expect(terms.map { $0["term"].text } == ["district", "district/school"])
        for (number, term) in terms.enumerated() {
            let expected = golden.expected["level\(number + 1)"]
            let place = Dictionary(uniqueKeysWithValues: term["level"].list.enumerated().map { ($1.text ?? "", $0) })
            #expect(place.count == expected["names"].list.count)
            for (position, name) in expected["names"].list.enumerated() {
                let own = try #require(place[name.text ?? ""])
                for (theirs, ours) in [
                    ("intrcpt", "estimate"), ("se", "standardError"), ("pi.lb", "lower"), ("pi.ub", "upper"),
                ] {
                    let value = term[ours].list[own].number ?? .nan
                    #expect(
                        Self.component.accepts(value, expected[theirs].numbers[position] ?? .nan), "\(name) \(ours)")
                }
            }
        }
    }

    @Test("residuals, hat values and weights agree with rstandard, hatvalues and weights of rma.mv")
    func residuals() throws {
        let golden = try Self.named("mvresid_konst_3lvl")
        let residuals = try BatchGolden.followUp(MultilevelRequest(golden, followUp: "residuals").fields)
        let check = AnswerCheck(golden: golden, standard: Self.component)
        check.fields(["resid": "residual", "se": "standardError", "z": "statistic"], of: residuals)
        let hat = try Self.named("mvhat_konst_3lvl")
        AnswerCheck(golden: hat, standard: Self.component)("hat", residuals["hat"])
        let result = try BatchGolden.result(MultilevelRequest(golden).fields)
        AnswerCheck(golden: hat, standard: Self.component)("weights_rowsum", result["weights"])
        #expect(residuals["study"].numbers == (1...56).map { Double($0) })
    }
}
