import TrialEvidence

/// A wide table, one row a study and both arms side by side, as metafor, meta and people in spreadsheets keep it.
///
/// Comma, semicolon, tab, bar or runs of blanks may separate the fields, and the decimal mark may be a comma. The columns are
/// found by their usual names (`ai bi ci di n1i n2i`, `m1i sd1i`, `x1i t1i`, `event.e n.e`, `Ee Ne Ec Nc`, `mean.e sd.e`,
/// `yi vi sei`, `TE seTE`, `OR`, `95% CI`, `lower upper`) or by a ``ColumnMapping``. Without a column or a constant `outcome`
/// the outcome is called by the file's name. Person-time is taken to be in years.
///
/// Titles above the table are listed and left out; a header of two rows, groups of columns above their columns, is one.
///
/// A cell may hold a number with what goes with it: `12/45`, `12 (26.7 %)`, `1.2 (0.8, 1.9)`, `0.9 (0.2)` under `mean (SD)`.
/// A row's effect is taken only where its arms cannot be pooled, because `yi` beside counts is computed from them. Rows that
/// sum others up, unknown columns and cells without use are listed, so that every filled cell is read or named.
///
/// Throws `EvidenceError` with every cell that is wrong, and where no row gives a result.
public struct WideTable: ImportFormat {
    /// The stable name.
    public let name = "wide"
    /// One sentence for a list of formats.
    public let summary = "A wide table as CSV or TSV, one row a study with both arms or an effect (metafor, meta)."
    /// How the names of such files end.
    public let fileExtensions = ["csv", "tsv", "txt"]
    /// What a person said about the columns.
    public var mapping: ColumnMapping
    /// The byte between two fields; `nil` means that the header tells it.
    public var delimiter: UInt8?

    /// Makes the format, with the columns that the aliases do not find named by a mapping.
    public init(mapping: ColumnMapping = ColumnMapping(), delimiter: UInt8? = nil) {
        self.mapping = mapping
        self.delimiter = delimiter
    }

    /// Reads studies, arms and results.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        let (table, used, titles) = try table(bytes, file)
        var evidence = try evidence(of: table, delimiter: used, into: dataset)
        for line in titles {
            evidence.notTaken.append(
                NotTaken(place: "line \(line)", code: "title-row", reason: "a single cell above the table", cells: 1))
        }
        var above = TableReading(table: file)
        (above.filled, above.listed) = (titles.count, titles.count)
        evidence.readings.add(above)
        guard !evidence.outcomes.isEmpty else {
            throw EvidenceError([NothingUsable.diagnostic(file: file, rows: table.rows.count, left: evidence.notTaken)])
        }
        return evidence
    }

    /// The table of a file with a header of one row, its delimiter, and the lines of titles above it.
    private func table(
        _ bytes: [UInt8], _ file: String
    ) throws(EvidenceError) -> (table: Table, delimiter: UInt8, titles: [Int]) {
        var titles: [Int] = []
        let (table, dialect) = try DelimiterDetection.table(of: bytes, file: file, delimiter: delimiter) {
            titles.append($0)
        }
        return (GroupedHeader(table).table ?? table, dialect.delimiter, titles)
    }

    /// What the columns of a file look like, as a mapping that a person can correct.
    ///
    /// Throws where the file is no table at all; columns that nothing recognises stand in it as remarks.
    public func suggestion(_ bytes: [UInt8], file: String) throws(EvidenceError) -> String {
        let table = try table(bytes, file).table
        return WideSuggestion(table.header, file: file).text
    }

    /// Two arms that the names of a file's columns suggest and nothing confirms; `nil` where there is no doubt.
    public func unconfirmedGuess(in bytes: [UInt8], file: String) throws(EvidenceError) -> WideGuess? {
        let table = try table(bytes, file).table
        let mapped = Set(mapping.columns.keys).union(mapping.constants.keys)
        let used = table.header.indices.filter { mapping.columns.values.contains(table.header[$0]) }
        return WideGuess(WideColumnAliases(table.header).pairs, names: table.header, unless: mapped, or: Set(used))
    }

    /// Reads studies, arms and results of a table that is in memory already.
    ///
    /// `outcome` is what was measured where the table does not say; nil for the name of the file.
    func evidence(
        of table: Table, delimiter: UInt8, into dataset: Dataset, outcome: String? = nil
    ) throws(EvidenceError) -> ImportedEvidence {
        let header = try WideHeader(table, mapping: mapping)
        var assembler = WideAssembler(
            WideCells(table, header: header, delimiter: delimiter), dataset: dataset, outcome: outcome)
        for row in table.rows.indices { assembler.add(row: row) }
        return try assembler.finish()
    }
}
