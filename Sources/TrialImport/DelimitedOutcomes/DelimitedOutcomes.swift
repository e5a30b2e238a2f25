import TrialEvidence

/// Outcome rows as delimited text of any size, with our column names or the usual other ones.
///
/// Comma, semicolon, tab, bar or runs of blanks may separate the fields: the header tells which, or a first line `sep=;`.
/// Numbers may have a decimal comma, a typeset minus or marks between thousands; `author` and `year` may name the study.
/// Rows that sum others up are listed and left out. Throws every fault of the first hundred, and where no row has a number.
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
                evidence.notTaken += piece.notTaken
                for reading in piece.readings { evidence.readings.add(reading) }
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
        let (source, delimiter) = try ForeignText.table(source, delimiter: delimiter)
        let (dialect, skipped) = Self.dialect(of: source.head, stated: delimiter)
        source.skip(skipped)
        var stream = TableStream(source, file: file, dialect: dialect, line: skipped == 0 ? 1 : 2)
        let rules = RowDiagnoser(dataset)
        let names = StudyNames(dataset.studies)
        var header: OutcomeHeader?
        var faults: [Diagnostic] = []
        var usable = UsableRows()
        while let piece = try stream.next() {
            faults += piece.diagnostics
            guard let table = piece.table else { break }
            // What is wrong with the header makes every row wrong.
            if header == nil, !piece.diagnostics.isEmpty, table.rows.isEmpty { break }
            let columns = try header ?? OutcomeHeader(table, mapping: mapping, delimiter: dialect.delimiter)
            header = columns
            let ours = OutcomePiece(table, columns, names: names)
            let (rows, problems) = RowReader.rows(of: ours.table, as: OutcomeRow.self)
            faults += ours.diagnostics + problems + rules.errors(of: rows, file: file)
            usable.add(rows, of: table.rows.count, left: ours.ledger)
            if problems.contains(where: { $0.line == 1 }) || faults.count >= Self.faultLimit { break }
            guard faults.isEmpty, !table.rows.isEmpty else { continue }
            try take(Self.evidence(rows, ours, file: file))
        }
        if !faults.isEmpty { throw EvidenceError(Self.first(faults)) }
        if let nothing = usable.diagnostic(file: file) { throw EvidenceError([nothing]) }
    }

    private static func evidence(_ rows: [OutcomeRow], _ piece: OutcomePiece, file: String) -> ImportedEvidence {
        var evidence = ImportedEvidence(file: file)
        evidence.outcomes = rows
        evidence.notTaken = piece.ledger.notTaken()
        evidence.readings = [piece.ledger.reading]
        evidence.obeysRules = true
        return evidence
    }

    /// The first faults in the order of their lines.
    private static func first(_ faults: [Diagnostic]) -> [Diagnostic] {
        let sorted = faults.enumerated().sorted { ($0.1.line ?? 0, $0.0) < ($1.1.line ?? 0, $1.0) }.map(\.element)
        return Array(sorted.prefix(faultLimit))
    }

    /// Reads outcome rows of a table that is in memory already.
    func evidence(of source: Table, into dataset: Dataset) throws(EvidenceError) -> ImportedEvidence {
        let header = try OutcomeHeader(source, mapping: mapping, delimiter: UInt8(ascii: ","))
        let piece = OutcomePiece(source, header, names: StudyNames(dataset.studies))
        let (rows, problems) = RowReader.rows(of: piece.table, as: OutcomeRow.self)
        let faults = piece.diagnostics + problems + RowDiagnoser(dataset).errors(of: rows, file: source.file)
        if !faults.isEmpty { throw EvidenceError(Self.first(faults)) }
        return Self.evidence(rows, piece, file: source.file)
    }

    /// Whether a header has the columns that outcome rows cannot do without.
    static func fits(_ header: [String]) -> Bool {
        let names = Set(header.compactMap { ColumnAliases.ourName(for: $0) })
        return names.isSuperset(of: ["study_id", "arm_id", "outcome", "statistic"])
    }

    /// The delimiter, and how many bytes of a line that only states it come before the table.
    private static func dialect(of head: [UInt8], stated: UInt8?) -> (dialect: DelimitedText, skipped: Int) {
        let (said, start) = DelimiterDetection.statedDialect(of: head)
        if let stated { return (DelimiterDetection.dialect(delimiter: stated), start) }
        return (said ?? DelimiterDetection.dialect(of: Array(head[start...])), start)
    }
}
