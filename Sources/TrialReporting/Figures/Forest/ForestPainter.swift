import TrialResults

/// Draws the content of a forest plot at the places of its layout, from top to bottom.
struct ForestPainter {
    private let analysis: AnalysisResult
    private let content: ForestContent
    private let layout: ForestLayout
    private let style: any FigureStyle
    private let measurer: TextMeasurer
    private let axis: PlotAxis
    private var back: [Mark] = []
    private var front: [Mark] = []
    private var y: Double

    init(
        analysis: AnalysisResult, content: ForestContent, layout: ForestLayout, style: any FigureStyle,
        measurer: TextMeasurer
    ) {
        self.analysis = analysis
        self.content = content
        self.layout = layout
        self.style = style
        self.measurer = measurer
        axis = Self.axis(analysis, content, layout)
        y = style.margin
    }

    /// The drawing.
    mutating func paint() -> Scene {
        paint(lines: layout.titleLines, font: layout.titleFont, ink: .text)
        y += 8
        paintHeadings()
        let top = y
        for index in content.rows.indices { paintRow(index) }
        y += 4
        paintVerticals(from: top, to: y)
        paintAxis()
        paintFavours()
        y += 6
        let width = layout.width - 2 * style.margin
        for footnote in content.footnotes {
            paint(lines: measurer.lines(footnote, layout.note, width: width), font: layout.note, ink: .muted)
        }
        var scene = Scene(
            width: layout.width, height: (y + style.margin).rounded(.up), title: "Forest plot: \(content.title)",
            description: ForestDescription(analysis).text)
        let ground = Mark.rectangle(left: 0, top: 0, right: scene.width, bottom: scene.height, ink: .paper)
        scene.marks = [ground] + back + front
        return scene
    }

    private static func axis(_ analysis: AnalysisResult, _ content: ForestContent, _ layout: ForestLayout) -> PlotAxis {
        let pixels = layout.plot.left...layout.plot.right
        let kind = analysis.display.kind
        if kind == .proportion { return PlotAxis(transform: .linear, domain: 0...1, pixels: pixels) }
        let transform: PlotAxis.Transform = kind == .ratio ? .logarithmic : .linear
        var range = ForestAxisRange(transform, null: analysis.question.measure.nullValue)
        for row in content.rows {
            switch row.symbol {
            case .square(let effect, _), .diamond(let effect, _): range.add(effect)
            case .bar(let limits): range.add(limits)
            case nil: break
            }
        }
        return PlotAxis(transform: transform, domain: range.domain, pixels: pixels)
    }

    // MARK: - Texts

    private mutating func paint(lines: [String], font: TextFont, ink: Ink) {
        for line in lines {
            front.append(.text(TextMark(line, at: Point(style.margin, y + font.size), font: font, ink: ink)))
            y += font.lineHeight
        }
    }

    private mutating func write(
        _ text: String, _ x: Double, _ baseline: Double, _ font: TextFont, anchor: TextMark.Anchor = .start
    ) {
        guard !text.isEmpty else { return }
        front.append(.text(TextMark(text, at: Point(x, baseline), anchor: anchor, font: font)))
    }

    private mutating func paintHeadings() {
        let font = layout.bold
        let bottom = y + layout.headingHeight - 6
        let last = bottom - 0.24 * font.size
        write("Study", layout.label.left, last, font)
        for (span, column) in zip(layout.cells, content.columns.columns) {
            write(column.cell.heading, span.right, last, font, anchor: .end)
        }
        for (span, lines) in zip(layout.groupSpans, layout.groupLines) where span.width > 0 {
            for (index, line) in lines.enumerated() {
                write(line, span.centre, last - font.lineHeight * Double(lines.count - index), font, anchor: .middle)
            }
        }
        for (index, line) in layout.effectLines.reversed().enumerated() {
            write(line, layout.effect.right, last - font.lineHeight * Double(index), font, anchor: .end)
        }
        if content.showsWeights { write("Weight", layout.weight.right, last, font, anchor: .end) }
        y = bottom + 5
        back.append(rule(at: y, width: 1))
        y += 3
    }

    private func rule(at y: Double, width: Double) -> Mark {
        .line(
            from: Point(style.margin, y), to: Point(layout.width - style.margin, y), ink: .rule, width: width)
    }

    // MARK: - Rows

    private mutating func paintRow(_ index: Int) {
        let row = content.rows[index]
        if row.startsBlock, index > 0 {
            y += 3
            if row.symbol != nil { back.append(rule(at: y, width: 0.5)) }
            y += 2
        }
        let font = row.isBold ? layout.bold : layout.text
        let first = y + 2.5 + font.size
        for (line, text) in layout.rowLines[index].label.enumerated() {
            write(text, layout.labelLeft(row.indentation), first + font.lineHeight * Double(line), font)
        }
        let below = first + font.lineHeight * Double(layout.rowLines[index].label.count - 1) + layout.note.lineHeight
        for (line, text) in layout.rowLines[index].note.enumerated() {
            let place = Point(layout.labelLeft(row.indentation), below + layout.note.lineHeight * Double(line))
            front.append(.text(TextMark(text, at: place, font: layout.note, ink: .muted)))
        }
        for (span, cell) in zip(layout.cells, row.cells) { write(cell, span.right, first, font, anchor: .end) }
        write(row.effect, layout.effect.right, first, font, anchor: .end)
        write(row.weight, layout.weight.right, first, font, anchor: .end)
        if let symbol = row.symbol {
            front += ForestSymbolPainter(axis: axis, centre: first - 0.36 * font.size).marks(symbol)
        }
        y += layout.height(ofRow: index)
    }

    // MARK: - Axis

    private mutating func paintVerticals(from top: Double, to bottom: Double) {
        if let null = analysis.question.measure.nullValue {
            let x = axis.clamped(null)
            back.append(.line(from: Point(x, top), to: Point(x, bottom), ink: .null, width: 1))
        }
        if let pooled = analysis.pooled?.natural.estimate, pooled.isFinite, analysis.studies.count > 1 {
            let x = axis.clamped(pooled)
            back.append(.line(from: Point(x, top), to: Point(x, bottom), ink: .rule, width: 1, dashed: true))
        }
    }

    private mutating func paintAxis() {
        let font = layout.note
        let display = analysis.display
        let label = { (value: Double) in AxisLabel.text(value, display) }
        let measurer = measurer
        let ticks = axis.ticks(label: label, width: { measurer.width($0, font) })
        back.append(
            .line(from: Point(layout.plot.left, y), to: Point(layout.plot.right, y), ink: .text, width: 1))
        for tick in ticks {
            let x = axis.position(tick.value)
            back.append(.line(from: Point(x, y), to: Point(x, y + 5), ink: .text, width: 1))
            write(tick.label, x, y + 7 + font.size, font, anchor: .middle)
        }
        y += 7 + font.lineHeight
        let heading = display.kind == .ratio ? "\(display.heading), logarithmic axis" : display.heading
        for line in measurer.lines(heading, font, width: layout.plot.width) {
            write(line, layout.plot.centre, y + font.size, font, anchor: .middle)
            y += font.lineHeight
        }
    }

    /// The words on both sides of the null line; a side that is too narrow borrows room beyond the axis.
    private mutating func paintFavours() {
        guard let words = analysis.question.favours, words.count == 2,
            let null = analysis.question.measure.nullValue
        else { return }
        let font = layout.note
        let x = axis.clamped(null)
        let room = (left: x - style.margin - 12, right: layout.width - style.margin - x - 12)
        let wanted = max(layout.plot.width / 2, 120)
        let left = measurer.lines("← \(DisplayText.clean(words[0]))", font, width: max(min(room.left, wanted), 60))
        let right = measurer.lines("\(DisplayText.clean(words[1])) →", font, width: max(min(room.right, wanted), 60))
        y += 2
        for (index, line) in left.enumerated() {
            write(line, x - 10, y + font.size + font.lineHeight * Double(index), font, anchor: .end)
        }
        for (index, line) in right.enumerated() {
            write(line, x + 10, y + font.size + font.lineHeight * Double(index), font)
        }
        y += font.lineHeight * Double(max(left.count, right.count))
    }
}

/// How the values of an axis are written: no more decimals than they need.
enum AxisLabel {
    static func text(_ value: Double, _ display: MeasureDisplay) -> String {
        if display.kind == .proportion { return display.format.fixed(value * 100, decimals: 0) + "%" }
        let size = abs(value)
        if size >= 1e6 || (size > 0 && size < 1e-4) { return display.format.number(value) }
        let decimals = (0...6).first { abs(size - rounded(size, $0)) <= 1e-9 * max(size, 1e-3) } ?? 6
        return display.format.fixed(value, decimals: decimals)
    }

    private static func rounded(_ value: Double, _ decimals: Int) -> Double {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        return (value * scale).rounded() / scale
    }
}
