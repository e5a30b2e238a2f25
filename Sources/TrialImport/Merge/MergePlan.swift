import TrialEvidence

/// Numbers of rows as one bit each.
struct RowSet {
    private var words: [UInt64]

    init(capacity: Int) { words = Array(repeating: 0, count: capacity / 64 + 1) }

    mutating func insert(_ row: Int) { words[row >> 6] |= 1 << UInt64(row & 63) }

    func contains(_ row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }
}

/// What is to be done with each imported row.
struct MergePlan {
    /// The imported rows that are new.
    private(set) var additions: RowSet
    /// How many new rows each table gets.
    private(set) var added: [Int]
    /// The imported rows that say something else than a row of the dataset.
    let differing = ExternalSorter<DifferingRecord>(capacity: 1 << 17)
    private var differingTables: Set<Int> = []
    /// Imported rows that say the same as a row of the dataset.
    private(set) var unchanged = 0
    /// Results that the dataset itself has twice.
    private(set) var repeatedLines: [Diagnostic] = []

    init(capacity: Int, tables: Int) {
        additions = RowSet(capacity: capacity)
        added = Array(repeating: 0, count: tables)
    }

    /// Whether an imported row says something else than a row of this table.
    func concerns(_ table: Int) -> Bool { differingTables.contains(table) }

    /// Decides about rows whose keys have the same fingerprint, those of the dataset first.
    mutating func add(_ group: [KeyRecord], log: MergeLog) throws {
        let existing = group.prefix { !$0.isImported }
        let imported = group[existing.endIndex...]
        if existing.count > 1 { report(existing, log: log) }
        guard let old = existing.first else { return try addNew(imported, log: log) }
        for row in imported {
            if row.content == old.content {
                unchanged += 1
            } else {
                differingTables.insert(old.table)
                try differing.append(
                    DifferingRecord(table: old.table, existing: old.ordinal, ordinal: row.ordinal, place: row.place))
            }
        }
    }

    private mutating func addNew(_ rows: ArraySlice<KeyRecord>, log: MergeLog) throws {
        guard let first = rows.first else { return }
        insert(first)
        guard rows.contains(where: { $0.content != first.content }) else { return }
        let merged = log.tables[first.table]
        var kept = [try log.spool.row(at: first.place)]
        for record in rows.dropFirst() {
            let row = try log.spool.row(at: record.place)
            let cells = row.cells
            guard let other = kept.first(where: { merged.sameKey($0.cells, cells) }) else {
                // Two keys with one fingerprint.
                insert(record)
                kept.append(row)
                continue
            }
            guard other.cells == cells else {
                let words = merged.words(cells)
                let message =
                    "\(log.source(of: other)) and \(log.source(of: row)) disagree about \(words); keep one of them"
                throw ImportError(.contradictoryRows, changes: [], message)
            }
        }
    }

    private mutating func insert(_ row: KeyRecord) {
        additions.insert(row.ordinal)
        added[row.table] += 1
    }

    private mutating func report(_ rows: ArraySlice<KeyRecord>, log: MergeLog) {
        guard let first = rows.first, log.tables[first.table].table == .outcomes else { return }
        for row in rows.dropFirst() where repeatedLines.count < 100 {
            let place = Place(DatasetTable.outcomes.file, line: row.place)
            let message =
                "the same result is there already on line \(first.place); remove one, or tell them apart in the column variant"
            repeatedLines.append(Diagnostic(.duplicateKey, at: place, message))
        }
    }
}
