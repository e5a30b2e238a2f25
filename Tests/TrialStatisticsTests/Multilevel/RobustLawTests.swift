import Foundation
import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// What holds of every cluster-robust inference, on random data.
struct RobustLawTests {
    static let close = Tolerance(relative: 1e-8, floor: 1e-10)

    private func setting(
        _ seed: UInt64, groups: Int = 7, correlation: Double = 0.4
    ) throws -> (model: MultilevelModel, clusters: [String]) {
        let sample = MultilevelLawTests.Sample(seed: seed, rows: 4 * groups, groups: groups)
        return (try sample.model(correlation: correlation), sample.groups)
    }

    @Test("CR3 is the jackknife at the components of the whole fit", arguments: 1...6 as ClosedRange<UInt64>)
    func jackknife(_ seed: UInt64) throws {
        let (model, clusters) = try setting(seed)
        let fit = try MultilevelFitter().fit(model)
        let robust = try MultilevelFitter().robust(
            model, fit, clusters: clusters, by: RobustMethod(correction: .jackknife))
        let held = MultilevelFitter(givenComponents: fit.componentValues.map { Optional($0) })
        var sum = Matrix(rows: 2, columns: 2)
        for name in Set(clusters) {
            let rest = try held.fit(model.subset(clusters.indices.filter { clusters[$0] != name }))
            let change = zip(fit.coefficients, rest.coefficients).map { $0.estimate - $1.estimate }
            for a in 0..<2 { for b in 0..<2 { sum[a, b] += change[a] * change[b] } }
        }
        for (a, b) in zip(robust.covariance.elements, sum.elements) { #expect(Self.close.accepts(a, b)) }
    }

    @Test("independent rows of one variance: CR2 is the variance of a mean, with k − 1 degrees of freedom")
    func mean() throws {
        var random = SeededGenerator(seed: 3)
        let estimates = (0..<9).map { _ in random.normal() }
        let model = try MultilevelModel(
            estimates: estimates, covariance: SamplingCovariance(variances: Array(repeating: 0.3, count: 9)),
            terms: [])
        let fit = try MultilevelFitter().fit(model)
        let robust = try MultilevelFitter().robust(
            model, fit, clusters: (0..<9).map(String.init), by: RobustMethod())
        let mean = estimates.reduce(0, +) / 9
        let variance = estimates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 72
        #expect(Self.close.accepts(robust.covariance[0, 0], variance))
        #expect(Self.close.accepts(robust.coefficients[0].degreesOfFreedom ?? .nan, 8))
    }

    @Test("the Hotelling test of one combination is Satterthwaite's t", arguments: ClusterCorrection.allCases)
    func oneCombination(_ correction: ClusterCorrection) throws {
        let (model, clusters) = try setting(4)
        let fit = try MultilevelFitter().fit(model)
        let method = RobustMethod(correction: correction)
        let robust = try MultilevelFitter().robust(model, fit, clusters: clusters, by: method)
        let test = try MultilevelFitter().robustTest(
            Matrix([[0, 1]]), model, fit, clusters: clusters, by: method)
        let slope = robust.coefficients[1]
        #expect(Self.close.accepts(test.statistic, slope.statistic * slope.statistic))
        #expect(
            Self.close.accepts(test.denominatorDegreesOfFreedom ?? .nan, slope.degreesOfFreedom ?? .nan))
        #expect(Self.close.accepts(test.pValue, slope.pValue))
        #expect(robust.test == test)
    }

    @Test("a joint test does not change with the units of the combinations")
    func rotated() throws {
        let (model, clusters) = try setting(5, groups: 9)
        let fit = try MultilevelFitter().fit(model)
        let tests = try [Matrix([[1, 0], [0, 1]]), Matrix([[2, 1], [-1, 3]])].map {
            try MultilevelFitter().robustTest($0, model, fit, clusters: clusters, by: RobustMethod())
        }
        #expect(Self.close.accepts(tests[0].statistic, tests[1].statistic))
        #expect(
            Self.close.accepts(
                tests[0].denominatorDegreesOfFreedom ?? .nan, tests[1].denominatorDegreesOfFreedom ?? .nan))
    }

    @Test("the order of rows and the names of clusters change nothing", arguments: ClusterCorrection.allCases)
    func reordered(_ correction: ClusterCorrection) throws {
        let (model, clusters) = try setting(6)
        var random = SeededGenerator(seed: 60)
        let order = Array(clusters.indices).shuffled(using: &random)
        let other = try model.subset(order)
        let names = order.map { "cluster " + clusters[$0].reversed() }
        let fitter = MultilevelFitter()
        let method = RobustMethod(correction: correction)
        let one = try fitter.robust(model, fitter.fit(model), clusters: clusters, by: method)
        let two = try fitter.robust(other, fitter.fit(other), clusters: names, by: method)
        let near = Tolerance(relative: 1e-6, floor: 1e-9)
        for (a, b) in zip(one.coefficients, two.coefficients) {
            #expect(near.accepts(a.standardError, b.standardError))
            #expect(near.accepts(a.degreesOfFreedom ?? .nan, b.degreesOfFreedom ?? .nan))
        }
    }

    @Test("one row a study: both working models are that of DerSimonian and Laird", arguments: [true, false])
    func oneRowAStudy(_ isCorrelated: Bool) throws {
        let sample = MultilevelLawTests.Sample(seed: 9, rows: 20)
        let model = try LinearModel(
            estimates: sample.estimates, variances: sample.variances, design: sample.design)
        let pooled = try PoolingModel(
            heterogeneity: DerSimonianLaird(), interval: NormalInterval(), prediction: nil
        ).fit(model)
        let robust = try RobustVarianceEstimation(
            model, studies: sample.rowNames, working: isCorrelated ? .correlated(0.8) : .hierarchical)
        #expect(Self.close.accepts(robust.tau2, pooled.heterogeneity.tau2))
        #expect(isCorrelated || robust.omega2 == 0)
        for (a, b) in zip(robust.inference.coefficients, pooled.coefficients) {
            #expect(Self.close.accepts(a.estimate, b.estimate))
        }
    }

    @Test("the wild bootstrap tries all signs of few clusters, repeats by its seed, and says its smallest p-value")
    func bootstrap() throws {
        let fitter = MultilevelFitter()
        let (few, fewClusters) = try setting(7, groups: 6)
        let exact = try fitter.wildBootstrap(
            Matrix([[0, 1]]), few, fitter.fit(few), clusters: fewClusters)
        #expect(exact.isExact && exact.draws == 32 && exact.seed == nil && exact.smallest == 1.0 / 32)
        #expect(exact.pValue >= exact.smallest && exact.pValue <= 1)
        let (many, clusters) = try setting(8, groups: 20)
        let fit = try fitter.fit(many)
        let draws = ClusterWildBootstrap.Draws(count: 499, seed: 5)
        let one = try fitter.wildBootstrap(Matrix([[0, 1]]), many, fit, clusters: clusters, draws: draws)
        let two = try fitter.wildBootstrap(Matrix([[0, 1]]), many, fit, clusters: clusters, draws: draws)
        #expect(one == two && !one.isExact)
        let robust = try fitter.robust(many, fit, clusters: clusters, by: RobustMethod())
        #expect(abs(one.pValue - robust.coefficients[1].pValue) < 0.15)
    }

    @Test("what cannot be judged by clusters is refused with what to do")
    func refused() throws {
        let (model, clusters) = try setting(2)
        let fitter = MultilevelFitter()
        let fit = try fitter.fit(model)
        let rows = clusters.indices.map(String.init)
        func refusal(_ names: [String], _ method: RobustMethod = RobustMethod()) -> StatisticsError? {
            do {
                _ = try fitter.robust(model, fit, clusters: names, by: method)
                return nil
            } catch { return error }
        }
        #expect(refusal(clusters) == nil)
        #expect(refusal(Array(repeating: "a", count: clusters.count))?.code == .tooFewStudies)
        #expect(refusal(["a"])?.code == .unequalLengths)
        #expect(refusal(rows)?.message.contains("hold together") == true)
        let two = clusters.map { $0 < "g3" ? "a" : "b" }
        #expect(
            refusal(two, RobustMethod(degrees: .clustersLessCoefficients))?.code == .tooFewStudies)
    }

    @Test("a cluster that alone carries a coefficient: CR2 goes on, CR3 says so")
    func carried() throws {
        let clusters = ["a", "a", "b", "b", "c", "c", "d", "d"]
        let design = DesignMatrix(
            values: Matrix(clusters.map { [1, $0 == "a" ? 1.0 : 0] }), names: ["intercept", "a"])
        let model = try MultilevelModel(
            estimates: [0.1, 0.4, 0.2, -0.1, 0.5, 0.3, 0, 0.2],
            covariance: SamplingCovariance(variances: Array(repeating: 0.05, count: 8)), design: design,
            terms: [RandomTerm(name: "study", rows: clusters)])
        let fitter = MultilevelFitter(givenComponents: [0.02])
        let fit = try fitter.fit(model)
        let robust = try fitter.robust(model, fit, clusters: clusters, by: RobustMethod())
        #expect(robust.coefficients[0].standardError > 0)
        #expect(throws: StatisticsError.self) {
            try fitter.robust(model, fit, clusters: clusters, by: RobustMethod(correction: .jackknife))
        }
    }

    @Test(
        "CR2 with Satterthwaite's degrees of freedom holds its level with few clusters",
        .enabled(if: ProcessInfo.processInfo.environment["TRIALPOOL_SLOW_TESTS"] != nil))
    func coverage() throws {
        for clusters in [5, 10, 20, 40] {
            var held = [0, 0, 0]
            let replications = 4000
            for seed in 1...replications {
                var random = SeededGenerator(seed: UInt64(seed * 100 + clusters))
                var (estimates, variances, names) = ([Double](), [Double](), [String]())
                for cluster in 0..<clusters {
                    let size = 1 + Int(random.next() % 6)
                    let (mean, shared) = (0.3 * random.normal(), random.normal())
                    for _ in 0..<size {
                        let v = 0.02 + 0.2 * random.uniform()
                        let error = v.squareRoot() * (0.6.squareRoot() * shared + 0.4.squareRoot() * random.normal())
                        estimates.append(mean + 0.2 * random.normal() + error)
                        variances.append(v)
                        names.append("\(cluster)")
                    }
                }
                // The working model takes the rows of a cluster for independent given its mean.
                let model = try MultilevelModel(
                    estimates: estimates, covariance: SamplingCovariance(variances: variances),
                    terms: [RandomTerm(name: "cluster", rows: names)])
                let fit = try MultilevelFitter().fit(model)
                let methods = [
                    RobustMethod(), RobustMethod(correction: .none, degrees: .infinite),
                    RobustMethod(correction: .clusters, degrees: .clusters),
                ]
                for (number, method) in methods.enumerated() {
                    let limits = try MultilevelFitter().robust(model, fit, clusters: names, by: method)
                        .coefficients[0].limits
                    if limits.lower <= 0, limits.upper >= 0 { held[number] += 1 }
                }
            }
            let percent = held.map { 100 * Double($0) / Double(replications) }
            print("clusters \(clusters): CR2 \(percent[0]), CR0 normal \(percent[1]), CR1 t \(percent[2])")
            #expect(percent[0] > 92.5 && percent[0] < 98.5)
        }
    }
}
