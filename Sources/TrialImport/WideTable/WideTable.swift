import TrialEvidence

/// A wide table, one row a study and both arms side by side, as metafor, meta and people in spreadsheets keep it.
///
/// Any of comma, semicolon, tab and bar may separate the fields; with a semicolon, tab or bar the decimal mark may be a
/// comma. The columns are found by their usual names (`ai bi ci di n1i n2i`, `m1i sd1i`, `x1i t1i`, `event.e n.e`,
/// `mean.e sd.e`, `yi vi sei`, `TE seTE`, `lower upper`) or by a ``ColumnMapping``. Without a column or a constant `outcome`
/// the outcome is called by the file's name. Person-time is taken to be in years.
///
/// A row's effect is taken only where its arms have no numbers, because `yi` beside counts is computed from them.
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
        let (table, dialect) = try DelimiterDetection.table(of: bytes, file: file, delimiter: delimiter)
        return try evidence(of: table, delimiter: dialect.delimiter, into: dataset)
    }

    /// Reads studies, arms and results of a table that is in memory already.
    func evidence(of table: Table, delimiter: UInt8, into dataset: Dataset) throws(EvidenceError) -> ImportedEvidence {
        let header = try WideHeader(table, mapping: mapping)
        var assembler = WideAssembler(WideCells(table, header: header, delimiter: delimiter), dataset: dataset)
        for row in table.rows.indices { assembler.add(row: row) }
        var evidence = try assembler.finish()
        evidence.notTaken = header.notTaken + evidence.notTaken
        return evidence
    }
}
