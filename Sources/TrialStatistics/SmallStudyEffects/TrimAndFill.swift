import Glibc
import TrialNumerics

/// Trim-and-fill: the pooled effect after the studies thought missing on one side are mirrored in.
///
/// The k₀ most extreme studies of the other side are trimmed, the rest pooled, k₀ estimated anew from the signed ranks
/// of the deviations until it stays; then the trimmed studies' mirror images are added. With S the sum of the positive
/// signed ranks: L₀ = (4S − k(k + 1)) / (2k − 1); R₀ = the run of the largest ranks on the right, less one; Q₀ = k − ½ −
/// √(2k² − 4S + ¼). It says how sensitive a result is to one kind of asymmetry, not what the unseen studies found.
///
/// *Edge cases*: the side is taken from the sign of a regression on the standard error unless it is given; a negative
/// number under Q₀'s root, or an iteration that does not settle, is an error. *Reference*: Duval and Tweedie 2000a,
/// doi:10.1080/01621459.2000.10473905, and 2000b, doi:10.1111/j.0006-341X.2000.00455.x.
public struct TrimAndFill: Sendable, Codable, Equatable {
    /// Which estimator of the number of missing studies.
    public enum Estimator: String, Sendable, Codable, CaseIterable {
        /// L₀, from the Wilcoxon sum.
        case linear = "L0"
        /// R₀, from the rightmost run; conservative.
        case run = "R0"
        /// Q₀, from the quadratic equation.
        case quadratic = "Q0"
    }

    /// The side of the funnel on which studies are thought missing.
    public enum Side: String, Sendable, Codable, CaseIterable {
        /// Below the pooled effect.
        case left
        /// Above the pooled effect.
        case right
    }

    /// One study added by the method.
    public struct FilledStudy: Sendable, Codable, Equatable {
        /// 1-based position of the study of which this is the mirror image.
        public let mirrored: Int
        /// The estimate, on the scale of analysis.
        public let estimate: Double
        /// The sampling variance.
        public let variance: Double
    }

    /// Which estimator was used.
    public let estimator: Estimator
    /// The side on which studies were added.
    public let side: Side
    /// k₀, the number of studies added.
    public let missing: Int
    /// The standard error of k₀; nil where its variance is negative.
    public let missingStandardError: Double?
    /// p-value of the hypothesis that none is missing; R₀ only.
    public let missingPValue: Double?
    /// The added studies.
    public let filled: [FilledStudy]
    /// The fit of observed and added studies together.
    public let fit: ModelFit
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// Trims and fills the studies of an intercept-only model.
    ///
    /// - Throws: `StatisticsError` for moderators, for fewer than two studies and where the method has no answer.
    public init(
        _ model: LinearModel, by choices: PoolingModel, estimator: Estimator = .linear, side: Side? = nil
    ) throws(StatisticsError) {
        try choices.checkedLevel()
        guard model.design.isInterceptOnly else {
            throw StatisticsError(.unsupported, "trim-and-fill knows no moderators")
        }
        guard model.studies > 1 else {
            throw StatisticsError(.tooFewStudies, "trim-and-fill needs at least 2 studies")
        }
        let side = side ?? Self.side(model, choices)
        let trimming = try Trimming(model, choices, estimator, sign: side == .right ? -1 : 1)
        let mirror = trimming.order.suffix(trimming.missing)
        filled = mirror.map { i in
            FilledStudy(
                mirrored: i + 1, estimate: 2 * trimming.centre - model.estimates[i], variance: model.variances[i])
        }
        fit = try choices.fit(
            LinearModel(
                estimates: model.estimates + filled.map(\.estimate),
                variances: model.variances + filled.map(\.variance),
                givenWeights: model.givenWeights.map { weights in weights + mirror.map { weights[$0] } }))
        self.estimator = estimator
        self.side = side
        missing = trimming.missing
        missingStandardError = trimming.standardError
        missingPValue = estimator == .run ? pow(0.5, Double(trimming.missing + 1)) : nil
        warnings = MethodWarning.fewStudiesForAsymmetry(model.studies)
    }

    /// Right where small studies show smaller effects than large ones.
    private static func side(_ model: LinearModel, _ choices: PoolingModel) -> Side {
        guard let funnel = try? Funnel(model),
            let regression = try? EggerRegression(.standardError, model: choices).evaluate(funnel)
        else { return .left }
        return regression.bias < 0 ? .right : .left
    }
}

/// The iteration of trim-and-fill on a funnel turned so that studies are missing on the left.
private struct Trimming {
    /// Zero-based positions of the studies, those to be trimmed last.
    let order: [Int]
    let missing: Int
    let standardError: Double?
    /// The pooled effect of the studies left, on the original side.
    let centre: Double

    init(
        _ model: LinearModel, _ choices: PoolingModel, _ estimator: TrimAndFill.Estimator, sign: Double
    ) throws(StatisticsError) {
        let k = model.studies
        let order = model.estimates.indices.sorted { a, b in
            (sign * model.estimates[a], a) < (sign * model.estimates[b], b)
        }
        var missing = 0
        for _ in 0..<100 {
            let kept = try model.subset(Array(order.prefix(k - missing)))
            let centre = choices.solve(kept).solution.coefficients[0]
            // Rounding must not give a side to a study at the centre.
            let rounding = 8 * abs(centre).ulp
            let deviations = order.map { i in
                let deviation = sign * (model.estimates[i] - centre)
                return abs(deviation) <= rounding ? 0 : deviation
            }
            let guess = Self.guess(deviations, estimator)
            guard guess.missing.isFinite else {
                throw StatisticsError(.notConverged, "Q0 has no real solution for these studies; use L0 or R0")
            }
            let next = Int(saturating: max(0, guess.missing.rounded(.toNearestOrEven)))
            guard next < k else {
                throw StatisticsError(.notConverged, "trim-and-fill would trim every study; the funnel has no centre")
            }
            if next == missing {
                self.order = order
                self.missing = missing
                self.centre = centre
                standardError = guess.variance >= 0 ? guess.variance.squareRoot() : nil
                return
            }
            missing = next
        }
        throw StatisticsError(
            .notConverged, "the number of missing studies does not settle; use another estimator of it")
    }

    /// k₀ before rounding, and its variance.
    private static func guess(
        _ deviations: [Double], _ estimator: TrimAndFill.Estimator
    ) -> (missing: Double, variance: Double) {
        let k = Double(deviations.count)
        let byDistance = deviations.indices.sorted { (abs(deviations[$0]), $0) < (abs(deviations[$1]), $1) }
        var (positive, largestNegative) = (0.0, 0.0)
        for (rank, i) in byDistance.enumerated() {
            if deviations[i] > 0 { positive += Double(rank + 1) }
            if deviations[i] < 0 { largestNegative = Double(rank + 1) }
        }
        func rankSumVariance(_ n: Double) -> Double {
            let fixed = k * (k + 1) * (2 * k + 1) + 10 * n * n * n + 27 * n * n + 17 * n
            return (fixed - 18 * k * n * n - 18 * k * n + 6 * k * k * n) / 24
        }
        switch estimator {
        case .run:
            let missing = k - largestNegative - 1
            return (missing, 2 * max(0, missing) + 2)
        case .linear:
            let missing = (4 * positive - k * (k + 1)) / (2 * k - 1)
            return (missing, 16 * rankSumVariance(missing) / ((2 * k - 1) * (2 * k - 1)))
        case .quadratic:
            let missing = k - 0.5 - (2 * k * k - 4 * positive + 0.25).squareRoot()
            let slope = (k - 0.5) * (k - 0.5) - missing * (2 * k - missing - 1)
            return (missing, 4 * rankSumVariance(missing) / slope)
        }
    }
}
