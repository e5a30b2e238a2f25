import TrialEvidence

/// Outcome rows as comma-separated or tab-separated text, with our column names or the usual other ones.
public struct DelimitedOutcomes: ImportFormat {
    /// The stable name.
    public let name = "delimited"
    /// One sentence for a list of formats.
    public let summary = "Outcome rows as CSV or TSV, one row an arm, outcome and time point."
    /// How the names of such files end.
    public let fileExtensions = ["csv", "tsv", "txt"]

    /// Makes the format.
    public init() {}

    /// Reads outcome rows and holds them against the studies and arms of the dataset.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        let (table, diagnostics) = Self.dialect(of: bytes, file: file).read(bytes, file: file)
        guard let table, diagnostics.isEmpty else { throw EvidenceError(diagnostics) }
        return try evidence(of: table, into: dataset)
    }

    /// Reads outcome rows of a table that is in memory already.
    func evidence(of source: Table, into dataset: Dataset) throws(EvidenceError) -> ImportedEvidence {
        var table = SpreadsheetGuard.removed(from: source)
        table.header = try Self.ourNames(for: table)
        let (rows, problems) = RowReader.rows(of: table, as: OutcomeRow.self)
        let found = problems + Self.breaches(of: rows, file: table.file, in: dataset)
        let all = found.enumerated().sorted { ($0.1.line ?? 0, $0.0) < ($1.1.line ?? 0, $1.0) }.map(\.element)
        if all.contains(where: { $0.severity == .error }) { throw EvidenceError(all) }
        var evidence = ImportedEvidence(file: table.file)
        evidence.outcomes = rows
        return evidence
    }

    /// Whether a header has the columns that outcome rows cannot do without.
    static func fits(_ header: [String]) -> Bool {
        let names = Set(header.compactMap { ColumnAliases.ourName(for: $0) })
        return names.isSuperset(of: ["study_id", "arm_id", "outcome", "statistic"])
    }

    private static func dialect(of bytes: [UInt8], file: String) -> DelimitedText {
        let header = bytes.prefix { $0 != UInt8(ascii: "\n") }
        let hasTabs = header.contains(UInt8(ascii: "\t"))
        return hasTabs || file.lowercased().hasSuffix(".tsv") ? .tabSeparated : .commaSeparated
    }

    private static func ourNames(for table: Table) throws(EvidenceError) -> [String] {
        let names = table.header.map { ColumnAliases.ourName(for: $0) ?? $0 }
        var origin: [String: String] = [:]
        for (theirs, ours) in zip(table.header, names) {
            if let first = origin.updateValue(theirs, forKey: ours) {
                let message = "\"\(first)\" and \"\(theirs)\" both mean \(ours); remove one"
                let place = Place(table.file, line: 1, column: theirs)
                throw EvidenceError([Diagnostic(.duplicateColumn, at: place, message)])
            }
        }
        return names
    }

    /// The rules' findings about the imported rows alone, told in the imported file's lines.
    private static func breaches(of rows: [OutcomeRow], file: String, in dataset: Dataset) -> [Diagnostic] {
        var trial = Dataset(name: dataset.name)
        trial.studies = dataset.studies
        trial.arms = dataset.arms
        trial.outcomes = rows
        let found = DatasetRules.all.flatMap { $0.check(trial) }
        return found.filter { $0.file == DatasetTable.outcomes.file }.map { diagnostic in
            var told = diagnostic
            told.file = file
            return told
        }
    }
}
