import TrialEvidence

/// Writes the tables that a merge concerns anew: cells that are not concerned keep their spelling.
struct MergeWriter {
    let target: any MergeTarget
    let log: MergeLog
    let plan: MergePlan
    /// The rules that changed outcome rows must obey, or `nil` where nobody asks.
    let rules: RowDiagnoser?

    /// Stages every file; the dataset that they make must be free of errors.
    func write(progress: (Int) -> Void) throws {
        var sinks: [Int: any MergeSink] = [:]
        var headers: [Int: [String]] = [:]
        var small = target.head
        for (index, merged) in log.tables.enumerated() where plan.concerns(index) || plan.added[index] > 0 {
            let header = try header(of: merged, index)
            let sink = try CollectingSink(target.begin(merged.table.file), keeps: merged.table != .outcomes)
            if try !copyExisting(merged, index, header: header, to: sink) {
                try writeExisting(merged, index, header: header, to: sink)
            }
            headers[index] = header
            sinks[index] = sink
        }
        try writeAdditions(headers: headers, sinks: sinks, progress: progress)
        for (index, sink) in sinks {
            let merged = log.tables[index]
            guard let sink = sink as? CollectingSink else { continue }
            small.files[merged.table.file] = sink.kept ?? Self.line(headers[index] ?? [])
        }
        try finish(small)
    }

    /// Brings the descriptor up to the headers and validates all but the rows of outcomes.csv, which were checked one by one.
    private func finish(_ new: DatasetFiles) throws {
        var new = new
        let isStale = DatasetTable.allCases.contains { table in
            Self.firstLine(target.head.files[table.file]) != Self.firstLine(new.files[table.file])
        }
        if isStale {
            try new.refreshDescriptor()
            try target.begin(DatasetFiles.descriptor).write(new.files[DatasetFiles.descriptor] ?? [])
        }
        if rules != nil { _ = try DatasetReader().read(new) }
    }

    private static func firstLine(_ bytes: [UInt8]?) -> [UInt8]? {
        bytes.map { Array($0.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }) }
    }

    private static func line(_ fields: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        DelimitedText.commaSeparated.append(fields, to: &bytes)
        return bytes
    }

    // MARK: - Columns

    /// The columns of the new file: those of the old one, and those that imported rows need beside them.
    private func header(of merged: MergedTable, _ index: Int) throws -> [String] {
        guard let source = try target.open(merged.table) else { return merged.columns.map(\.name) }
        let header = try TableStream.header(of: source, file: merged.table.file) ?? []
        guard !header.isEmpty else { return merged.columns.map(\.name) }
        let needed = merged.columns.indices.filter { log.filled[index][$0] }.map { merged.columns[$0].name }
        return header + needed.filter { !header.contains($0) }
    }

    // MARK: - Rows

    /// Copies a table byte for byte where rows are only added to it and its lines end as the new ones do.
    private func copyExisting(
        _ merged: MergedTable, _ index: Int, header: [String], to sink: any MergeSink
    ) throws -> Bool {
        guard !plan.concerns(index), let file = try target.open(merged.table) else { return false }
        let source = try PeekedSource(file)
        guard let end = source.head.firstIndex(of: UInt8(ascii: "\n")), end > 0 else { return false }
        let names = try TableStream.header(of: MemorySource(Array(source.head[...end])), file: merged.table.file)
        guard names == header, source.head[end - 1] != UInt8(ascii: "\r") else { return false }
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        var last = UInt8(ascii: "\n")
        while true {
            let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
            guard count > 0 else { break }
            last = chunk[count - 1]
            try sink.write(Array(chunk[..<count]))
        }
        if last != UInt8(ascii: "\n") { try sink.write([UInt8(ascii: "\n")]) }
        return true
    }

    private func writeExisting(
        _ merged: MergedTable, _ index: Int, header: [String], to sink: any MergeSink
    ) throws {
        var differing = plan.concerns(index) ? try DifferingRows(plan: plan, table: index, log: log) : nil
        let positions = Dictionary(uniqueKeysWithValues: header.enumerated().map { ($1, $0) })
        try sink.write(Self.line(header))
        let existing = ExistingRows(target: target, rules: nil)
        try existing.forEachPiece(of: merged) { piece in
            var table = piece.table
            let missing = Array(repeating: "", count: header.count - table.header.count)
            table.header = header
            var changed: [Int] = []
            if !missing.isEmpty { for row in table.rows.indices { table.rows[row] += missing } }
            for row in try differing?.rows(in: piece, target: target) ?? [] {
                for change in row.changes {
                    guard let column = positions[change.column] else {
                        preconditionFailure("a column that an imported row fills is in the header")
                    }
                    table.rows[row.index][column] = change.new
                }
                if !row.changes.isEmpty { changed.append(row.index) }
            }
            try check(changed, of: table, merged)
            var bytes: [UInt8] = []
            for row in table.rows { DelimitedText.commaSeparated.append(row, to: &bytes) }
            try sink.write(bytes)
        }
    }

    private func check(_ changed: [Int], of table: Table, _ merged: MergedTable) throws {
        guard let rules, !changed.isEmpty, merged.table == .outcomes else { return }
        var part = table
        part.rows = changed.map { table.rows[$0] }
        part.lines = changed.map { table.lines[$0] }
        let (evidence, diagnostics) = merged.parse(part)
        let errors = diagnostics + rules.errors(of: evidence.outcomes, file: merged.table.file)
        if !errors.isEmpty { throw EvidenceError(errors) }
    }

    private func writeAdditions(
        headers: [Int: [String]], sinks: [Int: any MergeSink], progress: (Int) -> Void
    ) throws {
        // Where in the cells each column of the file is.
        let sources = log.tables.indices.map { index -> [Int?] in
            let columns = log.tables[index].columns.map(\.name)
            return (headers[index] ?? []).map { columns.firstIndex(of: $0) }
        }
        var pending = log.tables.map { _ in [UInt8]() }
        let text = DelimitedText.commaSeparated
        var done = 0
        try log.forEachAddition(plan) { row, _ in
            for (column, source) in sources[row.table].enumerated() {
                if column > 0 { pending[row.table].append(text.delimiter) }
                if let source { text.append(row.bytes(source), to: &pending[row.table]) }
            }
            pending[row.table].append(UInt8(ascii: "\n"))
            if pending[row.table].count > 1 << 16 {
                try sinks[row.table]?.write(pending[row.table])
                pending[row.table].removeAll(keepingCapacity: true)
            }
            done += 1
            if done & 0xFFF == 0 { progress(done) }
        }
        for (index, sink) in sinks { try sink.write(pending[index]) }
        progress(done)
    }
}

/// Passes on what is written, and may keep it too.
private final class CollectingSink: MergeSink {
    private let sink: any MergeSink
    private(set) var kept: [UInt8]?

    init(_ sink: any MergeSink, keeps: Bool) throws {
        self.sink = sink
        kept = keeps ? [] : nil
    }

    func write(_ bytes: [UInt8]) throws {
        kept?.append(contentsOf: bytes)
        try sink.write(bytes)
    }
}
