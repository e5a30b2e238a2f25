import TrialResults
import TrialStatistics

/// A prediction interval in words beside its numbers.
enum PredictionWords {
    /// How close limits must be to count as the same, as a share of the interval's width: rounding only.
    private static let rounding = 1e-9

    /// That the prediction interval is the confidence interval because no spread between studies was estimated; nil where
    /// it differs.
    static func sameAsInterval(_ fit: ModelFit) -> String? {
        sameAsInterval(fit.prediction, fit.pooled.limits, spread: fit.heterogeneity.tau2)
    }

    /// The same of any limits, with the variance of true effects.
    static func sameAsInterval(_ prediction: ConfidenceLimits?, _ limits: ConfidenceLimits, spread: Double) -> String? {
        guard let prediction, spread == 0 else { return nil }
        let width = abs(limits.upper - limits.lower)
        let isSame =
            abs(prediction.lower - limits.lower) <= rounding * width
            && abs(prediction.upper - limits.upper) <= rounding * width
        return isSame ? "the same as the confidence interval, because τ² is 0" : nil
    }
}
