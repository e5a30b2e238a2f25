import TrialEvidence
import TrialStatistics

/// Where each number of an outcome row comes from, and what the row is good for.
public struct RowExplanation: Sendable, Codable, Equatable {
    /// A number with its cell.
    public struct Number: Sendable, Codable, Equatable {
        /// The cell, such as `ci_low`.
        public let cell: String
        /// What it holds.
        public let text: String
    }

    /// How a number was, or can be, derived.
    public struct Trail: Sendable, Codable, Equatable {
        /// The rule's code.
        public let rule: String
        /// The formula, in words or symbols.
        public let formula: String
        /// What went in.
        public let inputs: [Derivation.Quantity]
        /// Where the formula comes from.
        public let reference: String
        /// What to know before trusting it.
        public let warnings: [String]
    }

    /// A derivation that the dataset records.
    public struct Recorded: Sendable, Codable, Equatable {
        /// The cell that was derived, and what it holds.
        public let number: Number
        /// The derivation as it stands in the file.
        public let text: String
        /// Formula, inputs and reference; `nil` where the rule gives no number.
        public let trail: Trail?
        /// Whether recomputing gives the number.
        public let reproduces: Bool
        /// Why not, where it does not.
        public let objection: String?
    }

    /// What the row gives an analysis.
    public struct Use: Sendable, Codable, Equatable {
        /// What it is, such as `mean and standard deviation`.
        public let quantity: String
        /// The numbers; empty where something is missing.
        public let values: [Derivation.Quantity]
        /// The rules that were needed; empty where the numbers are as printed.
        public let trails: [Trail]
        /// Why there are none, where there are none.
        public let missing: String?
        /// What an analysis adds to the numbers, where it must; nil where it takes them as they are.
        public var added: String?
    }

    /// File and line.
    public let place: String
    /// The arm's id and label.
    public let arm: Number
    /// The comparator's id and label; `nil` for the result of one arm.
    public let comparator: Number?
    /// Which patients.
    public let population: String
    /// Months since the start of treatment.
    public let months: Double?
    /// What tells the row from one that is otherwise the same.
    public let variant: String
    /// The part of the study that the row is about; empty for the whole study.
    public let subgroup: String
    /// Which numbers the row gives.
    public let statistic: String
    /// The numbers as printed.
    public let printed: [Number]
    /// Where in the source they are printed.
    public let location: String
    /// The address of the document.
    public let document: String?
    /// How sure the reading is.
    public let confidence: String
    /// What the row says in words.
    public let note: String
    /// The numbers that were derived, with the check.
    public let recorded: [Recorded]
    /// What an analysis can take from the row, and what not.
    public let uses: [Use]
}

extension RowExplanation.Trail {
    init(_ step: AppliedDerivation) { self.init(step.derivation, rule: step.rule) }

    init(_ derivation: Derivation, rule: String) {
        self.rule = rule
        formula = derivation.formula
        inputs = derivation.inputs
        reference = derivation.reference
        warnings = derivation.warnings
    }

    /// The trail on one line: formula, inputs, rule, reference, cautions.
    public var sentence: String {
        let inputs = inputs.map { "\($0.name) \(Decimals.text($0.value))" }.joined(separator: ", ")
        let cautions = warnings.map { "; caution: \($0)" }.joined()
        return "\(formula) from \(inputs) (\(rule); \(reference))\(cautions)"
    }
}

extension RowExplanation.Use {
    /// The values on one line, for people.
    public var text: String {
        values.map { "\($0.name) \(AppliedDerivation.shown($0.value))" }.joined(separator: ", ")
    }
}
