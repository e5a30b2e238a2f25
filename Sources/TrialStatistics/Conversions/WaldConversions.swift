import Glibc
import TrialNumerics

private let parmar = "Parmar, Torri and Stewart 1998, Statistics in Medicine 17, 2815–2834"
private let handbook = "Higgins, Li and Deeks 2023, Cochrane Handbook for Systematic Reviews, chapter 6.5.2.3"

/// An estimate and its standard error from an estimate with a Wald interval, test statistic or p-value.
///
/// The interval is used where there is one, else the statistic, else the two-sided p-value:
/// SE = (upper − lower)/(2z), |estimate|/|z statistic|, |estimate|/z(p). Parmar, Torri and Stewart 1998, *Statistics in
/// Medicine* 17, 2815–2834. With degrees of freedom, as a difference of two means has them, t takes the place of z.
/// Higgins, Li and Deeks 2023, *Cochrane Handbook*, chapter 6.5.2.3.
public struct WaldConversion: Conversion {
    /// The estimate, on the scale of the interval.
    public var estimate: Double
    /// The lower limit.
    public var lower: Double?
    /// The upper limit.
    public var upper: Double?
    /// The z statistic.
    public var statistic: Double?
    /// The two-sided p-value.
    public var pValue: Double?
    /// Confidence level of the interval.
    public var level: Double
    /// Whether estimate and limits are ratios whose logarithms are wanted.
    public var isRatio: Bool
    /// The degrees of freedom of the t distribution behind interval or p-value, above 0; nil for the normal one.
    public var degreesOfFreedom: Double?

    /// Creates the conversion from an interval.
    public init(estimate: Double, lower: Double?, upper: Double?, level: Double = 0.95, isRatio: Bool = false) {
        self.estimate = estimate
        self.lower = lower
        self.upper = upper
        self.level = level
        self.isRatio = isRatio
    }

    /// Creates the conversion from a test.
    public init(estimate: Double, statistic: Double?, pValue: Double?, isRatio: Bool = false) {
        self.estimate = estimate
        self.statistic = statistic
        self.pValue = pValue
        level = 0.95
        self.isRatio = isRatio
    }

    /// The estimate, its standard error and variance, on the logarithmic scale for ratios.
    ///
    /// - Throws: `StatisticsError` where neither limits, a statistic nor a p-value is given, for limits out of order, a
    ///   ratio that is not above 0, a statistic of 0, a zero effect with a p-value, or degrees of freedom not above 0.
    public func derive() throws(StatisticsError) -> Derivation {
        try ConversionInput.probability(level, "level")
        if let degreesOfFreedom { try ConversionInput.positive(degreesOfFreedom, "degreesOfFreedom") }
        let value = try analysed(estimate, "estimate")
        let (error, formula, inputs) = try standardError(value)
        let freedom = degreesOfFreedom.map { [Derivation.Quantity("degrees of freedom", $0)] } ?? []
        return Derivation(
            [
                .init("estimate", value), .init("standard error", error), .init("sampling variance", error * error),
            ], formula: formula, inputs: [.init("estimate", estimate)] + inputs + freedom,
            reference: degreesOfFreedom == nil ? parmar : handbook)
    }

    /// The upper quantile of t, or of the normal distribution without degrees of freedom.
    private func quantile(_ tail: Double) -> Double {
        guard let degreesOfFreedom else { return NormalDistribution.standard.upperQuantile(tail) }
        return StudentTDistribution(degreesOfFreedom: degreesOfFreedom).upperQuantile(tail)
    }

    private func analysed(_ value: Double, _ field: String) throws(StatisticsError) -> Double {
        if isRatio { try ConversionInput.positive(value, field) } else { try ConversionInput.finite(value, field) }
        return isRatio ? log(value) : value
    }

    private func standardError(
        _ value: Double
    ) throws(StatisticsError) -> (Double, String, [Derivation.Quantity]) {
        let symbol = degreesOfFreedom == nil ? "z" : "t"
        if let lower, let upper {
            let (low, high) = (try analysed(lower, "lower"), try analysed(upper, "upper"))
            try ConversionInput.ordered(low, high, "lower")
            let inputs: [Derivation.Quantity] = [
                .init("lower limit", lower), .init("upper limit", upper), .init("confidence level", level),
            ]
            let width = high - low
            return (
                width / (2 * quantile((1 - level) / 2)),
                isRatio ? "(log upper − log lower) / (2 \(symbol))" : "(upper − lower) / (2 \(symbol))", inputs
            )
        }
        if let statistic {
            guard statistic != 0, statistic.isFinite else {
                throw StatisticsError(.impossibleData, "must not be zero", field: "statistic")
            }
            return (abs(value / statistic), "|estimate| / |\(symbol)|", [.init("\(symbol) statistic", statistic)])
        }
        guard let pValue else {
            throw StatisticsError(
                .missingField, "give an interval, a test statistic or a p-value with the estimate", field: "pValue")
        }
        try ConversionInput.probability(pValue, "pValue")
        guard value != 0 else {
            throw StatisticsError(
                .impossibleData, "a zero effect with a p-value below 1 has no standard error", field: "estimate")
        }
        return (abs(value) / quantile(pValue / 2), "|estimate| / \(symbol)(p)", [.init("p-value", pValue)])
    }
}

/// The log ratio and its standard error from a printed ratio with its confidence interval.
///
/// A Wald interval is symmetric about the log ratio. The distance of the log ratio from the middle, in half-widths, is
/// given; beyond `tolerance` there is a warning, since limits then are misprinted, exact, or of another estimate.
public struct RatioConversion: Conversion {
    /// The ratio.
    public var ratio: Double
    /// The lower limit.
    public var lower: Double
    /// The upper limit.
    public var upper: Double
    /// Confidence level.
    public var level: Double
    /// How far off the middle the log ratio may be, in half-widths, without a warning.
    public var tolerance: Double

    /// Creates the conversion.
    public init(ratio: Double, lower: Double, upper: Double, level: Double = 0.95, tolerance: Double = 0.1) {
        self.ratio = ratio
        self.lower = lower
        self.upper = upper
        self.level = level
        self.tolerance = tolerance
    }

    /// The log ratio, its standard error and variance, and the asymmetry in half-widths.
    ///
    /// - Throws: `StatisticsError` for a ratio outside its limits, or numbers that are not above 0.
    public func derive() throws(StatisticsError) -> Derivation {
        let wald = try WaldConversion(estimate: ratio, lower: lower, upper: upper, level: level, isRatio: true).derive()
        let half = (log(upper) - log(lower)) / 2
        let asymmetry = half == 0 ? 0 : (wald.value - (log(upper) + log(lower)) / 2) / half
        var warnings: [String] = []
        if abs(asymmetry) > 1 {
            throw StatisticsError(.impossibleData, "lies outside its confidence interval", field: "ratio")
        }
        if abs(asymmetry) > tolerance {
            warnings.append("the interval is not symmetric about the ratio on the log scale; check it, or its level")
        }
        return Derivation(
            [
                .init("log ratio", wald.value), .init("standard error", wald.values[1].value),
                .init("sampling variance", wald.values[2].value), .init("asymmetry", asymmetry),
            ], formula: wald.formula, inputs: wald.inputs, reference: parmar, warnings: warnings)
    }
}

/// An estimate and its variance on another scale by the delta method: f(x) with variance f′(x)² v.
public struct DeltaMethod: Sendable {
    private let function: @Sendable (Double) -> Double
    private let derivative: @Sendable (Double) -> Double

    /// Creates the conversion from a function and its derivative.
    public init(_ function: @escaping @Sendable (Double) -> Double, derivative: @escaping @Sendable (Double) -> Double)
    {
        self.function = function
        self.derivative = derivative
    }

    /// Creates the conversion with a derivative by extrapolated central differences (Ridders 1982), good to 1e-9.
    public init(_ function: @escaping @Sendable (Double) -> Double) {
        self.init(function) { x in Self.slope(of: function, at: x) }
    }

    /// The exponential, from a log ratio to the ratio.
    public static let exponential = DeltaMethod({ exp($0) }, derivative: { exp($0) })

    /// The transformed estimate with variance f′(x)² v; first order, so poor where f bends within a standard error.
    public func transform(_ effect: EffectEstimate) -> EffectEstimate {
        let slope = derivative(effect.estimate)
        return EffectEstimate(estimate: function(effect.estimate), variance: slope * slope * effect.variance)
    }

    private static func slope(of function: (Double) -> Double, at x: Double) -> Double {
        let step = 0.01 * max(1, abs(x))
        var rows = [[Double]]()
        for order in 0..<5 {
            let h = step / pow(2, Double(order))
            var row = [(function(x + h) - function(x - h)) / (2 * h)]
            for column in 0..<order {
                let factor = pow(4, Double(column + 1))
                row.append((factor * row[column] - rows[order - 1][column]) / (factor - 1))
            }
            rows.append(row)
        }
        return rows[4][4]
    }
}
