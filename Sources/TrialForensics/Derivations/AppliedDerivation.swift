import TrialEvidence
import TrialStatistics

/// A rule at work: which, on what, and what came out.
public struct AppliedDerivation: Sendable, Equatable {
    /// The rule's code.
    public let rule: String
    /// What went in.
    public let inputs: DerivationInputs
    /// What came out, with formula, reference and warnings.
    public let derivation: Derivation

    /// Applies a rule.
    ///
    /// - Throws: `DerivationError` where there is no such rule, or it gives no number.
    public init(_ rule: String, _ inputs: DerivationInputs) throws(DerivationError) {
        self.rule = rule
        self.inputs = inputs
        derivation = try DerivationRules.required(rule).checkedDerivation(inputs)
    }

    /// The derived value of that name; a rule that does not give it is a programmer's mistake.
    public func value(_ name: String) -> Double {
        guard let value = derivation[name] else { preconditionFailure("\(rule) derives no \(name)") }
        return value
    }

    /// What a row of a forest plot says: formula and cautions.
    public var note: String {
        "Derived by \(rule): \(derivation.formula)." + derivation.warnings.map { " Caution: \($0)." }.joined()
    }

    /// What a source trail says: values, formula, inputs, reference and warnings.
    public var sentence: String {
        let values = derivation.values.map { "\($0.name) \(Self.shown($0.value))" }.joined(separator: ", ")
        let inputs = derivation.inputs.map { "\($0.name) \(Decimals.text($0.value))" }.joined(separator: ", ")
        let warnings = derivation.warnings.map { " Caution: \($0)." }.joined()
        return "\(values): \(derivation.formula) from \(inputs) (\(rule); \(derivation.reference)).\(warnings)"
    }

    /// A derived number for people: four significant digits at least, no more than the value has.
    static func shown(_ value: Double) -> String {
        guard value != 0, value.isFinite else { return Decimals.text(value) }
        var unit = 1.0
        while abs(value) * unit < 1000, unit < 1e12 { unit *= 10 }
        return Decimals.text((value * unit).rounded() / unit)
    }
}

/// Why a row does not give what a measure needs.
public struct MissingNumber: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence.
    public let reason: String

    /// States a reason.
    public init(_ reason: String) { self.reason = reason }

    /// The reason of a rule, as a sentence.
    init(_ rule: String, _ error: DerivationError) {
        reason = "\(rule) gives no number: \(error.reason)."
    }

    /// The reason.
    public var description: String { reason }
}

extension AppliedDerivation {
    /// Applies a rule for a reading.
    static func reading(_ rule: String, _ inputs: DerivationInputs) throws(MissingNumber) -> AppliedDerivation {
        do { return try AppliedDerivation(rule, inputs) } catch { throw MissingNumber(rule, error) }
    }
}
