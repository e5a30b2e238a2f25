import TrialResults
import TrialStatistics

/// Draws the curve of one measure with the matrix of its choices below.
struct SpecificationPainter {
    private let content: SpecificationColumns
    private let analysis: PlottedRecord
    private let style: any FigureStyle
    private let heading: (title: String?, namesMeasure: Bool)
    private let measurer: TextMeasurer
    private let note: TextFont
    private let bold: TextFont
    private let axis: FrameAxis
    private let labels: [[[String]]]
    private let titles: [[String]]

    /// The height of the curve where nothing else is asked for.
    private static let curveHeight = 190.0
    private static let dotRadius = 2.6

    init(
        _ content: SpecificationColumns, _ analysis: PlottedRecord, _ style: any FigureStyle,
        heading: (title: String?, namesMeasure: Bool)
    ) {
        self.content = content
        self.analysis = analysis
        self.style = style
        self.heading = heading
        let measurer = TextMeasurer(family: style.fontFamilies[0])
        self.measurer = measurer
        let (note, bold) = (TextFont(size: style.noteSize), TextFont(size: style.noteSize, isBold: true))
        (self.note, self.bold) = (note, bold)
        axis = EffectAxis.axis(analysis, domain: content.domain, of: "specification-curve")
        let room = style.labelWidth * 0.75
        titles = content.choices.map { measurer.lines($0.title, bold, width: room) }
        labels = content.choices.map { choice in
            choice.options.map { measurer.lines($0.title, note, width: room) }
        }
    }

    // MARK: - Places

    private var plotWidth: Double {
        style.fixedWidth ?? min(max(Double(content.columns.count) * 6, style.plotWidth), style.plotWidth * 1.7)
    }

    private var left: Double {
        let names = labels.flatMap { $0.flatMap(\.self) }.map { measurer.width($0, note) }
        let heads = titles.flatMap(\.self).map { measurer.width($0, bold) }
        let ticks = ticks.map { measurer.width($0.label, note) + 8 + note.lineHeight * Double(axisTitle.count) + 6 }
        return style.margin + max((names + heads).max() ?? 0, ticks.max() ?? 0) + style.gap
    }

    private var width: Double { (left + plotWidth + style.margin + 6).rounded(.up) }
    private var height: Double { style.fixedHeight ?? Self.curveHeight }
    private var ticks: [PlotAxis.Tick] { axis.ticks(length: height) { _ in note.size } }
    private var axisTitle: [String] { measurer.lines(axis.title, note, width: height) }

    private func x(_ column: Int) -> Double {
        left + (Double(column) + 0.5) * plotWidth / Double(max(content.columns.count, 1))
    }

    private func y(_ value: Double, top: Double) -> Double {
        top + (1 - min(max(axis.share(value), 0), 1)) * height
    }

    private func isInside(_ value: Double) -> Bool { axis.domain.contains(value) }

    // MARK: - Drawing

    var scene: Scene {
        var marks: [Mark] = []
        var top = style.margin + paintHeadings(into: &marks)
        paintCurve(top: top, into: &marks)
        top += height + 12
        let curve = 0...top
        for (place, choice) in content.choices.enumerated() {
            top = paint(choice, titles[place], labels[place], top: top, into: &marks)
        }
        top = paintNotes(top: top + 6, into: &marks)
        var scene = Scene(
            width: width, height: (top + style.margin).rounded(.up), title: heading.title ?? axis.title,
            description: description)
        // A matrix is read below its own curve: the curve of another measure must never come to stand above it.
        scene.unbroken = [curve]
        scene.marks = [.rectangle(left: 0, top: 0, right: scene.width, bottom: scene.height, ink: .paper)] + marks
        return scene
    }

    /// The title, and the measure where there are several; their height.
    private func paintHeadings(into marks: inout [Mark]) -> Double {
        let title = TextFont(size: style.titleSize, isBold: true)
        var bottom = 0.0
        for line in heading.title.map({ measurer.lines($0, title, width: width - 2 * style.margin) }) ?? [] {
            marks.append(
                .text(TextMark(line, at: Point(style.margin, style.margin + bottom + title.size), font: title)))
            bottom += title.lineHeight
        }
        if bottom > 0 { bottom += 8 }
        guard heading.namesMeasure else { return bottom }
        let font = TextFont(size: style.fontSize, isBold: true)
        for line in measurer.lines(analysis.display.heading, font, width: width - 2 * style.margin) {
            marks.append(.text(TextMark(line, at: Point(style.margin, style.margin + bottom + font.size), font: font)))
            bottom += font.lineHeight
        }
        return bottom + 6
    }

    private func paintCurve(top: Double, into marks: inout [Mark]) {
        let (right, bottom) = (left + plotWidth, top + height)
        for value in content.reference where isInside(value) {
            let y = y(value, top: top)
            marks.append(.line(from: Point(left, y), to: Point(right, y), ink: .null, width: 1))
        }
        for value in content.important where isInside(value) {
            let y = y(value, top: top)
            marks.append(.line(from: Point(left, y), to: Point(right, y), ink: .flag, width: 1, dashed: true))
        }
        let step = plotWidth / Double(max(content.columns.count, 1))
        for (place, column) in content.columns.enumerated() {
            let (low, high) = (y(column.lower, top: top), y(column.upper, top: top))
            marks.append(
                .line(
                    from: Point(x(place), low), to: Point(x(place), high),
                    ink: column.clear >= 0.5 ? .curve : .contourNear, width: min(max(step * 0.55, 1), 3)))
        }
        for (place, column) in content.columns.enumerated() where isInside(column.estimate) {
            let centre = Point(x(place), y(column.estimate, top: top))
            marks.append(.circle(centre: centre, radius: min(max(step * 0.4, 1.4), 3.2), fill: .estimate, rim: nil))
        }
        for (place, column) in content.columns.enumerated() where column.holdsPlan && isInside(column.estimate) {
            let centre = Point(x(place), y(column.estimate, top: top))
            marks.append(.circle(centre: centre, radius: 5, fill: nil, rim: .flag))
        }
        marks.append(.line(from: Point(left, top), to: Point(left, bottom), ink: .text, width: 1))
        for tick in ticks {
            let y = y(tick.value, top: top)
            marks.append(.line(from: Point(left - 5, y), to: Point(left, y), ink: .text, width: 1))
            marks.append(
                .text(TextMark(tick.label, at: Point(left - 8, y + 0.36 * note.size), anchor: .end, font: note)))
        }
        let widest = ticks.map { measurer.width($0.label, note) }.max() ?? 0
        for (place, line) in axisTitle.reversed().enumerated() {
            let baseline = left - 8 - widest - 6 - note.lineHeight * Double(place)
            var mark = TextMark(line, at: Point(baseline, (top + bottom) / 2), anchor: .middle, font: note)
            mark.isUpright = true
            marks.append(.text(mark))
        }
    }

    /// One choice: its title, and a row of marks for each option; the lower edge.
    private func paint(
        _ choice: SpecificationColumns.Choice, _ title: [String], _ labels: [[String]], top: Double,
        into marks: inout [Mark]
    ) -> Double {
        marks.append(
            .line(from: Point(style.margin, top), to: Point(left + plotWidth, top), ink: .rule, width: 0.5))
        var y = top + 3
        for line in title {
            marks.append(.text(TextMark(line, at: Point(style.margin, y + bold.size), font: bold)))
            y += bold.lineHeight
        }
        for (option, lines) in zip(choice.options, labels) {
            let middle = y + note.lineHeight * Double(lines.count) / 2
            for (number, line) in lines.enumerated() {
                let baseline = y + note.lineHeight * Double(number) + note.size
                marks.append(
                    .text(
                        TextMark(
                            line, at: Point(style.margin, baseline), font: note, ink: option.isRest ? .muted : .text)))
            }
            for (place, column) in content.columns.enumerated() {
                let share = content.share(column, choice, option)
                guard share > 0 else { continue }
                let radius = max(Self.dotRadius * share.squareRoot(), 0.7)
                marks.append(
                    .circle(
                        centre: Point(x(place), middle), radius: radius, fill: column.holdsPlan ? .flag : .text,
                        rim: nil))
            }
            y += note.lineHeight * Double(lines.count)
        }
        return y + 4
    }

    private func paintNotes(top: Double, into marks: inout [Mark]) -> Double {
        var y = top
        for sentence in notes {
            for line in measurer.lines(sentence, note, width: width - 2 * style.margin) {
                marks.append(
                    .text(TextMark(line, at: Point(style.margin, y + note.size), font: note, ink: .muted)))
                y += note.lineHeight
            }
        }
        return y
    }

    // MARK: - Words

    private var counted: String { MultiversePanelWords(content.panel, analysis.display).counted }

    private var notes: [String] {
        let format = analysis.display.format
        let shared = content.columns.contains { $0.members.count > 1 }
        var notes = [
            shared
                ? "\(counted) in \(format.count(content.columns.count)) columns, from the smallest effect: points and lines are"
                    + " the median effect and \(format.level(content.level)) interval of a column, the size of a mark the"
                    + " share of its specifications."
                : "\(counted), from the smallest effect, each with its \(format.level(content.level)) interval."
        ]
        if !content.reference.isEmpty {
            notes.append("Dark lines: the interval leaves no effect out\(shared ? " in half of them or more" : "").")
        }
        if content.columns.contains(where: \.holdsPlan) {
            notes.append("Ring and coloured marks: \(shared ? "the column of " : "")the plan’s own choices.")
        }
        if content.important.contains(where: isInside) {
            notes.append("Dashed: the smallest important difference.")
        }
        let cut = content.columns.count { !isInside($0.lower) || !isInside($0.upper) }
        if cut > 0 {
            notes.append(
                "\(format.count(cut)) \(cut == 1 ? "interval reaches" : "intervals reach") beyond the axis.")
        }
        return notes
    }

    private var description: String {
        let words = MultiversePanelWords(content.panel, analysis.display)
        let choices = content.choices.map { "\($0.title): \($0.options.map(\.title).joined(separator: ", "))" }
        return "Specification curve of the \(analysis.display.name). \(words.line)."
            + (choices.isEmpty ? "" : " Choices: \(choices.joined(separator: "; ")).")
    }
}
