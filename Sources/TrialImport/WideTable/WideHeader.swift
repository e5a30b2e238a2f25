import TrialEvidence

/// Where the columns of a wide table are.
struct WideHeader {
    /// The position of each column that was recognised.
    private(set) var positions: [WideColumn: Int] = [:]
    /// Texts that hold for every row.
    let constants: [WideColumn: String]
    /// The columns that mean nothing here.
    private(set) var notTaken: [NotTaken] = []
    let names: [String]

    /// Finds the columns: first those that the mapping names, then the usual aliases.
    ///
    /// Throws where the mapping names a column that is not there, and where two columns mean the same.
    init(_ table: Table, mapping: ColumnMapping) throws(EvidenceError) {
        names = table.header
        constants = mapping.constants
        var diagnostics: [Diagnostic] = []
        for (column, theirs) in mapping.columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if let position = names.firstIndex(of: theirs) {
                positions[column] = position
            } else {
                let hint = NearestName.hint(names, for: theirs)
                let place = Place(table.file, line: 1, column: theirs)
                diagnostics.append(
                    Diagnostic(.missingColumn, at: place, "the mapping names this column\(hint); add it"))
            }
        }
        let mapped = Set(positions.keys).union(mapping.constants.keys)
        let used = Set(positions.values)
        for (position, name) in names.enumerated() where !used.contains(position) {
            take(name, at: position, mapped: mapped, in: table, &diagnostics)
        }
        if positions[.study] == nil, positions[.author] == nil {
            let message = "no column names the studies; add a column study or author, or map one"
            diagnostics.append(Diagnostic(.missingColumn, at: Place(table.file, line: 1, column: "study"), message))
        }
        if !diagnostics.isEmpty { throw EvidenceError(diagnostics) }
    }

    private mutating func take(
        _ name: String, at position: Int, mapped: Set<WideColumn>, in table: Table, _ diagnostics: inout [Diagnostic]
    ) {
        let place = "column \(name.isEmpty ? String(position + 1) : name)"
        guard let column = WideColumnAliases.column(for: name, among: names) else {
            notTaken.append(
                NotTaken(place: place, code: "unknown-column", reason: "the name is none that a wide table has; map it")
            )
            return
        }
        if mapped.contains(column) {
            notTaken.append(
                NotTaken(place: place, code: "mapped-otherwise", reason: "the mapping gives another \(column.rawValue)")
            )
        } else if let other = positions[column] {
            let message =
                "\"\(names[other])\" and \"\(name)\" both mean \(column.rawValue); remove one or map the right one"
            diagnostics.append(Diagnostic(.duplicateColumn, at: Place(table.file, line: 1, column: name), message))
        } else {
            positions[column] = position
        }
    }

    /// Whether a column is there.
    func has(_ column: WideColumn) -> Bool { positions[column] != nil || constants[column] != nil }

    /// The foreign name of a column, for messages.
    func name(of column: WideColumn) -> String { positions[column].map { names[$0] } ?? column.rawValue }

    /// Whether the table can be a wide one at all: it names studies, and numbers of an arm or a comparison.
    static func fits(_ header: [String]) -> Bool {
        let columns = Set(header.compactMap { WideColumnAliases.column(for: $0, among: header) })
        let numbers: Set<WideColumn> = [.events1, .mean1, .events2, .mean2, .yi, .effect]
        return !columns.isDisjoint(with: [.study, .author]) && !columns.isDisjoint(with: numbers)
    }
}
