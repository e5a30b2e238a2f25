import TrialResults

/// How wide the columns of a table are, as shares of the line, from the lengths of their texts.
///
/// A column never gets less than its longest word needs while there is room for all of them.
struct ColumnWidths: Sendable {
    /// One share a column; together 1.
    let shares: [Double]

    /// Reads a table; lengths are counted in characters.
    init(_ table: TextTable) {
        let cells = table.columns.indices.map { column in
            [table.columns[column].heading] + table.rows.map { $0[column] }
        }
        self.init(
            least: cells.map { $0.map(Self.longestWord).max() ?? 1 },
            natural: cells.map { texts in Double(texts.map(\.count).max() ?? 1) }, available: 110)
    }

    /// Fits columns into a width: their natural ones where there is room, between the least and the natural otherwise.
    init(least: [Double], natural: [Double], available: Double) {
        let least = least.map { max($0, 1) }
        let natural = zip(natural, least).map { max($0, $1) }
        let (small, large) = (least.reduce(0, +), natural.reduce(0, +))
        var widths = natural
        if large > available, small < available {
            let part = (available - small) / (large - small)
            widths = zip(least, natural).map { $0 + part * ($1 - $0) }
        } else if small >= available {
            widths = least
        }
        let total = widths.reduce(0, +)
        shares = widths.map { $0 / total }
    }

    private static func longestWord(_ text: String) -> Double {
        Double(min(text.split(separator: " ").map(\.count).max() ?? 1, 40))
    }
}
