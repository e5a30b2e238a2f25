import Glibc
import TrialNumerics

/// The prediction interval of Nagashima, Noma and Furukawa from the confidence distribution of τ², by simulation.
///
/// τ² is drawn from the exact distribution of Q (1 − F_Q at a uniform number), then θ = μ̂(τ²) + zτ − t·SE(τ²) with z
/// normal, t on k − 1 degrees of freedom and Hartung and Knapp's SE; the limits are quantiles of θ. So the uncertainty of
/// τ² counts and coverage is near nominal already at k = 3.
///
/// The same seed gives the same limits. *Edge cases*: fewer than 3 studies give nil; above 100 studies Q is
/// taken as gamma with its exact mean and variance. *Reference*:
/// Nagashima, Noma and Furukawa 2019, doi:10.1177/0962280218773520.
public struct ConfidenceDistributionPrediction: PredictionMethod {
    /// `bootstrap`.
    public let code = "bootstrap"
    /// `confidence-distribution prediction interval`.
    public let name = "confidence-distribution prediction interval"
    /// Number of draws.
    public let draws: Int
    /// The seed of the draws.
    public let seed: UInt64

    /// Creates the method.
    public init(draws: Int = 25_000, seed: UInt64 = 20_190_427) {
        precondition(draws >= 100, "quantiles need at least 100 draws")
        self.draws = draws
        self.seed = seed
    }

    /// The limits around the pooled effect.
    public func interval(for solution: ModelSolution, inference: CoefficientInference, level: Double)
        -> ConfidenceLimits?
    {
        let model = solution.model
        guard model.design.isInterceptOnly, model.independentStudies >= 3 else { return nil }
        let table = ConfidenceDistribution(model)
        let t = StudentTDistribution(degreesOfFreedom: Double(model.independentStudies - 1))
        var generator = SeededGenerator(seed: seed)
        let numbers = (0..<(3 * draws)).map { _ in generator.uniform() }
        let whole = ModelKernel(model)
        let df = Double(model.studies - 1)
        let parts = ParallelChunks.map(draws, size: Self.pieceSize) { range in
            var kernel = whole
            return range.map { draw in
                let tau2 = table.tau2(numbers[3 * draw])
                let sums = kernel.scores(tau2)
                let error = (sums.residual / df / sums.weight).squareRoot()
                let deviate = NormalDistribution.standard.quantile(numbers[3 * draw + 1])
                return kernel.mean + deviate * tau2.squareRoot() - t.quantile(numbers[3 * draw + 2]) * error
            }
        }
        var values = Array(parts.joined())
        values.sort()
        let tail = (1 - level) / 2
        return ConfidenceLimits(lower: Self.quantile(values, tail), upper: Self.quantile(values, 1 - tail))
    }

    /// Draws a piece of work.
    private static let pieceSize = 1024

    private static func quantile(_ sorted: [Double], _ probability: Double) -> Double {
        let place = probability * Double(sorted.count - 1)
        let below = Int(saturating: place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }

    /// τ² as a function of its confidence probability, tabulated once and read linearly in √τ².
    private struct ConfidenceDistribution: Sendable {
        private let probabilities: [Double]
        private let roots: [Double]
        private static let exactUpTo = 100

        init(_ model: LinearModel) {
            let form = WeightedQuadraticForm(model, weights: model.variances.map { 1 / $0 })
            let far = form.tau2(lowerTail: 1e-4, exactUpTo: Self.exactUpTo).value
            let points = 300
            // Close together near zero, where most of the probability can be.
            let grid = (0...points).map { i in
                let share = Double(i) / Double(points)
                return far * share * share * share
            }
            roots = grid.map { $0.squareRoot() }
            let parts = ParallelChunks.map(grid.count, size: 16) { range in
                range.map { form.tails(grid[$0], exactUpTo: Self.exactUpTo).upper }
            }
            probabilities = Array(parts.joined())
        }

        /// The τ² below which the confidence probability is `u`; 0 below the mass at zero.
        func tau2(_ u: Double) -> Double {
            guard u > probabilities[0] else { return 0 }
            guard u < probabilities[probabilities.count - 1] else {
                return roots[roots.count - 1] * roots[roots.count - 1]
            }
            var (below, above) = (0, probabilities.count - 1)
            while above - below > 1 {
                let middle = (below + above) / 2
                if probabilities[middle] < u { below = middle } else { above = middle }
            }
            let (p, q) = (probabilities[above - 1], probabilities[above])
            let share = q > p ? (u - p) / (q - p) : 1
            let root = roots[above - 1] + share * (roots[above] - roots[above - 1])
            return root * root
        }
    }
}
