import TrialEvidence
import TrialStatistics

/// The hazard ratio from the two-sided p-value of a log-rank test, the events and the sizes of the groups.
///
/// Tierney et al. 2007, Trials 8, 16. A p-value has no sign, so the side with fewer events than expected must be known.
public struct RatioFromLogRankPValueRule: DerivationRule {
    /// The stable code.
    public let code = "ratio-from-log-rank-p"
    /// What from what.
    public let summary =
        "Hazard ratio from the p-value of a log-rank test: exp(±z(p) / √V), V = events × n₁n₂ / (n₁ + n₂)²."
    /// What it needs: `favours_arm` is 1 where the arm did better, 0 where the comparator did.
    public let needs = ["p_value", "events", "favours_arm"]
    /// What it takes besides: the participants of both groups, equal where they are not given.
    public let takes = ["n", "n_comparator", "ci_level"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.effect: "ratio", .ciLow: "lower limit", .ciHigh: "upper limit"]

    /// Makes the rule.
    public init() {}

    /// Log hazard ratio, standard error, sampling variance, and the ratio with its limits.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let side = try inputs.number("favours_arm")
        guard side == 0 || side == 1 else { throw DerivationError("favours_arm must be 1 or 0") }
        let hasSizes = inputs["n"] != nil || inputs["n_comparator"] != nil
        let sizes = hasSizes ? (try inputs.number("n"), try inputs.number("n_comparator")) : (1.0, 1.0)
        let report = HazardRatioConversion.Report.pValue(
            try inputs.number("p_value"), events: try inputs.number("events"), favoursTreatment: side == 1)
        let derived = try HazardRatioConversion(report, total1: sizes.0, total2: sizes.1).derivation()
        return try derived.addingRatio(
            level: inputs.level(), warnings: hasSizes ? [] : ["the groups are taken as equal in size"])
    }
}
