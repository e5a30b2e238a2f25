import TrialResults

/// Draws blocks of judgements below each other, with what the columns and signs mean.
struct BiasPainter {
    private let style: any FigureStyle
    private let title: String
    private let measurer: TextMeasurer
    private let text: TextFont
    private let bold: TextFont
    private let note: TextFont
    private var marks: [Mark] = []
    private var top: Double
    private var width: Double

    private static let radius = 9.0
    private static let step = 34.0
    private static let legendWidth = 460.0

    init(style: any FigureStyle, title: String) {
        self.style = style
        self.title = title
        measurer = TextMeasurer(family: style.fontFamilies[0])
        text = TextFont(size: style.fontSize)
        bold = TextFont(size: style.fontSize, isBold: true)
        note = TextFont(size: style.noteSize)
        let titleFont = TextFont(size: style.titleSize, isBold: true)
        top = style.margin + style.titleSize + 12
        marks = [.text(TextMark(title, at: Point(style.margin, style.margin + style.titleSize), font: titleFont))]
        width = style.margin * 2 + measurer.width(title, titleFont)
    }

    /// The drawing of what was painted.
    func finished(description: String) -> Scene {
        var scene = Scene(
            width: width.rounded(.up), height: (top + style.margin).rounded(.up), title: title, description: description
        )
        scene.marks = marks
        return scene
    }

    /// One row a study, one light a domain.
    mutating func paintLights(_ block: BiasContent.Block) {
        startBlock(block)
        let names = block.rows.map { measurer.lines($0.label, text, width: style.labelWidth) }
        let labelWidth = names.flatMap(\.self).map { measurer.width($0, text) }.max() ?? 0
        let left = style.margin + max(labelWidth, 90) + style.gap
        func centre(_ index: Int) -> Double { left + (Double(index) + 0.5) * Self.step }
        let right = left + Double(block.domains.count) * Self.step
        for (index, domain) in block.domains.enumerated() {
            let heading = BiasContent.heading(domain, index)
            marks.append(.text(TextMark(heading, at: Point(centre(index), top), anchor: .middle, font: bold)))
        }
        top += 8
        for (row, lines) in zip(block.rows, names) {
            let height = max(2 * Self.radius + 8, Double(lines.count) * text.lineHeight + 8)
            marks.append(
                .line(from: Point(style.margin, top), to: Point(right, top), ink: .rule, width: 0.5))
            var baseline = top + height / 2 + 0.36 * text.size - text.lineHeight * Double(lines.count - 1) / 2
            for line in lines {
                marks.append(.text(TextMark(line, at: Point(style.margin, baseline), font: text)))
                baseline += text.lineHeight
            }
            for (index, light) in row.lights.enumerated() {
                guard let light else { continue }
                marks += light.marks(centre: Point(centre(index), top + height / 2), radius: Self.radius)
            }
            top += height
        }
        marks.append(.line(from: Point(style.margin, top), to: Point(right, top), ink: .rule, width: 0.5))
        width = max(width, right + style.margin)
        paintLegend(block, headings: block.domains.indices.map { BiasContent.heading(block.domains[$0], $0) })
    }

    /// One bar a domain, its parts as long as their share of the rows.
    mutating func paintBars(_ block: BiasContent.Block) {
        startBlock(block)
        let names = block.domains.map { domain in
            let name = BiasWords.domain(domain, tool: block.tool)
            let spelled = style.convention.spelled(name)
            return measurer.lines(spelled.prefix(1).uppercased() + spelled.dropFirst(), text, width: style.labelWidth)
        }
        let labelWidth = names.flatMap(\.self).map { measurer.width($0, text) }.max() ?? 0
        let left = style.margin + labelWidth + style.gap
        let right = left + style.plotWidth
        for (index, lines) in names.enumerated() {
            let height = max(22, Double(lines.count) * text.lineHeight) + 8
            var baseline = top + height / 2 + 0.36 * text.size - text.lineHeight * Double(lines.count - 1) / 2
            let isOverall = BiasWords.isOverall(block.domains[index])
            for line in lines {
                marks.append(
                    .text(TextMark(line, at: Point(style.margin, baseline), font: isOverall ? bold : text)))
                baseline += text.lineHeight
            }
            paintBar(block.counts(index), left: left, right: right, middle: top + height / 2)
            top += height
        }
        for share in [0, 50, 100] {
            let x = left + (right - left) * Double(share) / 100
            marks.append(.line(from: Point(x, top), to: Point(x, top + 4), ink: .rule, width: 1))
            marks.append(
                .text(
                    TextMark(
                        "\(share)%", at: Point(x, top + 6 + note.size),
                        anchor: share == 0 ? .start : share == 100 ? .end : .middle,
                        font: note)))
        }
        top += 10 + note.size
        width = max(width, right + style.margin)
        paintLegend(block, headings: [])
    }

    private mutating func paintBar(
        _ counts: [(light: BiasLight, count: Int)], left: Double, right: Double, middle: Double
    ) {
        let total = counts.reduce(0) { $0 + $1.count }
        var start = left
        for part in counts {
            let end = start + (right - left) * Double(part.count) / Double(total)
            marks.append(
                .rectangle(left: start, top: middle - 10, right: end - 0.75, bottom: middle + 10, ink: part.light.ink))
            let label = "\(part.light.sign) \(style.convention.format.count(part.count))"
            if measurer.width(label, bold) + 6 <= end - start {
                let place = Point((start + end) / 2, middle + 0.36 * bold.size)
                marks.append(.text(TextMark(label, at: place, anchor: .middle, font: bold, ink: part.light.signInk)))
            }
            start = end
        }
    }

    private mutating func startBlock(_ block: BiasContent.Block) {
        top += 12 + bold.size
        marks.append(.text(TextMark(block.title, at: Point(style.margin, top), font: bold)))
        width = max(width, style.margin * 2 + measurer.width(block.title, bold))
        top += 22
    }

    /// What the columns and signs mean.
    private mutating func paintLegend(_ block: BiasContent.Block, headings: [String]) {
        let columns = zip(headings, block.domains).map { heading, domain in
            "\(heading) \(style.convention.spelled(BiasWords.domain(domain, tool: block.tool)))"
        }
        top += 8
        width = max(width, Self.legendWidth + 2 * style.margin)
        if !columns.isEmpty { paintNote(columns.joined(separator: "; ") + ".") }
        var x = style.margin
        top += 4 + 2 * Self.radius
        for light in block.used {
            let words = light.words
            let length = 2 * Self.radius + 6 + measurer.width(words, note) + style.gap
            if x > style.margin, x + length > width - style.margin {
                x = style.margin
                top += 2 * Self.radius + 6
            }
            marks += light.marks(centre: Point(x + Self.radius, top - Self.radius), radius: Self.radius)
            let place = Point(x + 2 * Self.radius + 6, top - Self.radius + 0.36 * note.size)
            marks.append(.text(TextMark(words, at: place, font: note)))
            x += length
        }
        top += 10
    }

    private mutating func paintNote(_ sentence: String) {
        for line in measurer.lines(sentence, note, width: width - 2 * style.margin) {
            top += note.lineHeight
            marks.append(.text(TextMark(line, at: Point(style.margin, top), font: note, ink: .muted)))
        }
    }
}
