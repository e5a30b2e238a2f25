import TrialEvidence

/// Where the columns of a wide table are, and why others are not read.
struct WideHeader {
    /// The position of each column that was recognised.
    private(set) var positions: [WideColumn: Int] = [:]
    /// Texts that hold for every row.
    let constants: [WideColumn: String]
    /// The columns that are not read, by their positions.
    private(set) var left: [Int: LeftReason] = [:]
    let names: [String]
    /// Two arms that the names suggest and nobody has confirmed.
    let guess: WideGuess?
    private var readings: [WideColumn: WideReading] = [:]

    /// The line of the header, that before the first row.
    private let line: Int

    /// How many unknown columns are told the nearest known name.
    private static let hintedColumns = 50

    /// Finds the columns: first those that the mapping names, then the usual names.
    ///
    /// Throws where the mapping names a column that is not there, where two columns mean the same, and where the only
    /// results are in columns whose meaning is a guess.
    init(_ table: Table, mapping: ColumnMapping) throws(EvidenceError) {
        names = table.header
        line = max(1, (table.lines.first ?? 2) - 1)
        constants = mapping.constants
        var diagnostics: [Diagnostic] = []
        for (column, theirs) in mapping.columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if let position = names.firstIndex(of: theirs) {
                positions[column] = position
            } else {
                let hint = NearestName.hint(names, for: theirs)
                let place = Place(table.file, line: line, column: theirs)
                diagnostics.append(
                    Diagnostic(.missingColumn, at: place, "the mapping names this column\(hint); add it"))
            }
        }
        let mapped = Set(positions.keys).union(mapping.constants.keys)
        let used = Set(positions.values)
        let aliases = WideColumnAliases(names)
        for (position, reading) in zip(names.indices, aliases.readings) where used.contains(position) {
            if let column = positions.first(where: { $0.value == position })?.key { readings[column] = reading }
        }
        guess = WideGuess(aliases.pairs, names: names, unless: mapped, or: used)
        let twice = WideEffectChoice(aliases.readings, mapped: mapped)
        for (position, reading) in zip(names.indices, aliases.readings) where !used.contains(position) {
            guard let reading else { continue }
            if mapped.contains(reading.column) {
                left[position] = LeftReason("mapped-otherwise", "the mapping gives another \(reading.column.rawValue)")
            } else if let reason = twice.objection(to: reading) {
                left[position] = reason
            } else if let problem = take(reading, at: position, in: table) {
                diagnostics.append(problem)
            }
        }
        for (position, reading) in zip(names.indices, aliases.readings) where reading == nil && !used.contains(position)
        {
            left[position] = unknown(position)
        }
        if positions[.study] == nil, positions[.author] == nil {
            let message = "no column names the studies; add a column study or author, or map one"
            diagnostics.append(Diagnostic(.missingColumn, at: Place(table.file, line: line, column: "study"), message))
        }
        if let guess, !hasResult {
            diagnostics.append(Diagnostic(.missingColumn, at: Place(table.file, line: line), guess.question))
        }
        if !diagnostics.isEmpty { throw EvidenceError(diagnostics) }
    }

    private func unknown(_ position: Int) -> LeftReason {
        let name = names[position].trimmed
        guard !name.isEmpty else { return LeftReason("unknown-column", "it has no name; give it one, or map it") }
        if guess?.positions.contains(position) == true {
            return LeftReason("guessed-column", "it looks like an arm's, which nothing confirms; map it")
        }
        guard left.count < Self.hintedColumns else {
            return LeftReason("unknown-column", "the name is none that a wide table has; map it")
        }
        let open = WideColumn.allCases.filter { positions[$0] == nil }.map(\.rawValue)
        let hint = NearestName.hint(open, for: name)
        return LeftReason("unknown-column", "the name is none that a wide table has\(hint); map it")
    }

    private mutating func take(_ reading: WideReading, at position: Int, in table: Table) -> Diagnostic? {
        let column = reading.column
        guard let other = positions[column] else {
            positions[column] = position
            readings[column] = reading
            return nil
        }
        let name = names[position]
        let message =
            "\"\(names[other])\" and \"\(name)\" both mean \(column.rawValue); remove one or map the right one"
        return Diagnostic(.duplicateColumn, at: Place(table.file, line: line, column: name), message)
    }

    /// Whether a column holds a result.
    private var hasResult: Bool { !Self.results.isDisjoint(with: positions.keys) }

    private static let results: Set<WideColumn> = [
        .events1, .mean1, .events2, .mean2, .nonEvents1, .nonEvents2, .yi, .effect,
        .observedMinusExpected,
    ]

    /// Whether a column is about the second arm, or compares it with the first.
    var hasTwoArms: Bool {
        positions.keys.contains { WideArmColumns.second.numbers.contains($0) } || has(.arm2) || has(.yi) || has(.effect)
            || has(.observedMinusExpected)
    }

    /// Whether a column is there.
    func has(_ column: WideColumn) -> Bool { positions[column] != nil || constants[column] != nil }

    /// What the name of a column tells beside its meaning.
    func reading(of column: WideColumn) -> WideReading? { readings[column] }

    /// The foreign name of a column, for messages.
    func name(of column: WideColumn) -> String { positions[column].map { names[$0] } ?? column.rawValue }

    /// Whether the table can be a wide one at all: it names studies, and numbers of an arm or a comparison.
    static func fits(_ header: [String]) -> Bool {
        let aliases = WideColumnAliases(header)
        let columns = Set(aliases.readings.compactMap { $0?.column })
        guard !columns.isDisjoint(with: [.study, .author]) else { return false }
        return !columns.isDisjoint(with: results) || !aliases.pairs.columns.isEmpty
    }
}
