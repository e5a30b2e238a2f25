/// Where the columns and rows of a forest plot are, from the measured sizes of their texts.
struct ForestLayout {
    /// A column: where it is and how wide.
    struct Span: Equatable {
        var left: Double
        var width: Double
        var right: Double { left + width }
        var centre: Double { left + width / 2 }
    }

    let text: TextFont
    let bold: TextFont
    let note: TextFont
    let titleFont: TextFont

    let label: Span
    let cells: [Span]
    /// The headings above the cells of each group.
    let groupSpans: [Span]
    let plot: Span
    let effect: Span
    let weight: Span
    let width: Double

    let titleLines: [String]
    let groupLines: [[String]]
    let effectLines: [String]
    /// The lines of each row's name and, after them, of its note.
    let rowLines: [(label: [String], note: [String])]

    private static let step = 14.0

    init(_ content: ForestContent, style: any FigureStyle, measurer: TextMeasurer) {
        text = TextFont(size: style.fontSize)
        bold = TextFont(size: style.fontSize, isBold: true)
        note = TextFont(size: style.noteSize)
        titleFont = TextFont(size: style.titleSize, isBold: true)
        let (text, bold, note) = (text, bold, note)
        rowLines = content.rows.map { row in
            let limit = style.labelWidth - Self.step * Double(row.indentation)
            return (
                measurer.lines(row.label, row.isBold ? bold : text, width: limit),
                row.note.map { measurer.lines($0, note, width: limit) } ?? []
            )
        }
        let names = zip(content.rows, rowLines).map { row, lines in
            let font = row.isBold ? bold : text
            let widest = lines.label.map { measurer.width($0, font) } + lines.note.map { measurer.width($0, note) }
            return Self.step * Double(row.indentation) + (widest.max() ?? 0)
        }
        var label = Span(left: style.margin, width: max(names.max() ?? 0, measurer.width("Study", bold), 170))
        let columns = Columns(content, left: 0, gap: style.gap, bold: bold, text: text, measurer: measurer)
        effectLines = measurer.lines(content.effectHeading, bold, width: 150)
        let effects = content.rows.map { measurer.width($0.effect, $0.isBold ? bold : text) }
        let effectWidth = max(effects.max() ?? 0, effectLines.map { measurer.width($0, bold) }.max() ?? 0)
        let weights =
            content.rows.map { measurer.width($0.weight, $0.isBold ? bold : text) } + [measurer.width("Weight", bold)]
        let weightWidth = content.showsWeights ? weights.max() ?? 0 : 0

        label.width = max(label.width, 300 - columns.width)
        let start = label.right + style.gap
        cells = columns.cells.map { Span(left: $0.left + start, width: $0.width) }
        groupSpans = columns.groups.map { Span(left: $0.left + start, width: $0.width) }
        groupLines = columns.groupLines
        let plotLeft = start + (columns.width > 0 ? columns.width + style.gap : 0)
        plot = Span(left: plotLeft, width: style.plotWidth)
        effect = Span(left: plot.right + style.gap, width: effectWidth)
        weight = Span(left: effect.right + (weightWidth > 0 ? style.gap : 0), width: weightWidth)
        width = (weight.right + style.margin).rounded(.up)
        titleLines = measurer.lines(content.title, titleFont, width: width - 2 * style.margin)
        self.label = label
    }

    /// Where the name of a row starts.
    func labelLeft(_ indentation: Int) -> Double { label.left + Self.step * Double(indentation) }

    /// The height of a row.
    func height(ofRow index: Int) -> Double {
        let lines = rowLines[index]
        return text.lineHeight * Double(max(1, lines.label.count)) + note.lineHeight * Double(lines.note.count) + 5
    }

    /// The height of the headings of the columns.
    var headingHeight: Double {
        let groups = Double(groupLines.map(\.count).max() ?? 0) + (cells.isEmpty ? 0 : 1)
        return bold.lineHeight * max(groups, Double(effectLines.count), 1) + 6
    }
}

extension ForestLayout {
    /// The columns of group numbers, side by side from a left edge; a group's name may widen its last column.
    struct Columns {
        var cells: [Span] = []
        var groups: [Span] = []
        var groupLines: [[String]] = []
        var width = 0.0

        init(
            _ content: ForestContent, left: Double, gap: Double, bold: TextFont, text: TextFont, measurer: TextMeasurer
        ) {
            var next = left
            for (group, name) in content.columns.groupNames.enumerated() {
                let indices = content.columns.columns.indices.filter { content.columns.columns[$0].group == group }
                guard !indices.isEmpty else {
                    groups.append(Span(left: next, width: 0))
                    groupLines.append([])
                    continue
                }
                let start = next
                for index in indices {
                    let texts = content.rows.map { index < $0.cells.count ? $0.cells[index] : "" }
                    let heading = measurer.width(content.columns.columns[index].cell.heading, bold)
                    let width = max(heading, texts.map { measurer.width($0, text) }.max() ?? 0)
                    cells.append(Span(left: next, width: width))
                    next += width + gap
                }
                let lines = name.isEmpty ? [] : measurer.lines(name, bold, width: max(next - gap - start, 110))
                let missing = (lines.map { measurer.width($0, bold) }.max() ?? 0) - (next - gap - start)
                if missing > 0 {
                    cells[cells.count - 1].width += missing
                    next += missing
                }
                groups.append(Span(left: start, width: next - gap - start))
                groupLines.append(lines)
            }
            width = cells.isEmpty ? 0 : next - gap - left
        }
    }
}
