import TrialEvidence

/// The rows that the dataset has, read piece by piece from its tables' files.
struct ExistingRows {
    /// One row.
    struct Row {
        let cells: [String]
        /// Its number in the file, from 0.
        let ordinal: Int
        let line: Int
    }

    /// Rows that follow each other.
    struct Piece {
        let merged: MergedTable
        /// The number of the first row.
        let start: Int
        /// The cells as they are spelled in the file.
        var table: Table
    }

    let target: any MergeTarget
    /// The rules that outcome rows must obey, or `nil` where nobody asks.
    let rules: RowDiagnoser?

    /// Visits the rows with their cells in the canonical spelling; throws where the file or a row has errors.
    func forEach(
        of merged: MergedTable, progress: (Int) -> Void = { _ in }, _ body: (Row) throws -> Void
    ) throws {
        try forEachPiece(of: merged, progress: progress) { piece in
            let (evidence, diagnostics) = merged.parse(piece.table)
            let breaches = rules?.errors(of: evidence.outcomes, file: merged.table.file) ?? []
            if !(diagnostics + breaches).isEmpty { throw EvidenceError(diagnostics + breaches) }
            var ordinal = piece.start
            try merged.forEach(evidence) { cells, line in
                try body(Row(cells: cells, ordinal: ordinal, line: line ?? 0))
                ordinal += 1
            }
        }
    }

    /// Visits the rows as they are spelled, a few thousand at a time.
    func forEachPiece(
        of merged: MergedTable, progress: (Int) -> Void = { _ in }, _ body: (Piece) throws -> Void
    ) throws {
        guard let source = try target.open(merged.table) else { return }
        let counted = CountedSource(source)
        var stream = TableStream(counted, file: merged.table.file, dialect: .commaSeparated)
        var start = 0
        while let piece = try stream.next() {
            guard let table = piece.table, piece.diagnostics.isEmpty else { throw EvidenceError(piece.diagnostics) }
            try body(Piece(merged: merged, start: start, table: table))
            start += table.rows.count
            progress(counted.count)
        }
    }
}

/// A source that counts what was read of it.
private final class CountedSource: ByteSource {
    private let source: any ByteSource
    private(set) var count = 0

    init(_ source: any ByteSource) { self.source = source }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let came = try source.read(into: buffer)
        count += came
        return came
    }
}

/// Finds what imported rows say otherwise than the rows of one table, in the order of the table.
struct DifferingRows {
    /// A row of the dataset and what is said otherwise about it.
    struct Row {
        /// Its place in the piece.
        let index: Int
        var changes: [CellChange] = []
        /// How many imported rows turned out to say nothing else.
        var unchanged = 0
    }

    private let log: MergeLog
    private var records: SortedRecords<DifferingRecord>
    private var next: DifferingRecord?

    init(plan: MergePlan, table: Int, log: MergeLog) throws {
        self.log = log
        records = try plan.differing.sorted()
        next = try records.next()
        while let record = next, record.table < table { next = try records.next() }
        if let record = next, record.table > table { next = nil }
    }

    /// The rows of a piece about which something else is said. Throws where two imported rows contradict each other.
    mutating func rows(in piece: ExistingRows.Piece, target: any MergeTarget) throws -> [Row] {
        var concerned: [(index: Int, places: [Int])] = []
        let table = next?.table
        while let record = next, record.table == table, record.row < piece.start + piece.table.rows.count {
            let index = record.row - piece.start
            if concerned.last?.index == index {
                concerned[concerned.count - 1].places.append(record.place)
            } else {
                concerned.append((index, [record.place]))
            }
            next = try records.next()
        }
        guard !concerned.isEmpty else { return [] }
        var part = piece.table
        part.rows = concerned.map { piece.table.rows[$0.index] }
        part.lines = concerned.map { piece.table.lines[$0.index] }
        var old: [[String]] = []
        try piece.merged.forEach(piece.merged.parse(part).rows) { cells, _ in old.append(cells) }
        return try zip(concerned, old).map { concerned, cells in
            let line = target.line(
                of: piece.start + concerned.index, in: piece.merged.table, onLine: piece.table.lines[concerned.index])
            return try row(concerned, cells, line: line, piece.merged)
        }
    }

    private func row(
        _ concerned: (index: Int, places: [Int]), _ old: [String], line: Int, _ merged: MergedTable
    ) throws -> Row {
        var row = Row(index: concerned.index)
        for place in concerned.places {
            let spooled = try log.spool.row(at: place)
            let new = spooled.cells
            precondition(merged.sameKey(old, new), "two keys have the same 128 bits; rename one of them")
            let changes = merged.changes(from: old, to: new, line: line, source: log.source(of: spooled))
            if changes.isEmpty { row.unchanged += 1 }
            for change in changes {
                guard let first = row.changes.first(where: { $0.column == change.column }) else {
                    row.changes.append(change)
                    continue
                }
                guard first.new == change.new else {
                    let message = "\(first.source) and \(change.source) disagree about \(change.row); keep one of them"
                    throw ImportError(.contradictoryRows, changes: [first, change], message)
                }
            }
        }
        return row
    }
}
