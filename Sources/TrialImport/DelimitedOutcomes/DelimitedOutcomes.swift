import TrialEvidence

/// Outcome rows as delimited text of any size, with our column names or the usual other ones.
///
/// Comma, semicolon, tab or bar may separate the fields: the header tells which, or a first line `sep=;`. Numbers may have
/// a decimal comma where the delimiter is none.
public struct DelimitedOutcomes: StreamedImportFormat {
    /// The stable name.
    public let name = "delimited"
    /// One sentence for a list of formats.
    public let summary = "Outcome rows as CSV or TSV, one row an arm, outcome and time point."
    /// How the names of such files end.
    public let fileExtensions = ["csv", "tsv", "txt"]
    /// What a person said about the columns.
    public var mapping: OutcomeMapping
    /// The byte between two fields; `nil` means that the header tells it.
    public var delimiter: UInt8?

    /// After so many faults the reading stops.
    static let faultLimit = 100

    /// Makes the format, with the columns that the aliases do not find named by a mapping.
    public init(mapping: OutcomeMapping = OutcomeMapping(), delimiter: UInt8? = nil) {
        self.mapping = mapping
        self.delimiter = delimiter
    }

    /// Reads outcome rows and holds them against the studies and arms of the dataset.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        var evidence = ImportedEvidence(file: file)
        evidence.obeysRules = true
        do {
            try read(try PeekedSource(MemorySource(bytes)), file: file, into: dataset) { piece in
                evidence.outcomes += piece.outcomes
            }
        } catch let error as EvidenceError {
            throw error
        } catch {
            preconditionFailure("memory can always be read")
        }
        return evidence
    }

    /// Reads outcome rows piece by piece and holds them against the studies and arms of the dataset.
    public func read(
        _ source: PeekedSource, file: String, into dataset: Dataset, take: (ImportedEvidence) throws -> Void
    ) throws {
        try Self.refuseOtherEncodings(source.head, file: file)
        let (dialect, skipped) = Self.dialect(of: source.head, stated: delimiter)
        source.skip(skipped)
        var stream = TableStream(source, file: file, dialect: dialect, line: skipped == 0 ? 1 : 2)
        let rules = RowDiagnoser(dataset)
        var header: OutcomeHeader?
        var faults: [Diagnostic] = []
        while let piece = try stream.next() {
            faults += piece.diagnostics
            guard let table = piece.table else { break }
            // What is wrong with the header makes every row wrong.
            if header == nil, !piece.diagnostics.isEmpty, table.rows.isEmpty { break }
            let columns = try header ?? OutcomeHeader(table, mapping: mapping, delimiter: dialect.delimiter)
            header = columns
            let (rows, problems) = RowReader.rows(of: columns.applied(to: table), as: OutcomeRow.self)
            faults += problems + rules.errors(of: rows, file: file)
            if problems.contains(where: { $0.line == 1 }) || faults.count >= Self.faultLimit { break }
            guard faults.isEmpty, !rows.isEmpty else { continue }
            var evidence = ImportedEvidence(file: file)
            evidence.outcomes = rows
            evidence.obeysRules = true
            try take(evidence)
        }
        if !faults.isEmpty { throw EvidenceError(Self.first(faults)) }
    }

    /// The first faults in the order of their lines.
    private static func first(_ faults: [Diagnostic]) -> [Diagnostic] {
        let sorted = faults.enumerated().sorted { ($0.1.line ?? 0, $0.0) < ($1.1.line ?? 0, $1.0) }.map(\.element)
        return Array(sorted.prefix(faultLimit))
    }

    /// Reads outcome rows of a table that is in memory already.
    func evidence(of source: Table, into dataset: Dataset) throws(EvidenceError) -> ImportedEvidence {
        let header = try OutcomeHeader(source, mapping: mapping, delimiter: UInt8(ascii: ","))
        let (rows, problems) = RowReader.rows(of: header.applied(to: source), as: OutcomeRow.self)
        let faults = problems + RowDiagnoser(dataset).errors(of: rows, file: source.file)
        if !faults.isEmpty { throw EvidenceError(Self.first(faults)) }
        var evidence = ImportedEvidence(file: source.file)
        evidence.outcomes = rows
        evidence.obeysRules = true
        return evidence
    }

    /// Whether a header has the columns that outcome rows cannot do without.
    static func fits(_ header: [String]) -> Bool {
        let names = Set(header.compactMap { ColumnAliases.ourName(for: $0) })
        return names.isSuperset(of: ["study_id", "arm_id", "outcome", "statistic"])
    }

    private static func refuseOtherEncodings(_ head: [UInt8], file: String) throws(EvidenceError) {
        guard head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) else { return }
        let message = "the file is UTF-16; save it as UTF-8, or convert it with iconv -f UTF-16 -t UTF-8"
        throw EvidenceError([Diagnostic(.invalidEncoding, at: Place(file, line: 1), message)])
    }

    /// The delimiter, and how many bytes of a line that only states it come before the table.
    private static func dialect(of head: [UInt8], stated: UInt8?) -> (dialect: DelimitedText, skipped: Int) {
        let (said, start) = DelimiterDetection.statedDialect(of: head)
        if let stated { return (DelimitedText(delimiter: stated), start) }
        return (said ?? DelimiterDetection.dialect(of: Array(head[start...])), start)
    }
}
