import TrialEvidence
import TrialStatistics

/// The standard deviation of two groups, taken as equal, from the t statistic of the test between them.
public struct DeviationFromTestRule: DerivationRule {
    /// The stable code.
    public let code = "sd-from-t"
    /// What from what.
    public let summary =
        "Standard deviation of two groups, taken as equal, from the t statistic between them: SE = difference over t."
    /// What it needs.
    public let needs = ["mean", "mean_comparator", "t", "n", "n_comparator"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.sd: "standard deviation"]

    /// Makes the rule.
    public init() {}

    /// The standard deviation, in the units of the means.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        try inputs.pooledDeviation(.t(inputs.number("t")))
    }
}

extension DerivationInputs {
    /// The common standard deviation of two groups from a report on the difference of their means.
    func pooledDeviation(_ report: PooledDeviationFromTest.Report) throws(DerivationError) -> Derivation {
        let difference = try number("mean") - number("mean_comparator")
        guard difference != 0 else { throw DerivationError("the means are equal, so a test of them gives no spread") }
        let derived = try PooledDeviationFromTest(
            difference: difference, report: report, total1: number("n"), total2: number("n_comparator")
        ).derivation()
        return derived.warning("the standard deviation is taken as equal in both groups, and the test as a t test")
    }
}

extension Derivation {
    /// The same with a further warning.
    func warning(_ text: String) -> Derivation {
        Derivation(values, formula: formula, inputs: inputs, reference: reference, warnings: warnings + [text])
    }
}
