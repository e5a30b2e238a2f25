/// Where the columns and rows of a figure with one row a study are, from the measured sizes of their texts.
struct ForestLayout {
    /// A column: where it is and how wide.
    struct Span: Equatable {
        var left: Double
        var width: Double
        var right: Double { left + width }
        var centre: Double { left + width / 2 }
    }

    let fonts: Fonts
    let label: Span
    /// The places of the columns after the names.
    let columns: [Span]
    /// The headings above the columns, from top to bottom.
    let headingLines: [[String]]
    /// The places of the shared headings; without width where no column shows one.
    let groups: [Span]
    let groupLines: [[String]]
    /// The axis of each plot.
    let axes: [PlotAxis]
    /// The place of each light within the column of lights, from its left edge.
    let lights: ForestLights
    let width: Double
    let titleLines: [String]
    /// The lines of each row's name.
    let rowLines: [[String]]
    /// The lines of each row's note.
    let noteLines: [[String]]

    /// The fonts of a figure.
    struct Fonts {
        let text: TextFont
        let bold: TextFont
        let note: TextFont
        let title: TextFont

        init(_ style: any FigureStyle) {
            text = TextFont(size: style.fontSize)
            bold = TextFont(size: style.fontSize, isBold: true)
            note = TextFont(size: style.noteSize)
            title = TextFont(size: style.titleSize, isBold: true)
        }
    }

    static let step = 14.0
    private static let smallestWidth = 480.0

    init(_ content: ForestContent, style: any FigureStyle, measurer: TextMeasurer) {
        let fonts = Fonts(style)
        self.fonts = fonts
        let names = Names(content, fonts: fonts, limit: style.labelWidth, measurer: measurer)
        rowLines = names.lines
        let lights = ForestLights(content, fonts: fonts, measurer: measurer)
        self.lights = lights
        let sizes = ForestColumnSizes(
            content, style: style, fonts: fonts, measurer: measurer, lightsWidth: lights.width)
        headingLines = sizes.headings
        groupLines = sizes.groupLines
        let nameWidth = max(names.width, Self.smallestWidth - sizes.total - 2 * style.margin)
        let label = Span(left: style.margin, width: nameWidth)
        self.label = label
        var next = label.right + style.gap
        var columns: [Span] = []
        for width in sizes.widths {
            columns.append(Span(left: next, width: width))
            next += width + style.gap
        }
        self.columns = columns
        width = (next - style.gap + style.margin).rounded(.up)
        groups = content.groups.indices.map { group in
            let members = content.columns.indices.filter { content.columns[$0].group == group }
            guard let first = members.first, let last = members.last else { return Span(left: 0, width: 0) }
            return Span(left: columns[first].left, width: columns[last].right - columns[first].left)
        }
        axes = content.plots.indices.map { plot in
            let column = content.columns.firstIndex { $0.role == .plot(plot) }
            let span = column.map { columns[$0] } ?? label
            return content.axis(plot, pixels: span.left...span.right)
        }
        titleLines = measurer.lines(content.heading, fonts.title, width: width - 2 * style.margin)
        let firstPlot = content.columns.firstIndex { if case .plot = $0.role { true } else { false } }
        let noteEnd = max(firstPlot.map { columns[$0].left - style.gap } ?? label.right, label.right)
        noteLines = content.rows.map { row in
            let left = label.left + Self.step * Double(row.indentation)
            return row.note.map { measurer.lines($0, fonts.note, width: noteEnd - left) } ?? []
        }
    }

    /// Where the name of a row starts.
    func labelLeft(_ indentation: Int) -> Double { label.left + Self.step * Double(indentation) }

    /// The height of a row.
    func height(ofRow index: Int) -> Double {
        fonts.text.lineHeight * Double(max(1, rowLines[index].count))
            + fonts.note.lineHeight * Double(noteLines[index].count) + 5
    }

    /// Lines of headings under the shared ones.
    func ownLines(_ content: ForestContent) -> Int {
        content.columns.indices.filter { content.columns[$0].group != nil }.map { headingLines[$0].count }.max() ?? 0
    }

    /// The height of the headings of the columns.
    func headingHeight(_ content: ForestContent) -> Double {
        let shared = (groupLines.map(\.count).max() ?? 0) + ownLines(content)
        let own = headingLines.map(\.count).max() ?? 0
        return fonts.bold.lineHeight * Double(max(shared, own, 1)) + 6
    }
}

extension ForestLayout {
    /// The names of the rows, broken into lines.
    private struct Names {
        let lines: [[String]]
        let width: Double

        init(_ content: ForestContent, fonts: Fonts, limit: Double, measurer: TextMeasurer) {
            var widest = measurer.width(content.nameHeading, fonts.bold)
            lines = content.rows.map { row in
                let font = row.isBold ? fonts.bold : fonts.text
                let indent = ForestLayout.step * Double(row.indentation)
                let lines = measurer.lines(row.label, font, width: limit - indent)
                widest = max(widest, indent + (lines.map { measurer.width($0, font) }.max() ?? 0))
                return lines
            }
            width = max(widest, 120)
        }
    }
}

/// The sizes of the lights of the risk of bias.
struct ForestLights {
    /// From one light to the next; 0 without lights.
    let step: Double
    /// The width of all lights.
    let width: Double
    /// The radius of a light.
    let radius = 7.0
    /// The font of the letters above.
    let font: TextFont

    init(_ content: ForestContent, fonts: ForestLayout.Fonts, measurer: TextMeasurer) {
        font = TextFont(size: fonts.note.size - 0.5, isBold: true)
        let letter = font
        let widest = content.lightHeadings.map { measurer.width($0, letter) }.max() ?? 0
        step = content.lightHeadings.isEmpty ? 0 : max(2 * radius + 2.5, widest + 4)
        width = step * Double(content.lightHeadings.count)
    }
}

/// How wide the columns after the names are; a shared heading may widen the last column that it covers.
struct ForestColumnSizes {
    private(set) var widths: [Double] = []
    private(set) var headings: [[String]] = []
    private(set) var groupLines: [[String]] = []
    /// The width of all columns with the gaps before them.
    private(set) var total = 0.0

    private static let headingWidth = 150.0

    init(
        _ content: ForestContent, style: any FigureStyle, fonts: ForestLayout.Fonts, measurer: TextMeasurer,
        lightsWidth: Double
    ) {
        var text = 0
        for column in content.columns {
            var width = 0.0
            switch column.role {
            case .text:
                for row in content.rows where text < row.cells.count {
                    width = max(width, measurer.width(row.cells[text], row.isBold ? fonts.bold : fonts.text))
                }
                text += 1
            case .plot(let plot): width = style.fixedWidth ?? content.plots[plot].width ?? style.plotWidth
            case .lights: width = lightsWidth
            }
            let limit = max(width, column.role == .text ? Self.headingWidth : 92)
            let lines = column.heading.split(separator: "\n").flatMap {
                measurer.lines(String($0), fonts.bold, width: limit)
            }
            headings.append(lines)
            widths.append(max(width, lines.map { measurer.width($0, fonts.bold) }.max() ?? 0))
        }
        for (group, name) in content.groups.enumerated() {
            let members = content.columns.indices.filter { content.columns[$0].group == group }
            guard let last = members.last, !name.isEmpty else {
                groupLines.append([])
                continue
            }
            let own = members.map { widths[$0] }.reduce(0, +) + style.gap * Double(members.count - 1)
            let lines = measurer.lines(name, fonts.bold, width: max(own, 110))
            groupLines.append(lines)
            widths[last] += max(0, (lines.map { measurer.width($0, fonts.bold) }.max() ?? 0) - own)
        }
        total = widths.reduce(0, +) + style.gap * Double(widths.count)
    }
}

extension ForestContent {
    /// The axis of a plot: its own ends, or ones that show what is drawn.
    func axis(_ plot: Int, pixels: ClosedRange<Double>) -> PlotAxis {
        let description = plots[plot]
        if let domain = description.domain {
            let ends = [domain.lowerBound, domain.upperBound].map(description.transform.forward)
            return PlotAxis(transform: description.transform, domain: ends[0]...ends[1], pixels: pixels)
        }
        var range = ForestAxisRange(description.transform, null: description.null)
        for row in rows where plot < row.symbols.count {
            switch row.symbols[plot] {
            case .square(let effect, _, _), .point(let effect, _): range.add(effect)
            case .diamond(let effect, _, let tail):
                range.add(effect)
                tail.map { range.add($0) }
            case .bar(let limits): range.add(limits)
            case .stalk(let value, let origin, _): range.add(values: [value, origin])
            case nil: break
            }
        }
        range.add(values: description.thresholds)
        let domain = description.whole.map(range.domain(within:)) ?? range.domain
        return PlotAxis(transform: description.transform, domain: domain, pixels: pixels, fineDecades: 0.8)
    }
}
