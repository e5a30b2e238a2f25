import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Rearranging clusters against the known tests of single studies, and what holds of it.
struct ClusterPermutationTests {
    private static func sample(
        _ seed: UInt64, clusters: Int = 7, shift: Double = 0.2
    ) throws -> (model: MultilevelModel, names: [String]) {
        var random = SeededGenerator(seed: seed)
        var (estimates, names, variances): ([Double], [String], [Double]) = ([], [], [])
        for cluster in 0..<clusters {
            let level = 0.2 * random.normal()
            for _ in 0...(cluster % 3) {
                variances.append(0.02 + 0.1 * random.uniform())
                estimates.append(shift + level + variances[variances.count - 1].squareRoot() * random.normal())
                names.append("c\(cluster)")
            }
        }
        let model = try MultilevelModel(
            estimates: estimates,
            covariance: SamplingCovariance(variances: variances, clusters: names, correlation: 0.5),
            terms: [RandomTerm(name: "cluster", rows: names)])
        return (model, names)
    }

    @Test("one row a cluster is the permutation test of studies", arguments: 1...5, [false, true])
    func studies(_ seed: Int, _ hasModerator: Bool) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let k = hasModerator ? 6 : 8
        let variances = (0..<k).map { _ in 0.05 + 0.2 * random.uniform() }
        let estimates = variances.map { 0.3 + ($0 + 0.1).squareRoot() * random.normal() }
        let moderator = (0..<k).map { _ in random.normal() }
        let design =
            hasModerator
            ? DesignMatrix(values: Matrix(moderator.map { [1, $0] }), names: ["intercept", "x"]) : nil
        let rows = estimates.indices.map { "s\($0)" }
        let model = try MultilevelModel(
            estimates: estimates, covariance: SamplingCovariance(variances: variances), design: design,
            terms: [RandomTerm(name: "study", rows: rows)])
        let own = try MultilevelFitter().permutation(model, clusters: rows, plan: .exact)
        let plain = try PermutationTest(
            LinearModel(estimates: estimates, variances: variances, design: design),
            by: PoolingModel(
                heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval(),
                prediction: PredictionInterval(.normal)), plan: .exact)
        #expect(own.isExact && own.rearrangements == plain.rearrangements && own.seed == nil)
        for (a, b) in zip(own.coefficients, plain.coefficients) {
            // A rearrangement at a tie may fall to either side of it by the last digits of a search.
            #expect(abs(a.pValue - b.pValue) <= 2.5 / Double(plain.rearrangements), "\(a), \(b)")
            #expect(Tolerance(relative: 1e-5).accepts(a.statistic, b.statistic))
        }
    }

    @Test("the p-value is never below what so few clusters allow, and a sample repeats by its seed", arguments: 1...3)
    func bounds(_ seed: Int) throws {
        let (model, names) = try Self.sample(UInt64(seed), shift: 3)
        let exact = try MultilevelFitter().permutation(model, clusters: names)
        #expect(exact.isExact && exact.rearrangements == 128 && exact.clusters == 7)
        #expect(exact.coefficients[0].pValue == 2.0 / 128)
        let plan = PermutationPlan.sampled(99, seed: 4)
        let (first, second) = (
            try MultilevelFitter().permutation(model, clusters: names, plan: plan),
            try MultilevelFitter().permutation(model, clusters: names, plan: plan)
        )
        #expect(first == second && !first.isExact && first.seed == 4 && first.rearrangements == 100)
        #expect(first.coefficients[0].pValue >= 0.01)
    }

    @Test("what cannot be rearranged is refused with what to do")
    func refused() throws {
        let (model, names) = try Self.sample(1)
        let fitter = MultilevelFitter()
        // Clusters that cut through rows which depend on each other.
        #expect(throws: StatisticsError.self) {
            try fitter.permutation(model, clusters: names.indices.map(String.init))
        }
        #expect(throws: StatisticsError.self) { try fitter.permutation(model, clusters: names.map { _ in "one" }) }
        let moved = try MultilevelModel(
            estimates: model.estimates, covariance: model.covariance,
            design: DesignMatrix(
                values: Matrix(names.indices.map { [1, Double($0)] }), names: ["intercept", "row"]), terms: model.terms)
        let error = #expect(throws: StatisticsError.self) { try fitter.permutation(moved, clusters: names) }
        #expect(error?.message.contains("varies within cluster") == true)
    }
}
