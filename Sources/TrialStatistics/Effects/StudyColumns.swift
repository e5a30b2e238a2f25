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
}

extension TabularSummary {
    /// Every study's summary, or an error that names the columns to give when no set is complete.
    static func read(_ table: StudyColumns) throws(StatisticsError) -> [Result<Self, EffectExclusion>] {
        guard columnSets.contains(where: { $0.allSatisfy(table.has) }) else {
            let present = columnSets.max { a, b in a.count(where: table.has) < b.count(where: table.has) }!
            let absent = present.first { !table.has($0) }
            let wanted = columnSets.map { $0.joined(separator: ", ") }.joined(separator: "; or ")
            throw StatisticsError(.missingField, "is not given; this measure needs \(wanted)", field: absent)
        }
        return (0..<table.count).map { index in
            do throws(EffectExclusion) { return .success(try Self(table[index])) } catch { return .failure(error) }
        }
    }
}
