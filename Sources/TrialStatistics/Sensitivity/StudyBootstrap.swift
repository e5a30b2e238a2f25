import Glibc
import TrialNumerics

/// The pooled effect of studies that are drawn with replacement, as many as there are: the nonparametric bootstrap.
///
/// Each sample is refitted by the choices of the model. Where there are few enough, all samples are looked at with their
/// probabilities, so that nothing is left to chance: up to eight studies by default. Two intervals come of the effects: by their
/// percentiles, and by percentiles moved for bias and for a spread that changes with the effect (BCa; Efron 1987,
/// doi:10.1080/01621459.1987.10478410), whose acceleration is that of the effects without each study; half of the samples that give
/// the estimate itself count as below it. The second is no better for few studies, and both are too narrow (<doc:Coverage>).
///
/// *Edge cases*: one study and moderators are refused. Where the samples lie on one side of the estimate, or the acceleration leaves
/// no limit, the second interval is nil. *Reference*: Adams, Gurevitch and Rosenberg 1997,
/// doi:10.1890/0012-9658(1997)078[1277:RTFMAO]2.0.CO;2; Van den Noortgate and Onghena 2005, doi:10.3758/BF03206394.
public struct StudyBootstrap: Sendable, Codable, Equatable {
    /// The pooled effect.
    public let estimate: Double
    /// The confidence level.
    public let level: Double
    /// The interval by percentiles.
    public let percentile: ConfidenceLimits
    /// The interval by percentiles that are corrected for bias and acceleration; nil where there is none.
    public let accelerated: ConfidenceLimits?
    /// The standard deviation of the samples' effects.
    public let standardError: Double
    /// The mean of the samples' effects less the estimate.
    public let bias: Double
    /// How many samples were looked at.
    public let samples: Int
    /// Whether these are all there are.
    public let isExact: Bool
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// Up to so many studies the interval is known to be too narrow.
    static let fewStudies = 20

    /// Draws the studies of a model without moderators; `plan` says how many samples are looked at.
    ///
    /// - Throws: `StatisticsError` for one study, more than 10,000, moderators, a level outside 0…1, or a plan that cannot be
    ///   carried out.
    public init(
        _ model: LinearModel, by choices: PoolingModel, plan: PermutationPlan = PermutationPlan()
    ) throws(StatisticsError) {
        try choices.checkedLevel()
        try model.checkedRefits()
        guard model.design.isInterceptOnly else {
            throw StatisticsError(.unsupported, "a bootstrap of studies takes no moderators")
        }
        guard model.studies > 1 else {
            throw StatisticsError(.unsupported, "one study cannot be drawn in different ways")
        }
        let samples = try StudySamples(of: model.studies, plan)
        let refits = RefitKernel(model, by: choices)
        let effects = { @Sendable (samples: ArraySlice<[Int]>) -> [Double] in
            var refits = refits
            return samples.map { members in
                refits?.fit(of: members).pooled
                    ?? (try? model.subset(members)).map { choices.solve($0).solution.coefficients[0] } ?? .nan
            }
        }
        let all = 0..<model.studies
        let estimate = effects([Array(all)])[0]
        let drawn = WeightedEffects(samples.map(effects))
        var deletions = Deletions(model, by: choices)
        let without = all.map { deletions.fit(without: $0)?.solution.coefficients[0] ?? .nan }
        let tail = (1 - choices.level) / 2
        let accelerated = Acceleration(
            below: drawn.share(below: estimate), of: without, tail: tail
        ).flatMap { tails in drawn.limits(lower: tails.lower, upper: tails.upper) }
        guard let percentile = drawn.limits(lower: tail, upper: tail) else {
            throw StatisticsError(.unsupported, "a sample of the studies has no pooled effect")
        }
        self.percentile = percentile
        self.accelerated = accelerated
        self.estimate = estimate
        level = choices.level
        (standardError, bias) = (drawn.standardDeviation, drawn.mean - estimate)
        (self.samples, isExact) = (samples.count, samples.isExact)
        warnings = Self.warnings(studies: model.studies, samples: samples, tail: tail)
    }

    private static func warnings(studies: Int, samples: StudySamples, tail: Double) -> [MethodWarning] {
        var warnings: [MethodWarning] = []
        if studies <= fewStudies {
            warnings.append(
                MethodWarning(
                    code: "bootstrap-few-studies",
                    message:
                        "A bootstrap interval of few studies is too narrow: at 95% it holds the true effect about 75 times in"
                        + " 100 with 3 studies, 84 with 5, 90 with 10 and 93 with 20."))
        }
        if !samples.isExact, tail * Double(samples.count + 1) < 1 {
            warnings.append(
                MethodWarning(
                    code: "bootstrap-few-samples",
                    message: "\(samples.count) samples are too few for the ends of this interval; draw at least"
                        + " \(Int(saturating: (1 / tail).rounded(.up)) - 1)."))
        }
        return warnings
    }
}

/// Effects with their probabilities, in ascending order.
private struct WeightedEffects {
    private let sorted: [(value: Double, probability: Double)]
    private let areFinite: Bool
    let mean: Double
    let standardDeviation: Double

    init(_ effects: [(value: Double, probability: Double)]) {
        sorted = effects.sorted { $0.value < $1.value }
        areFinite = effects.allSatisfy { $0.value.isFinite }
        mean = effects.reduce(0) { $0 + $1.probability * $1.value }
        let mean = mean
        standardDeviation = effects.reduce(0) { $0 + $1.probability * ($1.value - mean) * ($1.value - mean) }
            .squareRoot()
    }

    /// The probability below a value, half of that at the value added; what differs by rounding only is at it.
    func share(below value: Double) -> Double {
        let width = 0x1p-26 * standardDeviation
        return sorted.reduce(0) { sum, effect in
            effect.value < value - width
                ? sum + effect.probability : effect.value <= value + width ? sum + effect.probability / 2 : sum
        }
    }

    /// The first effect from below with at least the lower probability, and the first from above with at least the upper one; nil
    /// where an effect is not finite.
    func limits(lower: Double, upper: Double) -> ConfidenceLimits? {
        guard areFinite, let below = Self.first(sorted, lower), let above = Self.first(sorted.reversed(), upper) else {
            return nil
        }
        return ConfidenceLimits(lower: below, upper: above)
    }

    private static func first(
        _ effects: some Sequence<(value: Double, probability: Double)>, _ probability: Double
    ) -> Double? {
        var (sum, last): (Double, Double?) = (0, nil)
        for effect in effects {
            sum += effect.probability
            last = effect.value
            // Sums of many probabilities round.
            if sum >= probability * (1 - 1e-12) { break }
        }
        return last
    }
}

/// The probabilities at which the corrected percentiles are taken, each from its side.
private struct Acceleration {
    let lower: Double
    let upper: Double

    /// Efron's correction; nil where there is none.
    ///
    /// - Parameters:
    ///   - share: The probability of the effects below the estimate.
    ///   - effects: The effects without each study.
    ///   - tail: Half of what lies outside the interval.
    init?(below share: Double, of effects: [Double], tail: Double) {
        let normal = NormalDistribution.standard
        let bias = normal.quantile(share)
        let mean = effects.reduce(0, +) / Double(effects.count)
        let (cubes, squares) = effects.reduce((0.0, 0.0)) { sums, effect in
            let distance = mean - effect
            return (sums.0 + distance * distance * distance, sums.1 + distance * distance)
        }
        let acceleration = squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
        func moved(_ quantile: Double) -> Double? {
            let sum = bias + quantile
            let rest = 1 - acceleration * sum
            return rest > 0 ? bias + sum / rest : nil
        }
        guard bias.isFinite, let low = moved(normal.quantile(tail)), let high = moved(-normal.quantile(tail)) else {
            return nil
        }
        (lower, upper) = (normal.cumulative(low), normal.upperTail(high))
    }
}
