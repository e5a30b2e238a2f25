import TrialNumerics

/// The standard error behind a printed confidence interval.
///
/// SE = (upper − lower) / (2 z) on the scale of analysis (Cochrane Handbook 6.4, section 6.3.1).
enum PrintedInterval {
    /// The standard error of normal limits at a level between 0 and 1, both on the scale of analysis.
    static func standardError(lower: Double, upper: Double, level: Double) -> Double {
        (upper - lower) / (2 * NormalDistribution.standard.upperQuantile((1 - level) / 2))
    }
}
