import TrialResults

/// Draws the content of a figure with one row a study at the places of its layout, from top to bottom.
struct ForestPainter {
    let content: ForestContent
    let layout: ForestLayout
    let style: any FigureStyle
    let measurer: TextMeasurer
    var back: [Mark] = []
    var front: [Mark] = []
    var y: Double

    init(_ content: ForestContent, style: any FigureStyle) {
        self.content = content
        self.style = style
        measurer = TextMeasurer(family: style.fontFamilies[0])
        layout = ForestLayout(content, style: style, measurer: measurer)
        y = style.margin
    }

    var fonts: ForestLayout.Fonts { layout.fonts }

    /// The drawing.
    static func scene(_ content: ForestContent, style: any FigureStyle) -> Scene {
        var painter = ForestPainter(content, style: style)
        return painter.paint()
    }

    private mutating func paint() -> Scene {
        paint(lines: layout.titleLines, font: fonts.title, ink: .text, left: style.margin)
        y += style.forest.hasHeadingGround ? 12 : 8
        paintHeadings()
        paintTopAxes()
        let top = y
        for index in content.rows.indices { paintRow(index) }
        y += 4
        for plot in content.plots.indices { paintVerticals(plot, from: top, to: y) }
        paintFoot()
        var scene = Scene(
            width: layout.width, height: (y + style.margin).rounded(.up),
            title: "\(content.figure): \(content.title)", description: content.description)
        let ground = Mark.rectangle(left: 0, top: 0, right: scene.width, bottom: scene.height, ink: .paper)
        scene.marks = [ground] + back + front
        return scene
    }

    // MARK: - Texts

    mutating func paint(lines: [String], font: TextFont, ink: Ink, left: Double) {
        for line in lines {
            write(line, left, y + font.size, font, ink: ink)
            y += font.lineHeight
        }
    }

    mutating func write(
        _ text: String, _ x: Double, _ baseline: Double, _ font: TextFont, anchor: TextMark.Anchor = .start,
        ink: Ink = .text
    ) {
        guard !text.isEmpty else { return }
        front.append(.text(TextMark(text, at: Point(x, baseline), anchor: anchor, font: font, ink: ink)))
    }

    private func rule(at y: Double, width: Double) -> Mark {
        .line(from: Point(style.margin, y), to: Point(layout.width - style.margin, y), ink: .rule, width: width)
    }

    // MARK: - Headings

    private mutating func paintHeadings() {
        let font = fonts.bold
        let start = y
        let sides = paintSidesAbove()
        let bottom = max(y + layout.headingHeight(content) - 6, start + sides + 4)
        let last = bottom - 0.24 * font.size
        write(content.nameHeading, layout.label.left, last, font)
        for (column, span) in zip(content.columns.indices, layout.columns) { paintHeading(column, span, last) }
        let own = layout.ownLines(content)
        for (span, lines) in zip(layout.groups, layout.groupLines) where span.width > 0 {
            for (index, line) in lines.enumerated() {
                let up = font.lineHeight * Double(own + lines.count - 1 - index)
                write(line, span.centre, last - up, font, anchor: .middle)
            }
        }
        y = bottom + 5
        if style.forest.hasHeadingGround {
            back.append(.rectangle(left: 0, top: start - 4, right: layout.width, bottom: y, ink: .heading))
        }
        back.append(rule(at: y, width: style.forest.ruleWidth))
        y += 3
    }

    private mutating func paintHeading(_ column: Int, _ span: ForestLayout.Span, _ last: Double) {
        let font = fonts.bold
        let isText = content.columns[column].role == .text
        for (index, line) in layout.headingLines[column].reversed().enumerated() {
            write(
                line, isText ? span.right : span.centre, last - font.lineHeight * Double(index), font,
                anchor: isText ? .end : .middle)
        }
        guard content.columns[column].role == .lights else { return }
        for (index, heading) in content.lightHeadings.enumerated() {
            let x = span.left + layout.lights.step * (Double(index) + 0.5)
            write(heading, x, last, layout.lights.font, anchor: .middle)
        }
    }

    // MARK: - Rows

    private mutating func paintRow(_ index: Int) {
        let row = content.rows[index]
        if row.startsBlock, index > 0 {
            y += 3
            if style.forest.separatesBlocks, row.symbols.contains(where: { $0 != nil }) {
                back.append(rule(at: y, width: 0.5))
            }
            y += 2
        }
        let font = row.isBold ? fonts.bold : fonts.text
        let first = y + 2.5 + font.size
        let left = layout.labelLeft(row.indentation)
        for (line, text) in layout.rowLines[index].enumerated() {
            write(text, left, first + font.lineHeight * Double(line), font)
        }
        let below = first + font.lineHeight * Double(layout.rowLines[index].count - 1) + fonts.note.lineHeight
        for (line, text) in layout.noteLines[index].enumerated() {
            write(text, left, below + fonts.note.lineHeight * Double(line), fonts.note, ink: .muted)
        }
        paintCells(row, first, font)
        y += layout.height(ofRow: index)
    }

    private mutating func paintCells(_ row: ForestContent.Row, _ baseline: Double, _ font: TextFont) {
        let centre = baseline - 0.36 * font.size
        var text = 0
        for (column, span) in zip(content.columns, layout.columns) {
            switch column.role {
            case .text:
                if text < row.cells.count { write(row.cells[text], span.right, baseline, font, anchor: .end) }
                text += 1
            case .plot(let plot):
                guard plot < row.symbols.count, let symbol = row.symbols[plot] else { continue }
                let painter = ForestSymbolPainter(
                    axis: layout.axes[plot], centre: centre, whiskerInk: style.forest.whiskerInk)
                front += painter.marks(symbol)
            case .lights:
                for (index, light) in row.lights.enumerated() {
                    let x = span.left + layout.lights.step * (Double(index) + 0.5)
                    front += light?.marks(centre: Point(x, centre), radius: layout.lights.radius) ?? []
                }
            }
        }
    }
}
