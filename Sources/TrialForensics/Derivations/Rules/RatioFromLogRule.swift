import TrialEvidence
import TrialStatistics

/// A ratio and its limits on the natural scale from the log ratio and its standard error.
public struct RatioFromLogRule: DerivationRule {
    /// The stable code.
    public let code = "ratio-from-log"
    /// What from what.
    public let summary =
        "Ratio and limits from the log ratio and its standard error: exp(log ratio), exp(log ratio ± z SE)."
    /// What it needs.
    public let needs = ["log_ratio"]
    /// What it takes besides: the standard error of the log ratio, and the level in percent, 95 where it is not stated.
    public let takes = ["se_log", "ci_level"]
    /// What it fills.
    public let fills: [OutcomeCell: String] = [.effect: "ratio", .ciLow: "lower limit", .ciHigh: "upper limit"]

    /// Makes the rule.
    public init() {}

    /// The ratio and, with a standard error, its limits.
    public func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let limits = try inputs.normalLimits(estimate: "log_ratio", error: "se_log", scale: .log)
        return Derivation(
            limits.named("ratio"), formula: "exp(log ratio), exp(log ratio ± z SE)", inputs: limits.inputs,
            reference: "Cochrane Handbook, chapter 6.3.2")
    }
}

/// An estimate with normal limits on the natural scale.
struct NormalLimits {
    let estimate: Double
    let limits: EffectInterval?
    let inputs: [Derivation.Quantity]

    /// The estimate under a name, and its limits where there are any.
    func named(_ name: String) -> [Derivation.Quantity] {
        [.init(name, estimate)]
            + (limits.map { [.init("lower limit", $0.lower), .init("upper limit", $0.upper)] } ?? [])
    }
}

extension DerivationInputs {
    /// Normal limits of an estimate, brought from the scale of analysis to the natural one.
    func normalLimits(
        estimate: String, error: String, scale: EffectScale
    ) throws(DerivationError) -> NormalLimits {
        let value = try number(estimate)
        guard self[error] != nil else {
            return NormalLimits(
                estimate: scale.natural(value), limits: nil, inputs: [.init("estimate", value)])
        }
        let (spread, level) = (try number(error), try level())
        guard spread >= 0, level > 0, level < 1 else {
            throw DerivationError("\(error) must not be negative, and ci_level must lie between 0 and 100")
        }
        let natural = EffectEstimate(estimate: value, variance: spread * spread).natural(scale, level: level)
        return NormalLimits(
            estimate: natural.estimate, limits: natural.interval,
            inputs: [.init("estimate", value), .init("standard error", spread), .init("confidence level", level)])
    }
}
