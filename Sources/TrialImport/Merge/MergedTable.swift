import TrialEvidence

/// A row that can be named in words and found by its line.
protocol MergeableRow: TableRow {
    /// The columns that together make a row the only one of its kind.
    static var keyColumns: [String] { get }
    /// The row in words, from its cells.
    static func words(of cells: [String]) -> String
    var line: Int? { get }
}

extension Study: MergeableRow {
    static var keyColumns: [String] { ["study_id"] }
    static func words(of cells: [String]) -> String { cells[0] }
}

extension Arm: MergeableRow {
    static var keyColumns: [String] { ["study_id", "arm_id"] }
    static func words(of cells: [String]) -> String { "\(cells[0]) \(cells[1])" }
}

extension OutcomeRow: MergeableRow {
    static let keyColumns = [
        "study_id", "arm_id", "comparator_arm_id", "population", "outcome", "timepoint_months", "statistic", "variant",
        "subgroup",
    ]

    private static let keyPositions = keyColumns.compactMap { name in columns.firstIndex { $0.name == name } }

    static func words(of cells: [String]) -> String {
        let key = keyPositions.map { cells[$0] }
        var row = OutcomeRow(
            arm: ArmKey(studyID: key[0], armID: key[1]), outcome: key[4],
            statistic: Statistic(code: key[6]) ?? .pValue, provenance: Provenance(confidence: .uncertain))
        row.comparatorArmID = key[2].isEmpty ? nil : key[2]
        row.population = Population(key[3])
        row.timepointMonths = Decimals.parse(key[5])
        row.variant = key[7]
        row.subgroup = key[8]
        return row.key.description
    }
}

extension RiskOfBiasJudgement: MergeableRow {
    static var keyColumns: [String] { ["study_id", "tool", "domain", "outcome", "judged_by"] }
    static func words(of cells: [String]) -> String { cells[..<4].filter { !$0.isEmpty }.joined(separator: " ") }
}

extension FlowCount: MergeableRow {
    static var keyColumns: [String] { ["box", "reason"] }
    static func words(of cells: [String]) -> String { cells[1].isEmpty ? cells[0] : "\(cells[0]), \(cells[1])" }
}

extension OngoingTrial: MergeableRow {
    static var keyColumns: [String] { ["registry_id"] }
    static func words(of cells: [String]) -> String { cells[0] }
}

extension Scale: MergeableRow {
    static var keyColumns: [String] { ["outcome"] }
    static func words(of cells: [String]) -> String { "the scale of \(cells[0])" }
}

extension EndpointDefinition: MergeableRow {
    static var keyColumns: [String] { ["definition"] }
    static func words(of cells: [String]) -> String { "the definition \(cells[0])" }
}

/// A table that imports add rows to.
struct MergedTable: Sendable {
    let table: DatasetTable
    let columns: [Column]
    /// The positions of the key's columns.
    let key: [Int]
    /// A row in words, from its cells.
    let words: @Sendable ([String]) -> String
    /// The rows of a piece of the table's file, with what is wrong with them.
    let parse: @Sendable (Table) -> (rows: ImportedEvidence, diagnostics: [Diagnostic])
    /// Visits the rows that evidence has for the table: their cells and lines.
    let forEach: @Sendable (ImportedEvidence, ([String], Int?) throws -> Void) throws -> Void

    private init<Row: MergeableRow>(
        _ table: DatasetTable, _ rows: any WritableKeyPath<ImportedEvidence, [Row]> & Sendable,
        _ declarations: [DatasetTable: [DeclaredColumn]]
    ) {
        let declared = declarations[table] ?? []
        self.table = table
        columns = Row.columns + declared.map(Column.init)
        key = Row.keyColumns.compactMap { name in Row.columns.firstIndex { $0.name == name } }
        words = { Row.words(of: $0) }
        parse = { content in
            let (read, diagnostics) = RowReader.rows(of: content, as: Row.self, declared: declared)
            var evidence = ImportedEvidence(file: content.file)
            evidence[keyPath: rows] = read
            return (evidence, diagnostics)
        }
        forEach = { evidence, body in
            for row in evidence[keyPath: rows] {
                // Most tables declare nothing, and have many rows.
                let further = declared.isEmpty ? [] : declared.map { row.declared[$0.name]?.cell ?? "" }
                try body(further.isEmpty ? row.cells : row.cells + further, row.line)
            }
        }
        move = { $1[keyPath: rows] += $0[keyPath: rows] }
    }

    /// Adds the rows that evidence has for the table to other evidence.
    let move: @Sendable (ImportedEvidence, inout ImportedEvidence) -> Void

    /// Every table that imports add rows to, in the order of a dataset, without declared columns.
    static let all = tables(declaring: [:])

    /// Every table that imports add rows to, in the order of a dataset, with the columns that the dataset declares.
    static func tables(declaring columns: [DatasetTable: [DeclaredColumn]]) -> [MergedTable] {
        [
            MergedTable(.studies, \.studies, columns), MergedTable(.arms, \.arms, columns),
            MergedTable(.outcomes, \.outcomes, columns), MergedTable(.riskOfBias, \.riskOfBias, columns),
            MergedTable(.flow, \.flow, columns), MergedTable(.ongoingTrials, \.ongoingTrials, columns),
            MergedTable(.scales, \.scales, columns), MergedTable(.definitions, \.definitions, columns),
        ]
    }

    /// What stands for a row's key, and for its whole content.
    func fingerprints(of cells: [String]) -> (key: Fingerprint, content: UInt64) {
        var keyMixer = FingerprintMixer(seed: table.rawValue.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) })
        for position in key { keyMixer.add(cells[position]) }
        var mixer = FingerprintMixer(seed: 1)
        for cell in cells { mixer.add(cell) }
        let content = mixer.fingerprint
        return (keyMixer.fingerprint, content.high ^ content.low)
    }

    /// Whether two rows have the same key.
    func sameKey(_ first: [String], _ second: [String]) -> Bool { key.allSatisfy { first[$0] == second[$0] } }

    /// What an imported row says otherwise than a row of the dataset, of which `line` is the place.
    func changes(from old: [String], to new: [String], line: Int, source: String) -> [CellChange] {
        let row = words(new)
        return columns.indices.compactMap { position in
            guard !new[position].isEmpty, old[position] != new[position] else { return nil }
            return CellChange(
                table: table, line: line, column: columns[position].name, old: old[position], new: new[position],
                row: row, source: source)
        }
    }
}
