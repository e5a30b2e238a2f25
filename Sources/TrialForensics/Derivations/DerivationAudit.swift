import Glibc
import TrialEvidence
import TrialStatistics

/// What recomputing a recorded derivation says of it.
public struct DerivationVerdict: Sendable, Equatable {
    /// The outcome of recomputing.
    public enum Outcome: Sendable, Equatable {
        /// The cell is what the rule gives, at the decimals that the cell has.
        case reproduces
        /// The rule gives another number.
        case differs(expected: Double)
        /// The rule gives no number, is unknown, or its inputs contradict the row; one sentence without its full stop.
        case impossible(String)
    }

    /// The derivation as recorded.
    public let recorded: RecordedDerivation
    /// What the cell holds; `nil` where it is empty.
    public let value: Double?
    /// What came of it.
    public let outcome: Outcome
    /// What the rule says, where it gave a number.
    public let derivation: Derivation?

    /// Whether the number can be derived as it is said to be.
    public var isSound: Bool { outcome == .reproduces }

    /// Why the number cannot be derived so, without a full stop; `nil` where it can.
    public var objection: String? {
        switch outcome {
        case .reproduces: nil
        case .differs(let expected): "the rule gives \(AppliedDerivation.shown(expected))"
        case .impossible(let reason): reason
        }
    }

    /// What a row of a forest plot says: the derivation as recorded, with its cautions.
    public var note: String {
        let cautions = (derivation?.warnings ?? []) + (objection.map { ["it does not reproduce: \($0)"] } ?? [])
        return "Recorded in the dataset: \(recorded.text)." + cautions.map { " Caution: \($0)." }.joined()
    }
}

/// Recomputes the derivations that rows record.
public enum DerivationAudit {
    /// One verdict for each recorded derivation of a row, in their order.
    public static func verdicts(on row: OutcomeRow) -> [DerivationVerdict] {
        row.derived.map { verdict(on: $0, in: row) }
    }

    private static func verdict(on recorded: RecordedDerivation, in row: OutcomeRow) -> DerivationVerdict {
        let value = row.number(recorded.cell)
        func verdict(_ outcome: DerivationVerdict.Outcome, _ derivation: Derivation? = nil) -> DerivationVerdict {
            DerivationVerdict(recorded: recorded, value: value, outcome: outcome, derivation: derivation)
        }
        do throws(DerivationError) {
            let rule = try DerivationRules.required(recorded.rule)
            guard let name = rule.fills[recorded.cell] else {
                let cells = rule.fills.keys.map(\.rawValue).sorted().joined(separator: ", ")
                throw DerivationError(
                    "\(rule.code) fills \(cells.isEmpty ? "no cell" : cells), not \(recorded.cell.rawValue)")
            }
            let derivation = try rule.checkedDerivation(DerivationInputs(recorded.inputs))
            try agree(recorded, with: row)
            guard let value, let expected = derivation[name] else {
                throw DerivationError("the cell \(recorded.cell.rawValue) is empty")
            }
            return verdict(agrees(value, expected) ? .reproduces : .differs(expected: expected), derivation)
        } catch {
            return verdict(.impossible(error.reason))
        }
    }

    /// An input that is a cell of the row must be what the row holds; the `n` of a comparison is not that of one arm.
    private static func agree(_ recorded: RecordedDerivation, with row: OutcomeRow) throws(DerivationError) {
        let namesBothArms = row.isComparison && recorded.inputs.contains { $0.name == "n_comparator" }
        for input in recorded.inputs where !(namesBothArms && input.name == OutcomeCell.n.rawValue) {
            let name = input.name == "percent" && row.effectMeasure == .percent ? "effect" : input.name
            guard let cell = OutcomeCell(rawValue: name), let own = row.number(cell), let value = input.value else {
                continue
            }
            guard value == own else {
                throw DerivationError("\(input.name) is \(input.text) there, but \(Decimals.text(own)) in the row")
            }
        }
    }

    /// Whether a value is a number rounded to the decimals that the value has.
    private static func agrees(_ value: Double, _ expected: Double) -> Bool {
        let decimals = RecordedDerivation.Input("", Decimals.text(value)).decimals
        let half = 0.5 * pow(10, -Double(decimals))
        return abs(value - expected) <= half * (1 + 1e-9) + 1e-12 * abs(expected)
    }
}

extension OutcomeRow {
    /// The number in a cell; `nil` where it is empty or holds a word.
    public func number(_ cell: OutcomeCell) -> Double? {
        switch cell {
        case .n: n.map(Double.init)
        case .mean: mean
        case .sd: sd
        case .se: se
        case .median: median
        case .q1: q1
        case .q3: q3
        case .min: min
        case .max: max
        case .ciLow: ciLow
        case .ciHigh: ciHigh
        case .ciLevel: ciLevel
        case .events: events.map(Double.init)
        case .personYears: personYears
        case .effect: effect
        case .effectMeasure: nil
        case .pValue: pValue?.value
        case .correlation: correlation
        case .testStatistic: testStatistic
        case .both: both.map(Double.init)
        case .firstOnly: firstOnly.map(Double.init)
        case .secondOnly: secondOnly.map(Double.init)
        case .neither: neither.map(Double.init)
        }
    }
}
