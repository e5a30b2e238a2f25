import TrialResults
import TrialStatistics

/// How much the studies differ, as a sentence: τ and I² with their limits.
struct HeterogeneitySentence: Sendable {
    let display: MeasureDisplay

    private var format: NumberFormat { display.format }

    /// The sentence, with a space in front.
    func text(_ fit: ModelFit) -> String {
        let found = fit.heterogeneity
        guard found.qDegreesOfFreedom > 0 else { return " How much studies differ cannot be seen in one row." }
        let iSquared = "I² \(format.percent(found.iSquared))\(limits(found.iSquaredLimits, fit.level, format.percent))"
        guard let estimator = found.estimator else { return " One effect was assumed for all rows; \(iSquared)." }
        let tau = limits(
            found.tau2Limits?.mapped { $0.squareRoot() }, fit.level, format.number,
            first: DisplayText.clean(estimator))
        return " The standard deviation of true effects between rows, τ, was \(format.number(found.tau))\(tau) on"
            + " \(display.scaleWords); \(iSquared)."
    }

    private func limits(
        _ limits: ConfidenceLimits?, _ level: Double, _ written: (Double) -> String, first: String? = nil
    ) -> String {
        let range = limits.map {
            display.convention.interval(display.convention.limits(written($0.lower), written($0.upper)), level: level)
        }
        let parts = [first, range].compactMap(\.self)
        return parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))"
    }
}
