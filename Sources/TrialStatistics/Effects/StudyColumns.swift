/// A table of what the studies report: named columns of equal length, with `nil` where a study says nothing.
///
/// The names are those of the batch contract: `events1`, `total1`, `mean1`, `sd1`, `correlation`, …
public struct StudyColumns: Sendable, Equatable {
    /// How many studies there are.
    public let count: Int
    // A handful of short names is found faster by looking at each than by hashing, and this happens in every cell.
    private let entries: [Entry]

    private struct Entry: Sendable, Equatable {
        let name: String
        let values: [Double?]
    }

    /// The columns by name.
    public var columns: [String: [Double?]] {
        Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.values) })
    }

    /// Creates the table; columns of different lengths are an error that names the first to differ.
    public init(_ columns: [String: [Double?]]) throws(StatisticsError) {
        let names = columns.keys.sorted()
        let lengths = names.map { columns[$0]!.count }
        let longest = lengths.max() ?? 0
        if let odd = zip(names, lengths).first(where: { $0.1 != longest }) {
            throw StatisticsError(
                .unequalLengths, "has \(odd.1) values where others have \(longest); give one value a study",
                field: odd.0)
        }
        entries = names.map { Entry(name: $0, values: columns[$0]!) }
        count = longest
    }

    /// Creates the table from columns of equal length and their names, each of which stands once.
    public init(names: [String], values: [[Double?]]) throws(StatisticsError) {
        precondition(names.count == values.count, "each column needs a name")
        count = values.first?.count ?? 0
        if let odd = values.firstIndex(where: { $0.count != values[0].count }) {
            throw StatisticsError(
                .unequalLengths, "has \(values[odd].count) values where others have \(count); give one value a study",
                field: names[odd])
        }
        entries = names.indices.map { Entry(name: names[$0], values: values[$0]) }
    }

    /// A column by itself, for who reads all of it; without values where the table does not have it.
    func column(_ name: String) -> NumberColumn {
        NumberColumn(name: name, values: entries.first { $0.name == name }?.values)
    }

    /// Whether the table has the column.
    public func has(_ name: String) -> Bool { entries.contains { $0.name == name } }

    /// One cell, or `nil` when the column is absent or empty there.
    func value(_ name: String, _ study: Int) -> Double? {
        for entry in entries where entry.name == name { return entry.values[study] }
        return nil
    }

    /// One study's values.
    public subscript(study: Int) -> StudyRow { StudyRow(table: self, index: study) }
}

/// One column of a table, found once.
struct NumberColumn: Sendable {
    let name: String
    let values: [Double?]?

    /// The number of a study with the name of the column.
    @inline(__always)
    func number(_ study: Int) -> ReportedNumber { ReportedNumber(name, values.flatMap { $0[study] }) }
}

/// One study's values, by column name.
public struct StudyRow: Sendable {
    let table: StudyColumns
    let index: Int

    /// The value, or `nil` when the column is absent or empty here.
    public subscript(name: String) -> Double? { table.value(name, index) }

    /// Whether the table has the column, empty here or not.
    public func has(_ name: String) -> Bool { table.has(name) }

    func number(_ name: String) -> ReportedNumber { ReportedNumber(name, self[name]) }

    /// A finite value, or an exclusion that names the column.
    public func value(_ name: String) throws(EffectExclusion) -> Double { try number(name).finite() }

    /// A finite value that is not negative.
    public func nonNegative(_ name: String) throws(EffectExclusion) -> Double { try number(name).nonNegative() }

    /// A finite value above zero.
    public func positive(_ name: String) throws(EffectExclusion) -> Double { try number(name).positive() }

    /// A number of participants of at least `minimum`.
    public func total(_ name: String, atLeast minimum: Double = 2) throws(EffectExclusion) -> Double {
        try number(name).total(atLeast: minimum)
    }

    /// A value within −1…1.
    public func correlation(_ name: String) throws(EffectExclusion) -> Double { try number(name).correlation() }
}

/// What a measure needs of one study, readable from a table.
public protocol TabularSummary: StudySummary {
    /// The columns, as alternatives: the first set that the table has is read.
    static var columnSets: [[String]] { get }

    /// Reads one study, or says which column is missing or impossible.
    init(_ row: StudyRow) throws(EffectExclusion)

    /// Reads the study at a position of a table whose columns are found once.
    static func reader(of table: StudyColumns) -> (Int) throws(EffectExclusion) -> Self
}

extension TabularSummary {
    /// Reads row by row, each cell by its name.
    public static func reader(of table: StudyColumns) -> (Int) throws(EffectExclusion) -> Self {
        { (study) throws(EffectExclusion) in try Self(table[study]) }
    }

    /// Throws an error that names the columns to give where no set is complete.
    static func check(_ table: StudyColumns) throws(StatisticsError) {
        guard columnSets.contains(where: { $0.allSatisfy(table.has) }) else {
            let present = columnSets.max { a, b in a.count(where: table.has) < b.count(where: table.has) }!
            let absent = present.first { !table.has($0) }
            let wanted = columnSets.map { $0.joined(separator: ", ") }.joined(separator: "; or ")
            throw StatisticsError(.missingField, "is not given; this measure needs \(wanted)", field: absent)
        }
    }

    /// Every study's summary, or an error that names the columns to give when no set is complete.
    static func read(_ table: StudyColumns) throws(StatisticsError) -> [Result<Self, EffectExclusion>] {
        try check(table)
        let read = reader(of: table)
        return (0..<table.count).map { index in
            do throws(EffectExclusion) { return .success(try read(index)) } catch { return .failure(error) }
        }
    }
}
