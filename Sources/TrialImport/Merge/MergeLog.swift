import TrialEvidence

/// A row of the dataset or of an import, as far as it is needed to find rows of the same key.
struct KeyRecord: Comparable, BitwiseCopyable {
    let key: Fingerprint.Bits
    let content: UInt64
    /// Table, side and number of the row in one word, so that rows of a key come with the dataset's first and then in order.
    let tag: UInt64
    /// The line of a row of the dataset; the place in the spool of an imported one.
    let place: Int

    init(key: Fingerprint, content: UInt64, table: Int, isImported: Bool, ordinal: Int, place: Int) {
        self.key = Fingerprint.Bits(key)
        self.content = content
        tag = UInt64(table) << 60 | (isImported ? 1 << 59 : 0) | UInt64(ordinal)
        self.place = place
    }

    var table: Int { Int(tag >> 60) }
    var isImported: Bool { tag >> 59 & 1 == 1 }
    var ordinal: Int { Int(tag & (1 << 59 - 1)) }

    static func < (left: KeyRecord, right: KeyRecord) -> Bool {
        if left.key.high != right.key.high { return left.key.high < right.key.high }
        if left.key.low != right.key.low { return left.key.low < right.key.low }
        return left.tag < right.tag
    }
}

extension Fingerprint {
    /// The bits of a fingerprint.
    struct Bits: Equatable, BitwiseCopyable {
        let high, low: UInt64

        init(_ fingerprint: Fingerprint) { (high, low) = (fingerprint.high, fingerprint.low) }
    }
}

/// A row of the dataset for which an imported row has other cells.
struct DifferingRecord: Comparable, BitwiseCopyable {
    /// Table and number of the row in the dataset.
    let existing: UInt64
    /// The number of the imported row.
    let ordinal: Int
    /// Its place in the spool.
    let place: Int

    init(table: Int, existing: Int, ordinal: Int, place: Int) {
        self.existing = UInt64(table) << 60 | UInt64(existing)
        self.ordinal = ordinal
        self.place = place
    }

    var table: Int { Int(existing >> 60) }
    var row: Int { Int(existing & (1 << 60 - 1)) }

    static func < (left: DifferingRecord, right: DifferingRecord) -> Bool {
        (left.existing, left.ordinal) < (right.existing, right.ordinal)
    }
}

/// Everything that came: the imported rows, and a record of each row of the dataset and of the imports.
final class MergeLog {
    let spool = RowSpool()
    /// The tables, whose places in this list stand for them.
    let tables: [MergedTable]
    private let keys = ExternalSorter<KeyRecord>()
    private var files: [String] = []
    private var count = 0
    /// Whether an imported row has a value in a column, table by table.
    private(set) var filled: [[Bool]]

    init(_ tables: [MergedTable]) {
        self.tables = tables
        filled = tables.map { Array(repeating: false, count: $0.columns.count) }
    }

    func add(existing cells: [String], of table: Int, ordinal: Int, line: Int) throws {
        let (key, content) = tables[table].fingerprints(of: cells)
        let record = KeyRecord(
            key: key, content: content, table: table, isImported: false, ordinal: ordinal, place: line)
        try keys.append(record)
    }

    func add(imported cells: [String], of table: Int, from file: String, line: Int?) throws {
        let merged = tables[table]
        if files.last != file { files.append(file) }
        for position in cells.indices where !filled[table][position] && !cells[position].isEmpty {
            filled[table][position] = cells[position] != merged.columns[position].emptyMeaning
        }
        let place = try spool.append(table: table, file: files.count - 1, line: line ?? 0, cells: cells)
        let (key, content) = merged.fingerprints(of: cells)
        let record = KeyRecord(
            key: key, content: content, table: table, isImported: true, ordinal: count, place: place)
        try keys.append(record)
        count += 1
    }

    /// The file and the line of an imported row.
    func source(of row: SpooledRow) -> String { row.line == 0 ? files[row.file] : "\(files[row.file]):\(row.line)" }

    /// Visits the imported rows that are new, in the order in which they came.
    func forEachAddition(_ plan: MergePlan, _ body: (SpooledRow, MergedTable) throws -> Void) throws {
        var ordinal = 0
        try spool.forEach { row in
            if plan.additions.contains(ordinal) { try body(row, tables[row.table]) }
            ordinal += 1
        }
    }

    /// Brings rows of the same key together.
    func join(progress: (Int, Int) -> Void) throws -> MergePlan {
        var plan = MergePlan(capacity: count, tables: tables.count)
        var sorted = try keys.sorted()
        var group: [KeyRecord] = []
        var done = 0
        while let record = try sorted.next() {
            if let first = group.first, first.key != record.key {
                try plan.add(group, log: self)
                group.removeAll(keepingCapacity: true)
            }
            group.append(record)
            done += 1
            if done & 0xFFFF == 0 { progress(done, keys.count) }
        }
        if !group.isEmpty { try plan.add(group, log: self) }
        progress(done, keys.count)
        return plan
    }
}
