/// One thing that a plugin shows: a paragraph, a list, a table or a drawing. Exactly one field is filled.
public struct PluginBlock: Sendable, Codable, Equatable {
    /// A paragraph of plain text.
    public var paragraph: String?
    /// A list of sentences.
    public var list: [String]?
    /// A table.
    public var table: Table?
    /// A drawing.
    public var figure: Drawing?

    /// A table of texts.
    public struct Table: Sendable, Codable, Equatable {
        /// What stands over it.
        public var caption: String
        /// The names of the columns.
        public var columns: [String]
        /// The rows, each as long as the columns: texts or numbers.
        public var rows: [[PluginValue]]

        /// Creates a table.
        public init(caption: String, columns: [String], rows: [[PluginValue]]) {
            (self.caption, self.columns, self.rows) = (caption, columns, rows)
        }
    }

    /// A drawing as SVG, with its width and height in pixels; without scripts, links and anything from outside.
    public struct Drawing: Sendable, Codable, Equatable {
        /// A short code for file names, of lower-case letters, digits and hyphens.
        public var code: String
        /// What it is, such as `Forest plot`.
        public var title: String
        /// What it shows, for whoever cannot see it.
        public var description: String
        /// The SVG.
        public var svg: String

        /// Creates a drawing.
        public init(code: String, title: String, description: String, svg: String) {
            (self.code, self.title, self.description, self.svg) = (code, title, description, svg)
        }
    }

    /// A paragraph.
    public static func paragraph(_ text: String) -> PluginBlock { PluginBlock(paragraph: text) }
    /// A list.
    public static func list(_ items: [String]) -> PluginBlock { PluginBlock(list: items) }
    /// A table.
    public static func table(_ table: Table) -> PluginBlock { PluginBlock(table: table) }
    /// A drawing.
    public static func figure(_ drawing: Drawing) -> PluginBlock { PluginBlock(figure: drawing) }
}

/// What a report section is given: the whole result file, `trialpool/result@2`, of the analyses that the plan names.
public struct SectionInput: Sendable, Codable, Equatable {
    /// The result document.
    public var results: PluginValue
    /// Rows of the main dataset by table, each a value by column: `studies` and `arms`; nil where there is none.
    public var dataset: [String: [[String: String]]]?

    /// Takes results.
    public init(results: PluginValue, dataset: [String: [[String: String]]]? = nil) {
        (self.results, self.dataset) = (results, dataset)
    }
}

/// What a report section gives.
public struct SectionOutput: Sendable, Codable, Equatable {
    /// What stands over it.
    public var heading: String
    /// What it says.
    public var content: [PluginBlock]

    /// Creates a section.
    public init(heading: String, content: [PluginBlock]) { (self.heading, self.content) = (heading, content) }
}

/// What a figure is given: one analysis of a result file.
public struct FigureInputMessage: Sendable, Codable, Equatable {
    /// The analysis' record, as it stands in `analyses` of the result file.
    public var analysis: PluginValue

    /// Takes a record.
    public init(analysis: PluginValue) { self.analysis = analysis }
}

/// What a figure gives: a drawing, or nothing where the analysis has nothing to show in it.
public struct FigureOutput: Sendable, Codable, Equatable {
    /// The drawing.
    public var figure: PluginBlock.Drawing?

    /// Takes a drawing.
    public init(figure: PluginBlock.Drawing?) { self.figure = figure }
}
