import TrialResults

/// What room there is for a table; lengths in points.
struct TableSpace {
    /// The width of the text on an upright page.
    let upright: Double
    /// The width of the text on a page that lies on its side.
    let sideways: Double
    /// Between two columns.
    let gap: Double
    /// The sizes of letters to try, the largest first.
    let sizes: [Double]
    /// No row should have more lines where smaller letters or a page on its side have more room.
    let mostLines = 8.0
    /// A table with fewer lines is not worth a page on its side.
    let fewestLines = 55.0
}

/// How a table is set so that no word of it is broken: in which size, on which page, how wide its columns are.
///
/// Smaller letters are tried before a page on its side, and that before parting the columns into several tables below each
/// other, each with the first column.
struct TablePlan: Equatable {
    /// Columns that stand beside each other.
    struct Part: Equatable {
        /// Which ones, in their order.
        let columns: [Int]
        /// How wide each is, without the gap, in points.
        let widths: [Double]
    }

    /// The size of the letters.
    let size: Double
    /// Whether the page lies on its side.
    let isSideways: Bool
    /// The parts, from top to bottom; one unless no page is wide enough.
    let parts: [Part]

    /// Plans a table in the font of a measurer.
    init(_ table: TextTable, space: TableSpace, measurer: TextMeasurer) {
        let columns = ColumnMeasures.all(of: table, measurer: measurer)
        let gaps = space.gap * Double(max(columns.count - 1, 0))
        func fits(_ need: KeyPath<ColumnMeasures, Double>, _ width: Double, _ size: Double) -> Bool {
            columns.map { $0[keyPath: need] * size }.reduce(0, +) + gaps <= width
        }
        func plan(_ isSideways: Bool, _ size: Double, _ floor: KeyPath<ColumnMeasures, Double>) -> TablePlan {
            let width = (isSideways ? space.sideways : space.upright) - gaps
            let widths = ColumnWidths.filled(columns, size: size, floor: floor, width: width)
            let part = Part(columns: Array(columns.indices), widths: widths)
            return TablePlan(size: size, isSideways: isSideways, parts: [part])
        }
        for (need, isSideways) in [(\ColumnMeasures.whole, false), (\.whole, true), (\.least, false), (\.least, true)] {
            let width = isSideways ? space.sideways : space.upright
            guard let size = space.sizes.first(where: { fits(need, width, $0) }) else { continue }
            self = plan(isSideways, size, need)
            let lines = rowLines(columns)
            guard !isSideways, (lines.max() ?? 0) > space.mostLines else { return }
            let smaller = plan(false, space.sizes.last ?? size, need)
            let turned = plan(true, size, need)
            let (few, fewer) = (smaller.rowLines(columns).max() ?? 0, turned.rowLines(columns).max() ?? 0)
            let isWorthTurning = lines.reduce(0, +) > space.fewestLines && few > space.mostLines && fewer < 0.75 * few
            self = isWorthTurning ? turned : smaller
            return
        }
        let size = space.sizes.last ?? 7
        self.init(
            size: size, isSideways: true,
            parts: Self.parted(columns, size: size, gap: space.gap, width: space.sideways))
    }

    private init(size: Double, isSideways: Bool, parts: [Part]) {
        (self.size, self.isSideways, self.parts) = (size, isSideways, parts)
    }

    /// About how many lines each row has.
    private func rowLines(_ columns: [ColumnMeasures]) -> [Double] {
        guard let part = parts.first, let rows = columns.first?.cells.count else { return [] }
        return (0..<rows).map { row in
            max(zip(part.columns, part.widths).map { columns[$0].cells[row] * size / max($1, 1) }.max() ?? 1, 1)
        }
    }

    /// As many columns beside each other as there is room for, the first one in every part.
    private static func parted(_ columns: [ColumnMeasures], size: Double, gap: Double, width: Double) -> [Part] {
        guard let name = columns.first else { return [] }
        let first = min(name.least * size, width * 0.4)
        var groups: [[Int]] = [[]]
        var used = first
        for column in columns.indices.dropFirst() {
            let need = min(columns[column].least * size, width - first - gap) + gap
            if used + need > width, groups[groups.count - 1].count > 0 {
                groups.append([])
                used = first
            }
            groups[groups.count - 1].append(column)
            used += need
        }
        return groups.map { group in
            let widths = [first] + group.map { min(columns[$0].least * size, width - first - gap) }
            return Part(columns: [0] + group, widths: widths)
        }
    }
}

/// How wide the texts of a column are, for letters of size 1.
struct ColumnMeasures {
    /// The widest part that must not be broken.
    let least: Double
    /// The same where numbers with their intervals and short names stay whole.
    let whole: Double
    /// The widest text.
    let natural: Double
    /// Each cell on one line.
    let cells: [Double]

    private static let size = 10.0
    /// Names up to this length stay whole where there is room.
    private static let shortName = 22
    /// Numbers with their intervals are shorter; longer texts may break.
    private static let shortNumber = 48

    /// The columns of a table.
    static func all(of table: TextTable, measurer: TextMeasurer) -> [ColumnMeasures] {
        table.columns.indices.map { ColumnMeasures(table, $0, measurer) }
    }

    private init(_ table: TextTable, _ column: Int, _ measurer: TextMeasurer) {
        let (plain, bold) = (TextFont(size: Self.size), TextFont(size: Self.size, isBold: true))
        func width(_ text: String, _ font: TextFont) -> Double { (measurer.width(text, font) + 0.3) / Self.size }
        let heading = table.columns[column].heading
        let texts = table.rows.map { $0[column] }
        cells = texts.map { width($0, plain) }
        let head = LineBreaker.pieces(heading).map { width($0.text, bold) }.max() ?? 0
        let words = Set(texts.flatMap { LineBreaker.pieces($0).map(\.text) })
        least = max(head, words.map { width($0, plain) }.max() ?? 0, 1)
        let limit = table.columns[column].alignment == .trailing ? Self.shortNumber : column == 0 ? Self.shortName : 0
        let short = zip(texts, cells).filter { $0.0.count <= limit }.map(\.1).max() ?? 0
        whole = max(least, short)
        natural = max(width(heading, bold), cells.max() ?? 0, least)
    }
}
