/// A table of formatted texts, the same for a terminal, a page and a document.
public struct TextTable: Sendable, Equatable {
    /// How the texts of a column stand.
    public enum Alignment: String, Sendable {
        /// Left, for names.
        case leading
        /// Right, for numbers.
        case trailing
    }

    /// One column.
    public struct Column: Sendable, Equatable {
        /// Its heading.
        public let heading: String
        /// How its texts stand.
        public let alignment: Alignment

        /// Creates a column.
        public init(_ heading: String, _ alignment: Alignment = .leading) {
            self.heading = heading
            self.alignment = alignment
        }
    }

    /// What the table shows, in a few words.
    public let caption: String
    /// The columns; the first one names the row.
    public let columns: [Column]
    /// The rows: as many cleaned texts as there are columns.
    public let rows: [[String]]

    /// Creates a table; its texts are cleaned of control characters.
    public init(caption: String, columns: [Column], rows: [[String]]) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "a row has other columns than its table")
        self.caption = DisplayText.clean(caption)
        self.columns = columns
        self.rows = rows.map { $0.map(DisplayText.clean) }
    }
}
