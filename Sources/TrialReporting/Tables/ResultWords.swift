import TrialResults
import TrialStatistics

/// Heterogeneity in one line, from the numbers of a fit.
struct HeterogeneityWords: Sendable {
    let format: NumberFormat

    /// Everything: τ² with its limits, I², Q with its p-value.
    func long(_ fit: ModelFit) -> String {
        let heterogeneity = fit.heterogeneity
        guard heterogeneity.qDegreesOfFreedom > 0 else {
            return "Heterogeneity: not estimable from one row."
        }
        let q = "Q = \(format.number(heterogeneity.q)) (df = \(heterogeneity.qDegreesOfFreedom))"
        return "Heterogeneity: \(tauSquared(fit))\(iSquared(heterogeneity)), \(q), "
            + "\(format.pValue(heterogeneity.qPValue))."
    }

    /// τ² and I² only.
    func short(_ fit: ModelFit) -> String? {
        guard fit.heterogeneity.qDegreesOfFreedom > 0 else { return nil }
        let tau = fit.heterogeneity.estimator == nil ? "" : "τ² = \(format.tauSquared(fit.heterogeneity.tau2)), "
        return "\(tau)I² = \(format.percent(fit.heterogeneity.iSquared))"
    }

    /// The test that a coefficient is 0: `t = 4.10 (df = 12), p = 0.001`.
    func test(_ coefficient: Coefficient) -> String {
        let name = coefficient.degreesOfFreedom == nil ? "z" : "t"
        let degrees = coefficient.degreesOfFreedom.map { " (df = \(format.count($0)))" } ?? ""
        return "\(name) = \(format.number(coefficient.statistic))\(degrees), \(format.pValue(coefficient.pValue))"
    }

    /// The test that groups by a property, as it stands in a sentence, have one effect.
    func groupTest(_ test: GroupTest, by property: String) -> String {
        let name = test.denominatorDegreesOfFreedom == nil ? "χ²" : "F"
        let below = test.denominatorDegreesOfFreedom.map { ", \(format.number($0))" } ?? ""
        return "Difference between groups by \(property): \(name) = "
            + "\(format.number(test.statistic)) (df = \(test.degreesOfFreedom)\(below)), \(format.pValue(test.pValue))."
    }

    private func tauSquared(_ fit: ModelFit) -> String {
        let heterogeneity = fit.heterogeneity
        guard let estimator = heterogeneity.estimator else { return "" }
        let limits = heterogeneity.tau2Limits.map {
            "; \(format.level(fit.level)) CI \(format.tauSquared($0.lower)) to \(format.tauSquared($0.upper))"
        }
        return "τ² = \(format.tauSquared(heterogeneity.tau2)) (\(DisplayText.clean(estimator))\(limits ?? "")), "
    }

    private func iSquared(_ heterogeneity: Heterogeneity) -> String {
        let limits = heterogeneity.iSquaredLimits.map {
            " (\(format.percent($0.lower)) to \(format.percent($0.upper)))"
        }
        return "I² = \(format.percent(heterogeneity.iSquared))\(limits ?? "")"
    }
}
