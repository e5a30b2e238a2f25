import TrialResults
import TrialStatistics

/// Trials against outcomes: which trial measured what, to which side it points, and how precisely.
///
/// A circle has an area proportional to the inverse variance among the rows of its outcome; it is filled where the interval of the
/// row leaves no effect out, and empty where it includes it.
public struct OutcomeMatrixFigure: Figure {
    /// `outcome-matrix`.
    public let code = "outcome-matrix"
    /// `Outcomes of each trial`.
    public let title = "Outcomes of each trial"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where there is no row.
    public func scene(for record: AnalysisRecord, style: any FigureStyle) -> Scene? {
        guard let answer = record.values(SeveralOutcomesAnswer.self).first, !answer.rows.isEmpty,
            answer.rows.count == record.rows.count
        else { return nil }
        let plotted = PlottedRecord(record, style)
        return OutcomeMatrixPainter(answer, plotted, style, title: PlotWords.title(title, plotted)).scene
    }
}

/// Draws the grid.
private struct OutcomeMatrixPainter {
    private let answer: SeveralOutcomesAnswer
    private let analysis: PlottedRecord
    private let style: any FigureStyle
    private let title: String
    private let measurer: TextMeasurer
    private let text: TextFont
    private let bold: TextFont
    private let note: TextFont
    /// The rows of each trial by the position of their outcome.
    private let cells: [[[Int]]]
    private let names: [[String]]
    private let headings: [[String]]

    private static let cellWidth = 136.0
    private static let largestRadius = 13.0
    private static let smallestRadius = 3.5

    init(_ answer: SeveralOutcomesAnswer, _ analysis: PlottedRecord, _ style: any FigureStyle, title: String) {
        self.answer = answer
        self.analysis = analysis
        self.style = style
        self.title = title
        let measurer = TextMeasurer(family: style.fontFamilies[0])
        self.measurer = measurer
        let (text, bold) = (TextFont(size: style.fontSize), TextFont(size: style.fontSize, isBold: true))
        (self.text, self.bold) = (text, bold)
        note = TextFont(size: style.noteSize)
        let trials = answer.trials
        cells = trials.map { trial in
            answer.outcomes.indices.map { place in
                answer.rows.indices.filter { answer.rows[$0].trial == trial && answer.rows[$0].outcome == place }
            }
        }
        names = cells.map { row in
            let first = row.flatMap(\.self).min() ?? 0
            return measurer.lines(Self.name(analysis.rows[first]), text, width: style.labelWidth * 0.7)
        }
        headings = answer.outcomes.map { measurer.lines(DisplayText.clean($0.title), bold, width: Self.cellWidth - 10) }
    }

    /// The study's name: the label without the arm in brackets where the study has several rows of one outcome.
    private static func name(_ row: StudyResult) -> String { DisplayText.clean(row.label) }

    private var left: Double {
        style.margin + (names.flatMap(\.self).map { measurer.width($0, text) }.max() ?? 0) + style.gap
    }

    private var width: Double {
        let grid = left + Double(answer.outcomes.count) * Self.cellWidth + style.margin
        return max(grid, 420).rounded(.up)
    }

    var scene: Scene {
        var marks: [Mark] = []
        var top = style.margin + paintTitle(into: &marks)
        top = paintHeadings(top: top, into: &marks)
        for (place, row) in cells.enumerated() { top = paint(row, names[place], top: top, into: &marks) }
        marks.append(.line(from: Point(style.margin, top), to: Point(width - style.margin, top), ink: .rule, width: 1))
        top = paintLegend(top: top + 8, into: &marks)
        var scene = Scene(
            width: width, height: (top + style.margin).rounded(.up), title: title, description: description)
        scene.marks =
            [.rectangle(left: 0, top: 0, right: scene.width, bottom: scene.height, ink: .paper)] + marks
        return scene
    }

    /// The title above the grid; its height.
    private func paintTitle(into marks: inout [Mark]) -> Double {
        let font = TextFont(size: style.titleSize, isBold: true)
        let lines = measurer.lines(title, font, width: width - 2 * style.margin)
        for (place, line) in lines.enumerated() {
            let y = style.margin + style.titleSize + Double(place) * font.lineHeight
            marks.append(.text(TextMark(line, at: Point(style.margin, y), font: font)))
        }
        return Double(lines.count) * font.lineHeight + 12
    }

    /// The outcomes above their columns; the lower edge.
    private func paintHeadings(top: Double, into marks: inout [Mark]) -> Double {
        let most = headings.map(\.count).max() ?? 1
        for (place, lines) in headings.enumerated() {
            let x = centre(place)
            for (line, words) in lines.enumerated() {
                let y = top + Double(most - lines.count + line + 1) * bold.lineHeight - 3
                marks.append(.text(TextMark(words, at: Point(x, y), anchor: .middle, font: bold)))
            }
        }
        return top + Double(most) * bold.lineHeight + 6
    }

    private func centre(_ place: Int) -> Double { left + (Double(place) + 0.5) * Self.cellWidth }

    /// One trial; its lower edge.
    private func paint(
        _ row: [[Int]], _ name: [String], top: Double, into marks: inout [Mark]
    ) -> Double {
        let most = max(row.map(\.count).max() ?? 1, 1)
        let height = max(
            Double(most) * (2 * Self.largestRadius + note.lineHeight + 2) + 10,
            Double(name.count) * text.lineHeight + 10)
        marks.append(
            .line(from: Point(style.margin, top), to: Point(width - style.margin, top), ink: .rule, width: 0.6))
        var baseline = top + height / 2 + 0.36 * text.size - text.lineHeight * Double(name.count - 1) / 2
        for line in name {
            marks.append(.text(TextMark(line, at: Point(style.margin, baseline), font: text)))
            baseline += text.lineHeight
        }
        let step = 2 * Self.largestRadius + note.lineHeight + 2
        for (place, own) in row.enumerated() {
            let first = top + (height - Double(max(own.count, 1)) * step) / 2
            guard !own.isEmpty else {
                let y = top + height / 2 + 0.36 * note.size
                marks.append(
                    .text(TextMark("–", at: Point(centre(place), y), anchor: .middle, font: note, ink: .muted)))
                continue
            }
            for (number, index) in own.enumerated() {
                marks += cell(index, at: Point(centre(place), first + Double(number) * step))
            }
        }
        return top + height
    }

    /// One row: its circle with the estimate below.
    private func cell(_ index: Int, at top: Point) -> [Mark] {
        let row = analysis.rows[index]
        let place = Point(top.x, top.y + Self.largestRadius)
        let ink = ink(row)
        let radius = radius(index)
        let display = MeasureDisplay(
            answer.outcomes[answer.rows[index].outcome].measure, convention: style.convention, per: analysis.display.per
        )
        let words = display.value(row.natural.estimate)
        return [
            .circle(centre: place, radius: radius, fill: isClear(row) ? ink : nil, rim: ink),
            .text(
                TextMark(
                    words, at: Point(top.x, top.y + 2 * Self.largestRadius + note.size), anchor: .middle, font: note)),
        ]
    }

    /// The ink of the side of benefit, of harm, or of neither.
    private func ink(_ row: StudyResult) -> Ink {
        guard let null = analysis.question.measure.nullValue, let better = analysis.question.better,
            row.natural.estimate != null
        else { return .estimate }
        return (row.natural.estimate < null) == (better == .lower) ? .groupFirst : .groupSecond
    }

    /// Whether the interval leaves no effect out.
    private func isClear(_ row: StudyResult) -> Bool {
        guard let null = analysis.question.measure.nullValue else { return true }
        return row.natural.lower > null || row.natural.upper < null
    }

    private func radius(_ index: Int) -> Double {
        let outcome = answer.rows[index].outcome
        let weights = answer.rows.indices.filter { answer.rows[$0].outcome == outcome }.map {
            1 / analysis.rows[$0].variance
        }
        guard let most = weights.max(), most > 0 else { return Self.smallestRadius }
        let share = 1 / analysis.rows[index].variance / most
        return max(Self.largestRadius * share.squareRoot(), Self.smallestRadius)
    }

    /// What the circles mean; the lower edge.
    private func paintLegend(top: Double, into marks: inout [Mark]) -> Double {
        var y = top + note.lineHeight
        for entry in legend {
            let place = Point(style.margin + 6, y - 0.36 * note.size)
            if let circle = entry.circle {
                marks.append(.circle(centre: place, radius: 5, fill: circle.fill, rim: circle.rim))
            }
            for line in measurer.lines(entry.text, note, width: width - 2 * style.margin - 20) {
                marks.append(
                    .text(
                        TextMark(
                            line, at: Point(style.margin + (entry.circle == nil ? 0 : 18), y), font: note, ink: .muted))
                )
                y += note.lineHeight
            }
        }
        return y - note.lineHeight + 4
    }

    private typealias Entry = (circle: (fill: Ink?, rim: Ink)?, text: String)

    private var legend: [Entry] {
        var entries: [Entry] = []
        let hasNull = analysis.question.measure.nullValue != nil
        if hasNull, analysis.question.better != nil {
            entries = [
                ((.groupFirst, .groupFirst), "on the side of benefit"),
                ((.groupSecond, .groupSecond), "on the side of harm"),
            ]
        }
        if hasNull { entries.append(((nil, .estimate), "empty: the interval of the row includes no effect")) }
        entries.append(
            (nil, "Number: \(analysis.display.name). Area: precision among the rows of the outcome. –: not reported."))
        if let turned = SeveralOutcomesReport.turned(answer) { entries.append((nil, turned)) }
        return entries
    }

    private var description: String {
        let parts = answer.outcomes.indices.map { place in
            let count = Set(answer.rows.filter { $0.outcome == place }.map(\.trial)).count
            return "\(DisplayText.clean(answer.outcomes[place].title)): \(count) \(count == 1 ? "trial" : "trials")"
        }
        return "\(answer.trials.count) trials and \(answer.outcomes.count) outcomes. \(parts.joined(separator: "; "))."
    }
}
