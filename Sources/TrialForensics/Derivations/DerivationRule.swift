import TrialEvidence
import TrialStatistics

/// A way from printed numbers to one that was not printed.
///
/// A new rule is one file of this folder, one line in ``DerivationRules``, one test file. The formula itself lives in
/// TrialStatistics; a rule knows its name, which inputs it takes and which cells it fills.
public protocol DerivationRule: Sendable {
    /// The stable code that stands in datasets, such as `sd-from-se`.
    var code: String { get }
    /// One sentence: what from what, with the formula in words.
    var summary: String { get }
    /// The inputs it cannot do without, by the names of cells or names of its own.
    var needs: [String] { get }
    /// The inputs it takes besides.
    var takes: [String] { get }
    /// The cells it fills, each with the name of the derived value; empty where its values belong in no cell.
    var fills: [OutcomeCell: String] { get }
    /// The derived values with formula, inputs, reference and warnings.
    ///
    /// - Throws: `DerivationError` with one sentence that says why these inputs give no number.
    func derive(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation
}

extension DerivationRule {
    /// No input besides those it needs.
    public var takes: [String] { [] }

    /// The derived values, after the names of the inputs are held against those the rule knows.
    ///
    /// - Throws: `DerivationError` for an input that is missing or unknown, or inputs that give no number.
    public func checkedDerivation(_ inputs: DerivationInputs) throws(DerivationError) -> Derivation {
        let known = needs + takes
        for name in inputs.names where !known.contains(name) {
            throw DerivationError("\(code) has no input \"\(name)\"\(NearestName.hint(known, for: name))")
        }
        for name in needs where !inputs.names.contains(name) {
            throw DerivationError("\(code) needs the input \"\(name)\"")
        }
        return try derive(inputs)
    }
}

/// Why a rule gives no number.
public struct DerivationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence without its full stop.
    public let reason: String

    /// States a reason.
    public init(_ reason: String) { self.reason = reason }

    /// Takes the reason of the statistics.
    init(_ error: StatisticsError) {
        // Some messages go on from the field's name, others are sentences of their own.
        let goesOn = ["must", "lies", "equals", "shows", "does"].contains { error.message.hasPrefix("\($0) ") }
        reason = goesOn ? "\(error.field ?? "a number") \(error.message)" : error.message
    }

    /// The reason.
    public var description: String { reason }
}

extension Conversion {
    /// The derived values, with the error of this module.
    func derivation() throws(DerivationError) -> Derivation {
        do { return try derive() } catch { throw DerivationError(error) }
    }
}
