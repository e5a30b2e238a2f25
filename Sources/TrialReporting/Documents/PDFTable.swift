import TrialResults

/// A table on the pages of a PDF: columns as wide as they need, the head again on every page, long rows broken by line.
struct PDFTable: PDFBlock {
    private let table: TextTable
    private let plan: TablePlan
    private let gap: Double

    init(_ table: TextTable, on canvas: PDFCanvas) {
        self.table = table
        gap = canvas.tableSpace.gap
        plan = TablePlan(table, space: canvas.tableSpace, measurer: canvas.measurer)
    }

    var isSideways: Bool { plan.isSideways }
    private var lineHeight: Double { plan.size * PDFLine.height }

    func least(on canvas: PDFCanvas) -> Double {
        guard let part = plan.parts.first else { return 0 }
        let head = Cells(table.columns.map(\.heading), self, part, canvas, isBold: true)
        let first = table.rows.prefix(2).map { Cells($0, self, part, canvas, isBold: false).height }
        return 34 + head.height + first.map { min($0, canvas.height * 0.4) }.reduce(0, +)
    }

    func whole(on canvas: PDFCanvas) -> Double {
        // A table that is surely longer than a page need not be measured.
        guard table.rows.count < 60 else { return .infinity }
        return plan.parts.map { part in
            let head = Cells(table.columns.map(\.heading), self, part, canvas, isBold: true)
            return 34 + head.height
                + table.rows.map { Cells($0, self, part, canvas, isBold: false).height }.reduce(0, +) + 10
        }.reduce(0, +)
    }

    /// Draws the table with its caption.
    func draw(on canvas: PDFCanvas) {
        canvas.y += 4
        for (index, part) in plan.parts.enumerated() {
            let caption = index == 0 ? table.caption : "\(table.caption), further columns"
            canvas.ensure(index == 0 ? 0 : 80)
            PDFText(caption, size: 9, isBold: true).draw(as: "P", on: canvas)
            canvas.y += 3
            draw(part, on: canvas)
        }
    }

    private func draw(_ part: TablePlan.Part, on canvas: PDFCanvas) {
        let head = Cells(table.columns.map(\.heading), self, part, canvas, isBold: true)
        canvas.begin("Table")
        canvas.begin("TR")
        draw(head, as: "TH", on: canvas)
        canvas.end("TR")
        for row in table.rows {
            let cells = Cells(row, self, part, canvas, isBold: false)
            // A row stays together where a page can hold it.
            if cells.height > canvas.room, cells.height < canvas.height * 0.5 { next(head, on: canvas) }
            var line = 0
            while line < cells.count {
                if canvas.room < lineHeight + 2 { next(head, on: canvas) }
                let end = min(cells.count, line + max(1, Int((canvas.room - 2) / lineHeight)))
                canvas.element("TR") { cells.draw(line..<end, as: "TD", on: canvas) }
                line = end
            }
            canvas.y += 2
            canvas.rule(0.25, grey: 0.8, width: head.width)
            canvas.y += 2
        }
        canvas.end("Table")
        canvas.y += 10
    }

    /// The head, as an element of the structure or, on a further page, only to be seen.
    private func draw(_ head: Cells, as element: String?, on canvas: PDFCanvas) {
        canvas.rule(0.9, grey: 0.1, width: head.width)
        canvas.y += 3
        head.draw(0..<head.count, as: element, on: canvas)
        canvas.y += 2
        canvas.rule(0.6, grey: 0.1, width: head.width)
        canvas.y += 3
    }

    private func next(_ head: Cells, on canvas: PDFCanvas) {
        canvas.breakPage()
        draw(head, as: nil, on: canvas)
    }
}

extension PDFTable {
    /// The cells of a row, broken into lines.
    private struct Cells {
        let lines: [[LineBreaker.Line]]
        let texts: [String]
        let isTrailing: [Bool]
        let lefts: [Double]
        let widths: [Double]
        let font: TextFont
        let width: Double

        var count: Int { lines.map(\.count).max() ?? 1 }
        var lineHeight: Double { font.size * PDFLine.height }
        var height: Double { Double(count) * lineHeight + 4 }

        init(_ row: [String], _ table: PDFTable, _ part: TablePlan.Part, _ canvas: PDFCanvas, isBold: Bool) {
            let font = TextFont(size: table.plan.size, isBold: isBold)
            let breaker = LineBreaker(measurer: canvas.measurer)
            self.font = font
            widths = part.widths
            texts = part.columns.map { row[$0] }
            isTrailing = part.columns.map { table.table.columns[$0].alignment == .trailing }
            lines = zip(texts, part.widths).map { breaker.lines($0, font, width: $1 + 0.6) }
            var lefts: [Double] = []
            var x = canvas.left
            for width in part.widths {
                lefts.append(x)
                x += width + table.gap
            }
            self.lefts = lefts
            width = x - table.gap - canvas.left
        }

        /// Draws some lines of every cell; the next thing begins below the tallest cell.
        func draw(_ range: Range<Int>, as element: String?, on canvas: PDFCanvas) {
            for cell in lines.indices {
                element.map { canvas.begin($0) }
                let part = range.clamped(to: 0..<lines[cell].count)
                // An address that is a cell leads there as a whole, also where it takes several lines.
                if let address = LinkedText.address(texts[cell]) {
                    canvas.link(address) { draw(cell, part, range.lowerBound, on: canvas) }
                } else {
                    draw(cell, part, range.lowerBound, on: canvas)
                }
                element.map { canvas.end($0) }
            }
            canvas.y += Double(range.count) * lineHeight
        }

        private func draw(_ cell: Int, _ range: Range<Int>, _ first: Int, on canvas: PDFCanvas) {
            for index in range {
                let line = lines[cell][index]
                let drawn = canvas.line(line.text + (line.endsWithBlank ? " " : ""), font)
                let start = isTrailing[cell] ? widths[cell] - canvas.measurer.width(line.text, font) : 0
                drawn.draw(on: canvas.cairo, x: lefts[cell] + start, y: canvas.y + Double(index - first) * lineHeight)
            }
        }
    }
}
