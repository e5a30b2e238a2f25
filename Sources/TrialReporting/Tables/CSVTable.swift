import TrialResults

/// A table for machines and spreadsheets: full-precision numbers, RFC 4180 with `\n`, UTF-8 without a mark.
///
/// A text that a spreadsheet would run as a formula (`=`, `+`, `-`, `@` or their wide forms first, also after blanks)
/// gets an apostrophe in front, so it stays text. Numbers are written as they are.
public struct CSVTable: Sendable, Equatable {
    /// One cell.
    public enum Cell: Sendable, Equatable {
        /// Nothing.
        case empty
        /// A text.
        case text(String)
        /// A number.
        case number(Double)
        /// A whole number.
        case integer(Int)

        /// A text, or nothing.
        public init(_ text: String?) { self = text.map(Cell.text) ?? .empty }

        /// A number, or nothing.
        public init(_ number: Double?) { self = number.map(Cell.number) ?? .empty }

        /// A whole number, or nothing.
        public init(_ integer: Int?) { self = integer.map(Cell.integer) ?? .empty }
    }

    /// The names of the columns.
    public let header: [String]
    /// The rows: as many cells as there are columns.
    public let rows: [[Cell]]

    /// Creates a table.
    public init(header: [String], rows: [[Cell]]) {
        precondition(rows.allSatisfy { $0.count == header.count }, "a row has other columns than its table")
        self.header = header
        self.rows = rows
    }

    /// The file.
    public var text: String {
        let lines = [header.map { Self.field(.text($0)) }] + rows.map { $0.map(Self.field) }
        return lines.map { $0.joined(separator: ",") + "\n" }.joined()
    }

    private static func field(_ cell: Cell) -> String {
        switch cell {
        case .empty: ""
        case .integer(let value): String(value)
        case .number(let value): NumberFormat.exact(value)
        case .text(let text): quoted(guarded(DisplayText.clean(text)))
        }
    }

    private static let formulaStarts: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%"]

    private static func guarded(_ text: String) -> String {
        let first = text.unicodeScalars.first {
            !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint
        }
        return first.map(formulaStarts.contains) == true ? "'" + text : text
    }

    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.unicodeScalars.contains { $0 == "," || $0 == "\"" } || text.hasPrefix(" ")
        guard needsQuotes else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == "\"" { scalars.append(scalar) }
            scalars.append(scalar)
        }
        return "\"\(String(scalars))\""
    }
}
