import TrialNumerics
import TrialStatistics

/// How the bootstrap of the studies did in one design.
struct ResampledCell {
    static let ways = ["percentiles", "corrected percentiles (BCa)"]

    /// Per way: the share of replications whose limits hold the true effect.
    let coverage: [Double]
    /// Per way: the mean width.
    let meanWidth: [Double]

    init(_ design: SimulatedDesign, replications: Int, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var (covered, widths) = ([0, 0], [0.0, 0.0])
        let choices = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval())
        for replication in 0..<replications {
            let model = try LinearModel(estimates: design.draw(&generator), variances: design.variances)
            let plan = PermutationPlan(exactLimit: 1_000, iterations: 999, seed: UInt64(replication))
            let bootstrap = try StudyBootstrap(model, by: choices, plan: plan)
            for (way, limits) in [bootstrap.percentile, bootstrap.accelerated ?? bootstrap.percentile].enumerated() {
                if limits.lower <= 0 && 0 <= limits.upper { covered[way] += 1 }
                widths[way] += limits.upper - limits.lower
            }
        }
        coverage = covered.map { Double($0) / Double(replications) }
        meanWidth = widths.map { $0 / Double(replications) }
    }
}
