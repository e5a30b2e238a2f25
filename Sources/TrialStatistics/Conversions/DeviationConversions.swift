import TrialNumerics

private let handbook = "Higgins, Li and Deeks 2023, Cochrane Handbook for Systematic Reviews, chapter 6.5.2"

/// The standard deviation of one group from the standard error of its mean: s = SE √n.
public struct DeviationFromStandardError: Conversion {
    /// The standard error of the mean.
    public var standardError: Double
    /// Participants.
    public var total: Double

    /// Creates the conversion.
    public init(standardError: Double, total: Double) {
        self.standardError = standardError
        self.total = total
    }

    /// The standard deviation, in the units of the standard error.
    ///
    /// - Throws: `StatisticsError` for a negative or infinite error, or less than one participant.
    public func derive() throws(StatisticsError) -> Derivation {
        try ConversionInput.nonNegative(standardError, "standardError")
        try ConversionInput.atLeast(1, total, "total")
        return Derivation(
            [.init("standard deviation", standardError * total.squareRoot())], formula: "SE · √n",
            inputs: [.init("standard error", standardError), .init("participants", total)], reference: handbook)
    }
}

/// The standard deviation of one group from the confidence interval of its mean.
///
/// s = √n (upper − lower)/(2t), t with n − 1 degrees of freedom; the normal quantile on request, for reports of large
/// samples that used it.
public struct DeviationFromInterval: Conversion {
    /// Lower limit of the mean.
    public var lower: Double
    /// Upper limit of the mean.
    public var upper: Double
    /// Participants.
    public var total: Double
    /// Confidence level.
    public var level: Double
    /// Whether the interval was made with the normal distribution.
    public var usesNormal: Bool

    /// Creates the conversion.
    public init(lower: Double, upper: Double, total: Double, level: Double = 0.95, usesNormal: Bool = false) {
        self.lower = lower
        self.upper = upper
        self.total = total
        self.level = level
        self.usesNormal = usesNormal
    }

    /// The standard deviation, in the units of the limits.
    ///
    /// - Throws: `StatisticsError` for limits out of order, fewer than two participants, or a level outside 0…1.
    public func derive() throws(StatisticsError) -> Derivation {
        try ConversionInput.ordered(lower, upper, "lower")
        try ConversionInput.atLeast(2, total, "total")
        try ConversionInput.probability(level, "level")
        let degrees = usesNormal ? Double.infinity : total - 1
        let quantile = StudentTDistribution(degreesOfFreedom: degrees).upperQuantile((1 - level) / 2)
        return Derivation(
            [.init("standard deviation", total.squareRoot() * (upper - lower) / (2 * quantile))],
            formula: usesNormal ? "√n (upper − lower) / (2 z)" : "√n (upper − lower) / (2 t), n − 1 degrees of freedom",
            inputs: [
                .init("lower limit", lower), .init("upper limit", upper), .init("participants", total),
                .init("confidence level", level),
            ], reference: handbook)
    }
}

/// The standard deviation of two groups, taken as equal, from a test or interval of the difference of their means.
///
/// s = SE/√(1/n₁ + 1/n₂), where SE = |difference|/t, and t comes from the t statistic, √F, or the two-sided p-value
/// with n₁ + n₂ − 2 degrees of freedom; or SE is given, or follows from the interval.
public struct PooledDeviationFromTest: Conversion {
    /// What the study reports about the difference.
    public enum Report: Sendable, Equatable {
        /// The t statistic.
        case t(Double)
        /// The F statistic of the comparison of the two groups.
        case f(Double)
        /// The two-sided p-value of the t test.
        case pValue(Double)
        /// The standard error of the difference.
        case standardError(Double)
        /// The confidence interval of the difference.
        case interval(lower: Double, upper: Double, level: Double)
    }

    /// The difference of the means; not needed with a standard error or an interval.
    public var difference: Double
    /// What the study reports.
    public var report: Report
    /// Participants on treatment.
    public var total1: Double
    /// Participants on control.
    public var total2: Double

    /// Creates the conversion.
    public init(difference: Double, report: Report, total1: Double, total2: Double) {
        self.difference = difference
        self.report = report
        self.total1 = total1
        self.total2 = total2
    }

    /// The standard deviation and the standard error of the difference, in the units of the difference.
    ///
    /// - Throws: `StatisticsError` for fewer than three participants, a t of 0, an F that is not above 0, a p-value
    ///   outside 0…1, or limits out of order.
    public func derive() throws(StatisticsError) -> Derivation {
        try ConversionInput.atLeast(1, total1, "total1")
        try ConversionInput.atLeast(1, total2, "total2")
        try ConversionInput.atLeast(3, total1 + total2, "total1")
        try ConversionInput.finite(difference, "difference")
        let (error, formula, input) = try standardError(StudentTDistribution(degreesOfFreedom: total1 + total2 - 2))
        let deviation = error / (1 / total1 + 1 / total2).squareRoot()
        return Derivation(
            [.init("standard deviation", deviation), .init("standard error of the difference", error)],
            formula: "SE / √(1/n₁ + 1/n₂), SE = \(formula)",
            inputs: [.init("difference", difference)] + input + [
                .init("participants on treatment", total1), .init("participants on control", total2),
            ], reference: handbook)
    }

    private typealias Part = (error: Double, formula: String, inputs: [Derivation.Quantity])

    private func standardError(_ distribution: StudentTDistribution) throws(StatisticsError) -> Part {
        switch report {
        case .t(let t):
            guard t != 0, t.isFinite else { throw StatisticsError(.impossibleData, "must not be zero", field: "t") }
            return (abs(difference / t), "|difference| / |t|", [.init("t", t)])
        case .f(let f):
            try ConversionInput.positive(f, "F")
            return (abs(difference) / f.squareRoot(), "|difference| / √F", [.init("F", f)])
        case .pValue(let p):
            try ConversionInput.probability(p, "p")
            let t = distribution.upperQuantile(p / 2)
            return (abs(difference) / t, "|difference| / t(p)", [.init("p-value", p)])
        case .standardError(let error):
            try ConversionInput.positive(error, "standardError")
            return (error, "as reported", [.init("standard error", error)])
        case .interval(let lower, let upper, let level):
            try ConversionInput.ordered(lower, upper, "lower")
            try ConversionInput.probability(level, "level")
            let t = distribution.upperQuantile((1 - level) / 2)
            let inputs: [Derivation.Quantity] = [
                .init("lower limit", lower), .init("upper limit", upper), .init("confidence level", level),
            ]
            return ((upper - lower) / (2 * t), "(upper − lower) / (2 t)", inputs)
        }
    }
}

/// The standard deviation of a change from those at baseline and at the end and the correlation between them.
///
/// s_d = √(s₁² + s₂² − 2 r s₁s₂).
public struct ChangeDeviation: Conversion {
    /// Standard deviation at baseline.
    public var baseline: Double
    /// Standard deviation at the end.
    public var final: Double
    /// Correlation of the two measurements.
    public var correlation: Double

    /// Creates the conversion.
    public init(baseline: Double, final: Double, correlation: Double) {
        self.baseline = baseline
        self.final = final
        self.correlation = correlation
    }

    /// The standard deviation of the change; 0 where rounding would make its square negative.
    ///
    /// - Throws: `StatisticsError` for a negative standard deviation or a correlation beyond ±1.
    public func derive() throws(StatisticsError) -> Derivation {
        try ConversionInput.nonNegative(baseline, "baseline")
        try ConversionInput.nonNegative(final, "final")
        guard abs(correlation) <= 1 else {
            throw StatisticsError(.impossibleData, "must lie within −1…1", field: "correlation")
        }
        let variance = baseline * baseline + final * final - 2 * correlation * baseline * final
        return Derivation(
            [.init("standard deviation of the change", max(0, variance).squareRoot())],
            formula: "√(s₁² + s₂² − 2 r s₁ s₂)",
            inputs: [
                .init("standard deviation at baseline", baseline), .init("standard deviation at the end", final),
                .init("correlation", correlation),
            ], reference: "Higgins, Li and Deeks 2023, Cochrane Handbook, chapter 6.5.2.8")
    }
}

/// The correlation between two measurements from their standard deviations and that of the change.
///
/// r = (s₁² + s₂² − s_d²)/(2 s₁s₂).
public struct CorrelationFromChange: Conversion {
    /// Standard deviation at baseline.
    public var baseline: Double
    /// Standard deviation at the end.
    public var final: Double
    /// Standard deviation of the change.
    public var change: Double

    /// Creates the conversion.
    public init(baseline: Double, final: Double, change: Double) {
        self.baseline = baseline
        self.final = final
        self.change = change
    }

    /// The correlation; numbers that no correlation can join are an error.
    public func derive() throws(StatisticsError) -> Derivation {
        try ConversionInput.positive(baseline, "baseline")
        try ConversionInput.positive(final, "final")
        try ConversionInput.nonNegative(change, "change")
        let correlation = (baseline * baseline + final * final - change * change) / (2 * baseline * final)
        guard abs(correlation) <= 1 else {
            throw StatisticsError(
                .impossibleData,
                "does not fit the other two standard deviations: the correlation would be \(correlation)",
                field: "change")
        }
        return Derivation(
            [.init("correlation", correlation)], formula: "(s₁² + s₂² − s_d²) / (2 s₁ s₂)",
            inputs: [
                .init("standard deviation at baseline", baseline), .init("standard deviation at the end", final),
                .init("standard deviation of the change", change),
            ], reference: "Higgins, Li and Deeks 2023, Cochrane Handbook, chapter 6.5.2.8")
    }
}
