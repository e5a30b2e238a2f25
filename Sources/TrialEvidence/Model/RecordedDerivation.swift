/// A number of an outcome row that was not printed but derived: which cell, by which rule, from what.
///
/// In a file it reads `sd = sd-from-se(se 0.40; n 20)`, several with ` | ` between them. The inputs stand as they were
/// printed, so that `46.0` keeps its decimal. What the rules compute is not known here; a code is lower-case letters, digits
/// and hyphens.
public struct RecordedDerivation: Sendable, Hashable, Codable {
    /// A number that went in.
    public struct Input: Sendable, Hashable, Codable {
        /// What it is: the name of a cell, or another name that the rule knows, such as `n_comparator`.
        public var name: String
        /// The number as printed, such as `46.0` or `<0.001`.
        public var text: String

        /// Names an input.
        public init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }

        /// The number; `nil` for a bound such as `<0.001`.
        public var value: Double? { Decimals.parse(text) }

        /// How many decimals are printed.
        public var decimals: Int {
            guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
            return text.utf8[text.utf8.index(after: point)...].prefix { $0 >= 48 && $0 <= 57 }.count
        }
    }

    /// The cell that was derived.
    public var cell: OutcomeCell
    /// The code of the rule, such as `sd-from-se`.
    public var rule: String
    /// What went in, in the order in which it was recorded.
    public var inputs: [Input]

    /// Records a derivation.
    public init(_ cell: OutcomeCell, by rule: String, from inputs: [Input]) {
        self.cell = cell
        self.rule = rule
        self.inputs = inputs
    }

    /// The derivation as it stands in a file.
    public var text: String {
        "\(cell.rawValue) = \(rule)(\(inputs.map { "\($0.name) \($0.text)" }.joined(separator: "; ")))"
    }

    /// Several derivations as they stand in one cell of a file.
    public static func text(_ derivations: [RecordedDerivation]) -> String {
        derivations.map(\.text).joined(separator: " | ")
    }

    /// Reads the derivations of one cell of a file; an empty cell has none.
    public static func list(_ text: String) throws(DerivationSyntaxError) -> [RecordedDerivation] {
        var scanner = DerivationScanner(text)
        return try scanner.derivations()
    }
}

/// Why a text is not a list of derivations.
public struct DerivationSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The character of the cell at which reading stopped, counted from 1.
    public let position: Int
    /// What was expected there.
    public let expected: String

    /// One line that says where and what.
    public var description: String {
        "character \(position) of the derivation: \(expected); write it as sd = sd-from-se(se 0.4; n 20)"
    }
}
