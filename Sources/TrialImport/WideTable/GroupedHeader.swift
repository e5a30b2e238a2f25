import TrialEvidence

/// A header of two rows, groups of columns above and their columns below, as tables in papers have it.
///
///     Study, Treatment,  , Control,
///          , events,    n, events, n
///
/// The names are joined from above to below: `Treatment events`, `Treatment n`.
struct GroupedHeader {
    /// The table with the names joined; nil where its first row is a row of data.
    let table: Table?

    /// Looks at the first row below a header with nameless columns: where it holds no number, and the joined names are those
    /// of a wide table, it belongs to the header.
    init(_ table: Table) {
        guard let second = table.rows.first, table.header.contains(where: \.trimmed.isEmpty),
            let joined = Self.joined(table.header.map(\.trimmed), second.map(\.trimmed)),
            WideHeader.fits(joined)
        else {
            self.table = nil
            return
        }
        self.table = Table(
            file: table.file, header: joined, rows: Array(table.rows.dropFirst()), lines: Array(table.lines.dropFirst())
        )
    }

    private static func joined(_ above: [String], _ below: [String]) -> [String]? {
        var (names, group): ([String], String) = ([], "")
        for (upper, lower) in zip(above, below) {
            guard Decimals.parse(lower) == nil else { return nil }
            if !upper.isEmpty { group = upper }
            if lower.isEmpty {
                // A name that stands over both rows ends the group before it.
                group = ""
                names.append(upper)
            } else {
                names.append(group.isEmpty ? lower : "\(group) \(lower)")
            }
        }
        return below.allSatisfy(\.isEmpty) ? nil : names
    }
}
