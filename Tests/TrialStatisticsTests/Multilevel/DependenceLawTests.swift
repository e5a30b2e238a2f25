import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// What holds of covariances built from what papers print, of structures and of what follows a fit.
struct DependenceLawTests {
    static let close = Tolerance(relative: 1e-7, floor: 1e-9)

    private func refusal(_ body: () throws -> Void) -> StatisticsError? {
        do {
            try body()
            return nil
        } catch { return error as? StatisticsError }
    }

    @Test("two arms of equal size against one control correlate by a half; two differences of one group by time")
    func designs() throws {
        var shared = SamplingDependence(clusters: ["t", "t", "u"])
        shared.groups = .init(first: ["a", "b", "a"], second: ["c", "c", "c"])
        let covariance = try shared.covariance(variances: [4, 9, 1])
        #expect(Self.close.accepts(covariance[0, 1], 3) && covariance[0, 2] == 0)
        // Months 3 and 6 less month 0 of one group, φ = 0.8 a month: by the definition of a covariance.
        var changes = SamplingDependence(clusters: ["t", "t"])
        changes.groups = .init(first: ["a", "a"], second: ["a", "a"])
        changes.times = .init([3, 6], second: [0, 0], correlation: 0.8)
        func phi(_ d: Double) -> Double { [0: 1, 3: 0.512, 6: 0.262144][d] ?? .nan }
        let expected = (phi(3) - phi(3) - phi(6) + 1) / (2 * (1 - phi(3)) * 2 * (1 - phi(6))).squareRoot()
        #expect(Self.close.accepts(try changes.covariance(variances: [1, 1])[0, 1], expected))
    }

    @Test("tables of correlations are one correlation where all are equal; subgroups are independent")
    func tables() throws {
        let clusters = ["t", "t", "t", "t"]
        let words = ["x", "y", "z", "x"]
        var one = SamplingDependence(clusters: clusters)
        one.types = .init(words, correlation: .one(0.3))
        one.subgroups = ["1", "1", "1", "2"]
        var table = one
        table.types = .init(
            words,
            correlation: .table(words: ["z", "y", "x"], Matrix([[1, 0.3, 0.3], [0.3, 1, 0.3], [0.3, 0.3, 1]])))
        let (a, b) = (try one.covariance(variances: [1, 2, 3, 4]), try table.covariance(variances: [1, 2, 3, 4]))
        #expect(a == b && a[0, 3] == 0)
    }

    @Test("correlations that cannot be together are refused by row; the nearest that can is offered and said")
    func nearest() throws {
        var dependence = SamplingDependence(clusters: ["t", "t", "t", "u"])
        dependence.types = .init(
            ["x", "y", "z", "x"],
            correlation: .table(words: ["x", "y", "z"], Matrix([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])))
        let error = refusal { _ = try dependence.covariance(variances: [1, 4, 9, 1]) }
        #expect(error?.code == .invalidVariance && error?.study == 3)
        let found = try dependence.nearestCovariance(variances: [1, 4, 9, 1])
        #expect(found.replaced == [0] && found.largestChange > 0.1)
        #expect(found.covariance.variances == [1, 4, 9, 1])
        let eigen = try #require(SymmetricEigen(found.covariance.matrix))
        #expect((eigen.values.first ?? 0) > 0)
    }

    @Test("the nearest of a possible matrix is itself")
    func nearestOfPossible() throws {
        let matrix = Matrix([[2, 0.5, 0.1], [0.5, 1, -0.2], [0.1, -0.2, 3]])
        let found = try NearestCovariance(matrix)
        for (a, b) in zip(found.matrix.elements, matrix.elements) { #expect(abs(a - b) < 1e-8) }
    }

    @Test("bad columns are refused with row and field")
    func refused() throws {
        var dependence = SamplingDependence(clusters: ["t", "t"])
        dependence.times = .init([1, .nan], correlation: 0.5)
        #expect(refusal { _ = try dependence.blocks(variances: [1, 1]) }?.study == 2)
        dependence.times = .init([1, 2], second: [1, 2], correlation: 0.5)
        #expect(refusal { _ = try dependence.blocks(variances: [1, 1]) }?.code == .missingField)
        dependence.times = .init([1], correlation: 0.5)
        #expect(refusal { _ = try dependence.blocks(variances: [1, 1]) }?.code == .unequalLengths)
        dependence.times = nil
        dependence.types = .init(["x", "y"], correlation: .one(1.5))
        #expect(refusal { _ = try dependence.blocks(variances: [1, 1]) }?.code == .impossibleData)
        dependence.types = .init(["x", "w"], correlation: .table(words: ["x"], Matrix([[1]])))
        #expect(refusal { _ = try dependence.blocks(variances: [1, 1]) }?.message.contains("'w'") == true)
        #expect(refusal { _ = try SamplingDependence(clusters: ["t", "t"]).covariance(variances: [1, 1]) } != nil)
    }

    @Test("rows brought together pool to what the rows pool to", arguments: 1...5 as ClosedRange<UInt64>)
    func aggregated(_ seed: UInt64) throws {
        let sample = MultilevelLawTests.Sample(seed: seed)
        let covariance = try SamplingCovariance(
            variances: sample.variances, clusters: sample.groups, correlation: 0.5)
        let together = try AggregatedRows(
            estimates: sample.estimates, covariance: covariance, clusters: sample.groups
        ).rows
        let whole = try MultilevelFitter().fit(
            MultilevelModel(
                estimates: sample.estimates, covariance: covariance,
                terms: [RandomTerm(name: "group", rows: sample.groups)]))
        let single = try MultilevelFitter().fit(
            MultilevelModel(
                estimates: together.map(\.estimate),
                covariance: SamplingCovariance(variances: together.map(\.variance)),
                terms: [RandomTerm(name: "group", rows: together.map(\.cluster))]))
        #expect(Self.close.accepts(whole.pooled.estimate, single.pooled.estimate))
        #expect(Self.close.accepts(whole.pooled.standardError, single.pooled.standardError))
    }

    @Test("known correlations of none are a plain random effect, and a block of ones one level")
    func knownCorrelations() throws {
        let sample = MultilevelLawTests.Sample(seed: 3)
        let names = (0..<6).map { "g\($0)" }
        let covariance = try SamplingCovariance(variances: sample.variances)
        func fit(_ term: RandomTerm) throws -> MultilevelFit {
            try MultilevelFitter().fit(
                MultilevelModel(estimates: sample.estimates, covariance: covariance, terms: [term]))
        }
        let plain = try fit(RandomTerm(name: "group", rows: sample.groups))
        let identity = try fit(
            RandomTerm(
                name: "group", rows: sample.groups, known: names,
                correlation: Matrix(diagonal: Array(repeating: 2, count: 6))))
        #expect(Self.close.accepts(plain.components[0].value, identity.components[0].value))
        #expect(Self.close.accepts(plain.pooled.standardError, identity.pooled.standardError))
        #expect(identity.components[0].levels == 6)
        var blocks = Matrix(rows: 6, columns: 6)
        for i in 0..<6 { for j in 0..<6 { blocks[i, j] = i / 2 == j / 2 ? 1 : 0 } }
        let known = try fit(
            RandomTerm(name: "group", rows: sample.groups, known: names, correlation: blocks))
        let pairs = try fit(
            RandomTerm(name: "pair", rows: sample.groups.map { "\((Int($0.dropFirst()) ?? 0) / 2)" }))
        #expect(Self.close.accepts(known.components[0].value, pairs.components[0].value))
        #expect(
            refusal {
                _ = try RandomTerm(name: "g", rows: ["a"], known: ["b"], correlation: Matrix([[1]]))
            }?.study == 1)
        #expect(
            refusal {
                _ = try RandomTerm(
                    name: "g", rows: ["a", "b"], known: ["a", "b"], correlation: Matrix([[1, 2], [2, 1]]))
            }?.code == .impossibleData)
    }

    @Test("the exponential structure in one dimension is the continuous autoregressive one")
    func spatial() throws {
        let golden = try GoldenMultilevel.named("mv_tspub_CAR_REML")
        let setting = try GoldenMultilevel(golden)
        let car = try setting.fitter.fit(setting.model)
        let times = golden.column("ctime").compactMap(\.self)
        let studies = golden.input["study"].list.map { $0.text ?? $0.number.map { "\($0)" } ?? "" }
        let model = try MultilevelModel(
            estimates: setting.model.estimates, covariance: setting.model.covariance, design: setting.model.design,
            terms: [
                RandomTerm(
                    name: "place | study", rows: studies, innerRows: times.map { "\($0)" }, kind: .spatialExponential)
            ])
        let fit = try setting.fitter.fit(model)
        #expect(fit.convergence.converged && fit.components[1].kind == .range)
        #expect(
            Tolerance(relative: 1e-8).accepts(
                fit.maximumLikelihood.logLikelihood, car.maximumLikelihood.logLikelihood))
        #expect(Self.close.accepts(fit.coefficients[1].standardError, car.coefficients[1].standardError))
    }

    @Test("outcomes without a correlation borrow nothing and are fitted as if alone")
    func separate() throws {
        let setting = try GoldenMultilevel(GoldenMultilevel.named("mv_berkey_DIAG_REML_z"))
        let golden = try GoldenMultilevel.named("mv_berkey_DIAG_REML_z")
        let outcomes = golden.input["outcome"].list.compactMap(\.text)
        let apart = try MultilevelModel(
            estimates: setting.model.estimates,
            covariance: SamplingCovariance(variances: setting.model.covariance.variances),
            design: setting.model.design, terms: setting.model.terms)
        let fitter = MultilevelFitter()
        let fit = try fitter.fit(apart)
        for row in try fitter.borrowingOfStrength(apart, fit, outcomes: outcomes) {
            #expect(row.percent < 1e-9)
            let own = outcomes.indices.filter { outcomes[$0] == row.outcome }
            let alone = try fitter.fit(
                MultilevelModel(
                    estimates: own.map { apart.estimates[$0] },
                    covariance: SamplingCovariance(variances: own.map { apart.covariance.variances[$0] }),
                    terms: [RandomTerm(name: "trial", rows: own.map(String.init))]))
            #expect(Self.close.accepts(row.estimate, alone.pooled.estimate))
            #expect(Self.close.accepts(row.standardError, alone.pooled.standardError))
        }
        let together = try fitter.borrowingOfStrength(
            setting.model, fitter.fit(setting.model), outcomes: outcomes)
        #expect(together.count == 2 && together.allSatisfy { $0.percent > 0 && $0.percent < 100 })
    }

    @Test("the profile of a component is highest at the estimate and crosses its limits at half a chi-square")
    func curve() throws {
        let setting = try GoldenMultilevel(GoldenMultilevel.named("mv_konst_3lvl_REML_z"))
        let fit = try setting.fitter.fitWithComponentLimits(setting.model)
        let component = fit.components[0]
        let limits = try #require(component.limits)
        let curve = try setting.fitter.componentCurve(
            setting.model, component: 0, values: [limits.lower, component.value, limits.upper])
        let heights = curve.logLikelihood.compactMap(\.self)
        #expect(abs(heights[0] + 1.92073) < 1e-4 && abs(heights[1]) < 1e-9 && abs(heights[2] + 1.92073) < 1e-4)
        #expect(!curve.isFlat)
        #expect(try setting.fitter.componentCurve(setting.model, component: 1).values.count == 21)
    }

    @Test("leaving out a cluster without which there is no fit says so and goes on")
    func influence() throws {
        let clusters = ["a", "a", "b", "b", "c", "c", "d", "d"]
        let design = DesignMatrix(
            values: Matrix(clusters.map { [1, $0 == "a" ? 1.0 : 0] }), names: ["intercept", "a"])
        let model = try MultilevelModel(
            estimates: [0.1, 0.4, 0.2, -0.1, 0.5, 0.3, 0, 0.2],
            covariance: SamplingCovariance(variances: Array(repeating: 0.05, count: 8)), design: design,
            terms: [RandomTerm(name: "study", rows: clusters)])
        let influence = try MultilevelFitter().influence(
            model, MultilevelFitter().fit(model), clusters: clusters)
        #expect(influence.without.map(\.cluster) == ["a"] && influence.found.map(\.cluster) == ["b", "c", "d"])
    }

    @Test("bad input ends with an answer or a reason: an outcome with one study, twins, wide variances, a huge cluster")
    func badInput() throws {
        let fitter = MultilevelFitter()
        let trials = ["1", "1", "2", "3", "4", "5"]
        let outcomes = ["x", "y", "x", "x", "x", "x"]
        let lonely = try MultilevelModel(
            estimates: [0.3, 0.2, 0.1, 0.5, -0.1, 0.4],
            covariance: SamplingCovariance(variances: Array(repeating: 0.04, count: 6)),
            design: DesignMatrix(
                values: Matrix(outcomes.map { [$0 == "x" ? 1 : 0, $0 == "y" ? 1 : 0] }), names: ["x", "y"]),
            terms: [RandomTerm(name: "outcome | trial", rows: trials, innerRows: outcomes, kind: .unstructured)])
        let fit = try fitter.fit(lonely)
        #expect(fit.warnings.contains { $0.code == "component-undetermined" || $0.code == "component-on-bound" })
        let twins = try MultilevelModel(
            estimates: [0.3, 0.3, 0.1, 0.1], covariance: SamplingCovariance(variances: [0.04, 0.04, 0.02, 0.02]),
            terms: [RandomTerm(name: "trial", rows: ["1", "1", "2", "2"])])
        #expect(try fitter.fit(twins).convergence.converged)
        let wide = try MultilevelModel(
            estimates: [0.3, 0.1, 0.2, 0.25, 0.5, 0.1],
            covariance: SamplingCovariance(variances: [1e-10, 1e10, 1, 1e-5, 1e5, 1e-2]),
            terms: [RandomTerm(name: "trial", rows: ["1", "1", "2", "2", "3", "3"])])
        #expect(try fitter.fit(wide).pooled.estimate.isFinite)
        let many = 100_000
        let huge = try MultilevelModel(
            estimates: (0..<many).map { Double($0 % 7) },
            covariance: SamplingCovariance(variances: Array(repeating: 1, count: many)),
            terms: [RandomTerm(name: "trial", rows: (0..<many).map { $0 == 0 ? "a" : "b" })])
        #expect(refusal { _ = try fitter.fit(huge) }?.code == .unsupported)
    }
}
