/// What an importer is given: files that it may read, and what the dataset has already.
public struct ImportInput: Sendable, Codable, Equatable {
    /// A file to read.
    public struct File: Sendable, Codable, Equatable {
        /// What the person called it.
        public var name: String
        /// Where its bytes are for the plugin.
        public var path: String

        /// Names a file.
        public init(name: String, path: String) { (self.name, self.path) = (name, path) }
    }

    /// The file.
    public var file: File
    /// Rows that the dataset has, by table, each a value by column: `studies` and `arms`.
    public var dataset: [String: [[String: String]]]

    /// Joins a file with what is there.
    public init(file: File, dataset: [String: [[String: String]]] = [:]) {
        (self.file, self.dataset) = (file, dataset)
    }
}

/// What an importer gives: rows by table, each a value by column, with the names and codes of a dataset's tables.
///
/// A row's `line` is the line of the file on which it stands. Numbers may be numbers or texts; what is absent is an empty cell.
public struct ImportOutput: Sendable, Codable, Equatable {
    /// Rows of `studies.csv`.
    public var studies: [[String: PluginValue]]?
    /// Rows of `arms.csv`.
    public var arms: [[String: PluginValue]]?
    /// Rows of `outcomes.csv`.
    public var outcomes: [[String: PluginValue]]?
    /// Rows of `risk_of_bias.csv`.
    public var riskOfBias: [[String: PluginValue]]?
    /// What the file holds and the rows do not.
    public var notTaken: [Left]?

    /// Something that did not become a row.
    public struct Left: Sendable, Codable, Equatable {
        /// Where it stands, such as `line 17`.
        public var place: String
        /// A stable word for the reason.
        public var code: String
        /// One sentence.
        public var reason: String

        /// Names what is left.
        public init(place: String, code: String, reason: String) {
            (self.place, self.code, self.reason) = (place, code, reason)
        }
    }

    /// Nothing yet.
    public init() {}
}
