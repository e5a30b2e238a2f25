import TrialEvidence
import TrialStatistics

/// The standard deviation of single measurements from that of the differences within persons: s_d / √(2(1 − r)).
///
/// It takes the spread as equal in both periods. Needed to bring a mean difference within persons onto the scale of a
/// standardised difference between groups. Cochrane Handbook, chapter 23.2.7; Elbourne et al. 2002.
public struct SingleDeviationFromPairsRule: DerivationRule {
    /// The stable code.
    public let code = "single-sd-from-paired-sd"
    /// What from what.
    public let summary =
        "Standard deviation of single measurements from that of the differences within persons: SD over the root of 2(1 - r)."
    /// What it needs.
    public let needs = ["sd_difference", "correlation"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// The standard deviation of single measurements, in the units of the differences.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let (deviation, r) = (try inputs.number("sd_difference"), try inputs.number("correlation"))
        guard deviation >= 0 else { throw DerivationError("sd_difference must not be negative") }
        guard r >= -1, r < 1 else { throw DerivationError("correlation must lie from -1 to below 1") }
        // The deviation of the differences of unit measurements; the rule is proportional to it.
        let unit = try ChangeDeviation(baseline: 1, final: 1, correlation: r).derivation().value
        return Derivation(
            [.init("standard deviation", deviation / unit)], formula: "s_d / √(2 (1 − r))",
            inputs: [.init("standard deviation of the differences", deviation), .init("correlation", r)],
            reference: "Elbourne et al. 2002, doi:10.1093/ije/31.1.140; Cochrane Handbook, chapter 23.2.7",
            warnings: ["the standard deviation is taken as equal in both periods"])
    }
}
