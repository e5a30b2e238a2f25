import TrialResults

/// How wide the columns of a table are, as shares of the line, from the lengths of their texts.
///
/// A column never gets less than its longest word needs while there is room for all of them.
struct ColumnWidths: Sendable {
    /// One share a column; together 1.
    let shares: [Double]

    /// Reads a table; lengths are counted in characters.
    init(_ table: TextTable) {
        let columns = table.columns.indices.map { column in
            (
                least: Self.unbreakable(table, column).map { Double(min($0.count, 40)) + 2.5 }.max() ?? 1,
                natural: Double(Self.texts(table, column).map(\.count).max() ?? 1) + 1
            )
        }
        self.init(least: columns.map(\.least), natural: columns.map(\.natural), available: 96)
    }

    /// What must stay on one line: the words of names, and numbers with their intervals as a whole.
    static func unbreakable(_ table: TextTable, _ column: Int) -> [String] {
        let heading = table.columns[column].heading.split(separator: " ").map(String.init)
        let cells = table.rows.map { $0[column] }
        guard table.columns[column].alignment == .leading else { return heading + cells }
        return heading + cells.flatMap { $0.split(separator: " ").map(String.init) }
    }

    /// The heading and the cells of a column.
    static func texts(_ table: TextTable, _ column: Int) -> [String] {
        [table.columns[column].heading] + table.rows.map { $0[column] }
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
}

extension ColumnWidths {
    /// How wide columns are in a width: at least their `floor`, and what is left where it takes most from the tallest rows;
    /// no column wider than its widest text.
    static func filled(
        _ columns: [ColumnMeasures], size: Double, floor: KeyPath<ColumnMeasures, Double>, width: Double
    ) -> [Double] {
        var widths = columns.map { $0[keyPath: floor] * size }
        let left = width - widths.reduce(0, +)
        guard left > 0 else { return widths }
        let natural = columns.map { $0.natural * size }
        let step = left / 40
        // A sample of the rows is enough to see where the room is needed.
        let count = columns.first?.cells.count ?? 0
        let rows = stride(from: 0, to: count, by: max(1, count / 150)).map { row in columns.map { $0.cells[row] * size }
        }
        for _ in 0..<40 {
            var gains = [Double](repeating: 0, count: columns.count)
            for row in rows {
                let heights = zip(row, widths).map { $0 / max($1, 1) }
                guard let tallest = heights.indices.max(by: { heights[$0] < heights[$1] }) else { continue }
                let second = heights.indices.filter { $0 != tallest }.map { heights[$0] }.max() ?? 1
                let lower = max(row[tallest] / (widths[tallest] + step), second, 1)
                gains[tallest] += max(heights[tallest] - lower, 0)
            }
            let needy = columns.indices.filter { widths[$0] < natural[$0] }
            guard
                let best = needy.max(by: {
                    (gains[$0], natural[$0] - widths[$0]) < (gains[$1], natural[$1] - widths[$1])
                })
            else { break }
            widths[best] = min(widths[best] + step, natural[best])
        }
        return widths
    }
}
