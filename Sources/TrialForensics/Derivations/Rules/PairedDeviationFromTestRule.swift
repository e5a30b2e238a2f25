import TrialEvidence
import TrialStatistics

/// The standard deviation of the differences within persons from their mean and the paired t: SE = mean/t, SD = SE √n.
public struct PairedDeviationFromTestRule: DerivationRule {
    /// The stable code.
    public let code = "paired-sd-from-t"
    /// What from what.
    public let summary = "Standard deviation of the differences within persons from their mean, the paired t and n."
    /// What it needs.
    public let needs = ["mean", "test_statistic", "n"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// The standard deviation of the differences, in the units of their mean.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        try inputs.pairedDeviation(
            t: try inputs.number("test_statistic"), formula: "|mean| √n / |t|", input: "t of the paired test",
            value: try inputs.number("test_statistic"))
    }
}

extension DerivationInputs {
    /// The standard deviation of differences from their mean and a t with n − 1 degrees of freedom.
    func pairedDeviation(
        t: Double, formula: String, input: String, value: Double
    ) throws(DerivationError) -> Derivation {
        let (mean, total) = (try number("mean"), try number("n"))
        guard mean != 0 else { throw DerivationError("the mean difference is 0, so its test gives no spread") }
        let error = try WaldConversion(estimate: mean, statistic: t, pValue: nil).derivation()["standard error"] ?? .nan
        let deviation = try DeviationFromStandardError(standardError: error, total: total).derivation()
        return Derivation(
            [deviation.values[0], .init("standard error", error)], formula: formula,
            inputs: [.init("mean difference", mean), .init(input, value), .init("pairs", total)],
            reference: "Elbourne et al. 2002, doi:10.1093/ije/31.1.140; Cochrane Handbook, chapter 23.2.7")
    }
}
