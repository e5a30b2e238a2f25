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
        let aliases = WideColumnAliases(names)
        for (position, name) in names.enumerated() where !used.contains(position) {
            guard let column = aliases.column(for: name) else {
                leaveOut(name, position, "unknown-column", "the name is none that a wide table has; map it")
                continue
            }
            guard !mapped.contains(column) else {
                leaveOut(name, position, "mapped-otherwise", "the mapping gives another \(column.rawValue)")
                continue
            }
            if let problem = take(column, at: position, in: table) { diagnostics.append(problem) }
        }
        if positions[.study] == nil, positions[.author] == nil {
            let message = "no column names the studies; add a column study or author, or map one"
            diagnostics.append(Diagnostic(.missingColumn, at: Place(table.file, line: 1, column: "study"), message))
        }
        if !diagnostics.isEmpty { throw EvidenceError(diagnostics) }
    }

    private mutating func leaveOut(_ name: String, _ position: Int, _ code: String, _ reason: String) {
        let place = "column \(name.isEmpty ? String(position + 1) : name)"
        notTaken.append(NotTaken(place: place, code: code, reason: reason))
    }

    private mutating func take(_ column: WideColumn, at position: Int, in table: Table) -> Diagnostic? {
        guard let other = positions[column] else {
            positions[column] = position
            return nil
        }
        let name = names[position]
        let message =
            "\"\(names[other])\" and \"\(name)\" both mean \(column.rawValue); remove one or map the right one"
        return Diagnostic(.duplicateColumn, at: Place(table.file, line: 1, column: name), message)
    }

    /// Whether a column is there.
    func has(_ column: WideColumn) -> Bool { positions[column] != nil || constants[column] != nil }

    /// The foreign name of a column, for messages.
    func name(of column: WideColumn) -> String { positions[column].map { names[$0] } ?? column.rawValue }

    /// Whether the table can be a wide one at all: it names studies, and numbers of an arm or a comparison.
    static func fits(_ header: [String]) -> Bool {
        let aliases = WideColumnAliases(header)
        let columns = Set(header.compactMap { aliases.column(for: $0) })
        let numbers: Set<WideColumn> = [.events1, .mean1, .events2, .mean2, .yi, .effect]
        return !columns.isDisjoint(with: [.study, .author]) && !columns.isDisjoint(with: numbers)
    }
}
