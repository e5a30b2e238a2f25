/// One thing that a plugin shows. Exactly one field is filled; one that is not is passed over by reports.
public struct PluginContent: Codable, Sendable, Equatable {
    /// A paragraph of plain text.
    public var paragraph: String?
    /// A list of sentences.
    public var list: [String]?
    /// A table of texts.
    public var table: Table?
    /// A drawing.
    public var figure: PluginDrawing?

    /// A table of texts.
    public struct Table: Codable, Sendable, Equatable {
        /// What stands over it.
        public let caption: String
        /// The names of the columns.
        public let columns: [String]
        /// The columns whose every cell is a number, which stand to the right.
        public let numeric: [Bool]
        /// The rows, each as long as the columns.
        public let rows: [[String]]

        /// Creates a table.
        public init(caption: String, columns: [String], numeric: [Bool], rows: [[String]]) {
            self.caption = caption
            self.columns = columns
            self.numeric = numeric
            self.rows = rows
        }
    }

    /// Shows nothing yet.
    public init() {}
}

/// A drawing that came from a plugin.
public struct PluginDrawing: Codable, Sendable, Equatable {
    /// A short code for file names.
    public let code: String
    /// What it is.
    public let title: String
    /// What it shows, for whoever cannot see it.
    public let description: String
    /// The drawing, as SVG; ``SafeSVG`` says what of it is shown.
    public let svg: String

    /// Keeps a drawing.
    public init(code: String, title: String, description: String, svg: String) {
        self.code = code
        self.title = title
        self.description = description
        self.svg = svg
    }
}
