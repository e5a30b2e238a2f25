import TrialResults

/// A table of squares and texts: rows and columns with names, as league tables and net heat plots are drawn.
struct MatrixContent {
    /// One cell.
    enum Cell {
        /// Nothing.
        case empty
        /// Lines of text.
        case text([String], isBold: Bool)
        /// A square whose side is a share of the cell, with a sign that tells its ink without colour.
        case square(share: Double, ink: Ink, sign: String)
    }

    let title: String
    var rows: [String]
    var columns: [String]
    var cells: [[Cell]]
    /// What squares mean: ink, sign, words.
    var legend: [(ink: Ink, sign: String, text: String)] = []
    var notes: [String] = []
    var description = ""
    /// The width of a cell; nil for what its texts need.
    var cellWidth: Double?
}

/// Draws a table of squares and texts.
struct MatrixPainter {
    private let content: MatrixContent
    private let style: any FigureStyle
    private let measurer: TextMeasurer
    private let text: TextFont
    private let bold: TextFont
    private let note: TextFont

    init(_ content: MatrixContent, style: any FigureStyle) {
        self.content = content
        self.style = style
        measurer = TextMeasurer(family: style.fontFamilies[0])
        text = TextFont(size: style.fontSize)
        bold = TextFont(size: style.fontSize, isBold: true)
        note = TextFont(size: style.noteSize)
    }

    /// The drawing.
    var scene: Scene {
        let rowLines = content.rows.map { measurer.lines($0, bold, width: 150) }
        let labelWidth = rowLines.flatMap(\.self).map { measurer.width($0, bold) }.max() ?? 0
        let columnLines = content.columns.map { measurer.lines($0, bold, width: 150) }
        let headHeight = (columnLines.flatMap(\.self).map { measurer.width($0, bold) }.max() ?? 0) + 10
        let left = style.margin + labelWidth + 12
        let (cellWidth, cellHeight) = cellSize(columnLines)
        let right = left + Double(content.columns.count) * cellWidth
        var marks: [Mark] = []
        let titleFont = TextFont(size: style.titleSize, isBold: true)
        let width = max(right + style.margin, 420)
        var y = style.margin
        for line in measurer.lines(content.title, titleFont, width: width - 2 * style.margin) {
            y += titleFont.lineHeight
            marks.append(.text(TextMark(line, at: Point(style.margin, y - 4), font: titleFont)))
        }
        y += 10 + headHeight
        for (k, lines) in columnLines.enumerated() {
            let centre = left + (Double(k) + 0.5) * cellWidth
            let first = centre + 0.36 * bold.size - bold.lineHeight * Double(lines.count - 1) / 2
            for (number, line) in lines.enumerated() {
                var mark = TextMark(line, at: Point(first + Double(number) * bold.lineHeight, y - 6), font: bold)
                mark.isUpright = true
                marks.append(.text(mark))
            }
        }
        for (row, cells) in content.cells.enumerated() {
            let top = y + Double(row) * cellHeight
            marks.append(.line(from: Point(left, top), to: Point(right, top), ink: .rule, width: 0.5))
            let lines = rowLines[row]
            var baseline = top + cellHeight / 2 + 0.36 * bold.size - bold.lineHeight * Double(lines.count - 1) / 2
            for line in lines {
                marks.append(.text(TextMark(line, at: Point(left - 12, baseline), anchor: .end, font: bold)))
                baseline += bold.lineHeight
            }
            for (column, cell) in cells.enumerated() {
                marks += paint(
                    cell, centre: Point(left + (Double(column) + 0.5) * cellWidth, top + cellHeight / 2),
                    side: min(cellWidth, cellHeight) - 6)
            }
        }
        y += Double(content.cells.count) * cellHeight
        marks.append(.line(from: Point(left, y), to: Point(right, y), ink: .rule, width: 0.5))
        for column in 0...content.columns.count {
            let x = left + Double(column) * cellWidth
            marks.append(
                .line(
                    from: Point(x, y - Double(content.cells.count) * cellHeight), to: Point(x, y), ink: .rule,
                    width: 0.5))
        }
        y = paintKey(from: y + 10, width: width, into: &marks)
        var scene = Scene(
            width: width.rounded(.up), height: (y + style.margin).rounded(.up), title: content.title,
            description: content.description)
        scene.marks = [.rectangle(left: 0, top: 0, right: scene.width, bottom: scene.height, ink: .paper)] + marks
        return scene
    }

    private func cellSize(_ columns: [[String]]) -> (width: Double, height: Double) {
        var (width, height) = (content.cellWidth ?? 30, 30.0)
        for cell in content.cells.flatMap(\.self) {
            guard case .text(let lines, let isBold) = cell else { continue }
            width = max(width, (lines.map { measurer.width($0, isBold ? bold : note) }.max() ?? 0) + 10)
            height = max(height, Double(lines.count) * note.lineHeight + 10)
        }
        for lines in content.rows.map({ measurer.lines($0, bold, width: 150) }) {
            height = max(height, Double(lines.count) * bold.lineHeight + 8)
        }
        for lines in columns { width = max(width, Double(lines.count) * bold.lineHeight + 6) }
        return (width, height)
    }

    private func paint(_ cell: MatrixContent.Cell, centre: Point, side: Double) -> [Mark] {
        switch cell {
        case .empty: return []
        case .text(let lines, let isBold):
            let font = isBold ? bold : note
            let first = centre.y + 0.36 * font.size - font.lineHeight * Double(lines.count - 1) / 2
            return lines.enumerated().map { number, line in
                .text(
                    TextMark(
                        line, at: Point(centre.x, first + Double(number) * font.lineHeight), anchor: .middle, font: font
                    ))
            }
        case .square(let share, let ink, let sign):
            let half = max(2, side * min(1, max(0, share)) / 2)
            var marks: [Mark] = [
                .rectangle(
                    left: centre.x - half, top: centre.y - half, right: centre.x + half, bottom: centre.y + half,
                    ink: ink)
            ]
            if half > 7 {
                marks.append(
                    .text(
                        TextMark(
                            sign, at: Point(centre.x, centre.y + 0.36 * bold.size), anchor: .middle, font: bold,
                            ink: .onDark)))
            }
            return marks
        }
    }

    /// Legend and notes; the lower edge.
    private func paintKey(from top: Double, width: Double, into marks: inout [Mark]) -> Double {
        var y = top
        for entry in content.legend {
            let lines = measurer.lines(entry.text, note, width: width - 2 * style.margin - 24)
            marks.append(
                .rectangle(left: style.margin, top: y + 1, right: style.margin + 14, bottom: y + 15, ink: entry.ink))
            marks.append(
                .text(
                    TextMark(
                        entry.sign, at: Point(style.margin + 7, y + 8 + 0.36 * note.size), anchor: .middle,
                        font: TextFont(size: note.size, isBold: true), ink: .onDark)))
            for line in lines {
                y += note.lineHeight
                marks.append(.text(TextMark(line, at: Point(style.margin + 22, y - 3), font: note)))
            }
            y += 4
        }
        for sentence in content.notes {
            for line in measurer.lines(
                style.convention.spelled(sentence), note, width: width - 2 * style.margin)
            {
                y += note.lineHeight
                marks.append(.text(TextMark(line, at: Point(style.margin, y - 3), font: note, ink: .muted)))
            }
        }
        return y
    }
}
