/// Draws a figure with one row a study for a screen as narrow as a phone: the name and the number of each row on a line,
/// what is drawn below them over the whole width.
///
/// Of the columns it has the one that says the effect with its interval; the others are in the table below the figure.
struct NarrowForestPainter {
    private let content: ForestContent
    private let style: any FigureStyle
    private let measurer: TextMeasurer
    private let fonts: ForestLayout.Fonts
    private let axis: PlotAxis
    private var y = 0.0
    private var back: [Mark] = []
    private var front: [Mark] = []

    /// As wide as what a screen of 360 pixels leaves to a figure.
    static let width = 320.0
    private static let margin = 6.0
    private static let inset = 14.0
    private static let lane = 17.0

    /// The drawing; nil where there is no plot.
    static func scene(_ content: ForestContent, style: any FigureStyle) -> Scene? {
        guard !content.plots.isEmpty, !content.rows.isEmpty else { return nil }
        var painter = NarrowForestPainter(content, style: style)
        return painter.painted()
    }

    private init(_ content: ForestContent, style: any FigureStyle) {
        self.content = content
        self.style = style
        measurer = TextMeasurer(family: style.fontFamilies[0])
        fonts = ForestLayout.Fonts(style)
        axis = content.axis(0, pixels: Self.inset...(Self.width - Self.inset))
    }

    private mutating func painted() -> Scene {
        y = Self.margin
        write(measurer.lines(content.heading, fonts.title, width: inner), fonts.title)
        y += 4
        back.append(rule(0.8))
        let column = effectColumn
        if let column { heading(column) }
        for row in content.rows { paint(row, column) }
        paintAxis()
        y += 4
        for note in content.footnotes {
            write(measurer.lines(note, fonts.note, width: inner), fonts.note, ink: .muted)
        }
        var scene = Scene(
            width: Self.width, height: (y + Self.margin).rounded(.up), title: "\(content.figure): \(content.title)",
            description: content.description)
        let ground = Mark.rectangle(left: 0, top: 0, right: scene.width, bottom: scene.height, ink: .paper)
        scene.marks = [ground] + back + front
        return scene
    }

    private var inner: Double { Self.width - 2 * Self.margin }

    /// Among the columns of texts the last one with intervals; else the last one.
    private var effectColumn: Int? {
        let count = content.rows.map(\.cells.count).max() ?? 0
        guard count > 0 else { return nil }
        let withIntervals = (0..<count).last { column in
            content.rows.contains { column < $0.cells.count && $0.cells[column].contains(" (") }
        }
        return withIntervals ?? count - 1
    }

    /// The heading of the numbers, above them on the right.
    private mutating func heading(_ column: Int) {
        let headings = content.columns.filter { $0.role == .text }.map(\.heading)
        guard column < headings.count else { return }
        let text = headings[column].replacing("\n", with: " ")
        y += 2
        for line in measurer.lines(text, fonts.bold, width: inner) {
            write(line, Self.width - Self.margin, fonts.bold, anchor: .end)
            y += fonts.bold.lineHeight
        }
        y += 2
    }

    private mutating func paint(_ row: ForestContent.Row, _ column: Int?) {
        if row.startsBlock {
            y += 3
            back.append(rule(0.5))
        }
        let font = row.isBold ? fonts.bold : fonts.text
        let number = column.flatMap { $0 < row.cells.count ? row.cells[$0] : nil } ?? ""
        let left = Self.margin + 8 * Double(row.indentation)
        let numberWidth = number.isEmpty ? 0 : measurer.width(number, font) + 10
        let beside = measurer.lines(row.label, font, width: max(inner - numberWidth - 8 * Double(row.indentation), 60))
        // A name of many short lines goes over the whole width, and the number below it.
        let isBeside = numberWidth < inner * 0.62 && beside.count <= 2
        let lines = isBeside ? beside : measurer.lines(row.label, font, width: inner - 8 * Double(row.indentation))
        y += 4
        for (index, line) in lines.enumerated() {
            write(line, left, font)
            if isBeside, index == 0 { write(number, Self.width - Self.margin, font, anchor: .end) }
            y += font.lineHeight
        }
        if !isBeside, !number.isEmpty {
            for line in measurer.lines(number, font, width: inner) {
                write(line, Self.width - Self.margin, font, anchor: .end)
                y += font.lineHeight
            }
        }
        if let note = row.note {
            for line in measurer.lines(note, fonts.note, width: inner - 8 * Double(row.indentation)) {
                write(line, left, fonts.note, ink: .muted)
                y += fonts.note.lineHeight
            }
        }
        guard let symbol = row.symbols.first ?? nil else { return }
        y += 1
        // The line of no effect stands in the lanes only: through the names and numbers above them it would be in the way.
        if let null = content.plots[0].null {
            let x = axis.clamped(null)
            back.append(.line(from: Point(x, y), to: Point(x, y + Self.lane), ink: .null, width: 1))
        }
        let painter = ForestSymbolPainter(axis: axis, centre: y + Self.lane / 2, whiskerInk: style.forest.whiskerInk)
        front += painter.marks(symbol)
        y += Self.lane
    }

    private mutating func paintAxis() {
        let font = fonts.note
        let plot = content.plots[0]
        let measurer = measurer
        back.append(
            .line(
                from: Point(axis.pixels.lowerBound, y), to: Point(axis.pixels.upperBound, y), ink: .text, width: 1))
        for tick in axis.ticks(label: plot.label, width: { measurer.width($0, font) }) {
            let half = measurer.width(tick.label, font) / 2
            let x = axis.position(tick.value)
            guard x >= axis.pixels.lowerBound - 0.5, x <= axis.pixels.upperBound + 0.5 else { continue }
            back.append(.line(from: Point(x, y), to: Point(x, y + 5), ink: .text, width: 1))
            let place = min(max(x, half + 1), Self.width - half - 1)
            front.append(
                .text(TextMark(tick.label, at: Point(place, y + 7 + font.size), anchor: .middle, font: font)))
        }
        y += 9 + font.lineHeight
        for line in measurer.lines(plot.caption, font, width: inner) {
            write(line, Self.width / 2, font, anchor: .middle)
            y += font.lineHeight
        }
        guard let sides = plot.sides, sides.count == 2 else { return }
        y += 3
        for (words, anchor) in [("← \(sides[0])", TextMark.Anchor.start), ("\(sides[1]) →", .end)] {
            for line in measurer.lines(words, font, width: inner) {
                write(line, anchor == .start ? Self.margin : Self.width - Self.margin, font, anchor: anchor)
                y += font.lineHeight
            }
        }
    }

    private mutating func write(_ lines: [String], _ font: TextFont, ink: Ink = .text) {
        for line in lines {
            write(line, Self.margin, font, ink: ink)
            y += font.lineHeight
        }
    }

    private mutating func write(
        _ text: String, _ x: Double, _ font: TextFont, anchor: TextMark.Anchor = .start, ink: Ink = .text
    ) {
        guard !text.isEmpty else { return }
        front.append(.text(TextMark(text, at: Point(x, y + font.size), anchor: anchor, font: font, ink: ink)))
    }

    private func rule(_ width: Double) -> Mark {
        .line(from: Point(Self.margin, y), to: Point(Self.width - Self.margin, y), ink: .rule, width: width)
    }
}
