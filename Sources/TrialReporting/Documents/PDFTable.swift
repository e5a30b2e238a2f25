import TrialResults

/// A table on the pages of a PDF: columns as wide as they need, the head again on every page, long rows broken by line.
struct PDFTable {
    private let table: TextTable
    private static let gap = 7.0

    init(_ table: TextTable) { self.table = table }

    /// Draws the table with its caption.
    func draw(on canvas: PDFCanvas) {
        let layout = layout(canvas)
        canvas.y += 4
        canvas.caption(table.caption, isBold: true, following: 4 * layout.size * 1.36)
        head(canvas, layout)
        for row in table.rows {
            let cells = cells(row, canvas, layout, isBold: false)
            let lines = cells.map(\.count).max() ?? 1
            // A row stays together where a page can hold it.
            let height = Double(lines) * layout.size * 1.36 + 4
            if height > canvas.room, height < canvas.height * 0.5 { next(canvas, layout) }
            for line in 0..<lines {
                if canvas.room < layout.size * 1.36 { next(canvas, layout) }
                draw(cells, line, canvas, layout)
            }
            canvas.y += 2
            canvas.rule(0.25, grey: 0.8)
            canvas.y += 2
        }
        canvas.y += 10
    }

    private struct Layout {
        let size: Double
        let lefts: [Double]
        let widths: [Double]
    }

    private func layout(_ canvas: PDFCanvas) -> Layout {
        var size = 8.0
        var (least, natural) = measure(canvas, size)
        let gaps = Self.gap * Double(table.columns.count - 1)
        while least.reduce(0, +) + gaps > canvas.width, size > 5.5 {
            size -= 0.5
            (least, natural) = measure(canvas, size)
        }
        let available = canvas.width - gaps
        let shares = ColumnWidths(least: least, natural: natural, available: available).shares
        let used = min(available, max(natural.reduce(0, +), 1))
        let widths = shares.map { $0 * used }
        var lefts: [Double] = []
        var x = canvas.left
        for width in widths {
            lefts.append(x)
            x += width + Self.gap
        }
        return Layout(size: size, lefts: lefts, widths: widths)
    }

    /// The widths of the longest word and of the longest text of each column.
    private func measure(_ canvas: PDFCanvas, _ size: Double) -> (least: [Double], natural: [Double]) {
        var least: [Double] = []
        var natural: [Double] = []
        for column in table.columns.indices {
            // The longest texts in letters are the widest or nearly so; measuring them all would be slow.
            let texts = Self.longest(ColumnWidths.texts(table, column))
            let whole = Self.longest(ColumnWidths.unbreakable(table, column))
            let widths = [texts, whole].map { candidates in
                (candidates.map { canvas.lines($0, size, isBold: true).width }.max() ?? 0) + 0.5
            }
            natural.append(widths[0])
            least.append(min(widths[1], canvas.width * 0.3))
        }
        return (least, natural)
    }

    private static func longest(_ texts: [String]) -> [String] {
        Array(Set(texts).sorted { ($1.count, $0) < ($0.count, $1) }.prefix(6))
    }

    private func head(_ canvas: PDFCanvas, _ layout: Layout) {
        canvas.rule(0.9, grey: 0.1)
        canvas.y += 3
        let cells = cells(table.columns.map(\.heading), canvas, layout, isBold: true)
        for line in 0..<(cells.map(\.count).max() ?? 1) { draw(cells, line, canvas, layout) }
        canvas.y += 2
        canvas.rule(0.6, grey: 0.1)
        canvas.y += 3
    }

    private func next(_ canvas: PDFCanvas, _ layout: Layout) {
        canvas.breakPage()
        head(canvas, layout)
    }

    private func cells(_ texts: [String], _ canvas: PDFCanvas, _ layout: Layout, isBold: Bool) -> [PDFLines] {
        texts.indices.map {
            canvas.lines(texts[$0], layout.size, isBold: isBold, width: layout.widths[$0] + 0.6)
        }
    }

    private func draw(_ cells: [PDFLines], _ line: Int, _ canvas: PDFCanvas, _ layout: Layout) {
        for (index, cell) in cells.enumerated() where line < cell.count {
            let isTrailing = table.columns[index].alignment == .trailing
            let right = layout.lefts[index] + layout.widths[index]
            cell.draw(line, on: canvas.cairo, x: layout.lefts[index], y: canvas.y, right: isTrailing ? right : nil)
        }
        canvas.y += layout.size * 1.36
    }
}
