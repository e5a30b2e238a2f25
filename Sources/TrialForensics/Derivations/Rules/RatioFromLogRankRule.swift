import TrialEvidence
import TrialStatistics

/// The hazard ratio, or Peto's odds ratio, from observed minus expected events and their variance: exp((O − E)/V).
public struct RatioFromLogRankRule: DerivationRule {
    /// The stable code.
    public let code = "ratio-from-log-rank"
    /// What from what.
    public let summary =
        "Hazard ratio or Peto's odds ratio: exponential of observed minus expected events over their variance."
    /// What it needs.
    public let needs = ["observed_minus_expected", "variance"]
    /// What it takes besides: the level in percent, 95 where it is not stated.
    public let takes = ["ci_level"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.effect: "ratio", .ciLow: "lower limit", .ciHigh: "upper limit"]

    /// Makes the rule.
    public init() {}

    /// Log hazard ratio, standard error, sampling variance, and the ratio with its limits.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let derived = try HazardRatioConversion(
            .logRank(
                observedMinusExpected: inputs.number("observed_minus_expected"), variance: inputs.number("variance"))
        ).derivation()
        return try derived.addingRatio(level: inputs.level())
    }
}

extension Derivation {
    /// The derived log ratio and its variance with the ratio and its normal limits on the natural scale.
    func addingRatio(level: Double, warnings: [String] = []) throws(DerivationError) -> Derivation {
        guard let variance = self["sampling variance"], level > 0, level < 1 else {
            throw DerivationError("ci_level must lie between 0 and 100")
        }
        let natural = EffectEstimate(estimate: value, variance: variance).natural(.log, level: level)
        let named = [
            ("ratio", natural.estimate), ("lower limit", natural.interval.lower),
            ("upper limit", natural.interval.upper),
        ]
        return Derivation(
            values + named.map { Derivation.Quantity($0.0, $0.1) }, formula: formula, inputs: inputs,
            reference: reference, warnings: warnings)
    }
}
