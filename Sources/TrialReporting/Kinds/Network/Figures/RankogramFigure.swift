import TrialResults
import TrialStatistics

/// The rankogram: how probable each rank of each treatment is, one row of bars a treatment.
///
/// Salanti, Ades and Ioannidis 2011, doi:10.1016/j.jclinepi.2010.03.016.
public struct RankogramFigure: Figure {
    /// `rankogram`.
    public let code = "rankogram"
    /// `Rankogram`.
    public let title = "Rankogram"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where nothing was ranked.
    public func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene? {
        guard let answer = analysis.values(NetworkAnswer.self).first else { return nil }
        let format = analysis.display(style.convention).format
        let scenes = answer.parts.compactMap { part -> Scene? in
            guard let ranking = part.ranking, ranking.ranks.count > 2, ranking.ranks.count <= 40 else { return nil }
            return RankogramPainter(ranking, title: "\(title): \(DisplayText.clean(analysis.title))", style, format)
                .scene(
                    level: answer.level)
        }
        return SceneStack.stacked(scenes, title: "\(title): \(DisplayText.clean(analysis.title))")
    }
}

/// Draws rows of bars.
struct RankogramPainter {
    private let ranks: [TreatmentRank]
    private let draws: Int
    private let title: String
    private let style: any FigureStyle
    private let format: NumberFormat
    private let measurer: TextMeasurer
    private let text: TextFont
    private let bold: TextFont
    private let note: TextFont

    private static let heading = "Probability of each rank"
    private static let rowHeight = 46.0
    private static let barHeight = 34.0

    init(_ ranking: NetworkPart.Ranking, title: String, _ style: any FigureStyle, _ format: NumberFormat) {
        ranks = ranking.ranks.sorted { ($1.pScore, $0.treatment) < ($0.pScore, $1.treatment) }
        draws = ranking.draws
        self.title = title
        self.style = style
        self.format = format
        measurer = TextMeasurer(family: style.fontFamilies[0])
        text = TextFont(size: style.fontSize)
        bold = TextFont(size: style.fontSize, isBold: true)
        note = TextFont(size: style.noteSize)
    }

    /// Wide enough that all bars together have room for their heading.
    private var bar: Double {
        let count = Double(ranks.count)
        return max(10, min(34, 340 / count), (measurer.width(Self.heading, bold) + 10) / count)
    }

    /// The drawing; brackets hold the level of the ranks.
    func scene(level: Double) -> Scene {
        let names = ranks.map { measurer.lines(DisplayText.clean($0.treatment), text, width: 150) }
        let left = style.margin + (names.flatMap(\.self).map { measurer.width($0, text) }.max() ?? 0) + 12
        let right = left + Double(ranks.count) * bar
        let words = ranks.map { "\(format.number($0.pScore))" }
        let heading = "P-score"
        let width =
            right + 20 + max(measurer.width(heading, bold), words.map { measurer.width($0, text) }.max() ?? 0)
            + style.margin
        var marks: [Mark] = []
        let titleFont = TextFont(size: style.titleSize, isBold: true)
        let whole = max(width, 420)
        var y = style.margin
        for line in measurer.lines(title, titleFont, width: whole - 2 * style.margin) {
            y += titleFont.lineHeight
            marks.append(.text(TextMark(line, at: Point(style.margin, y - 4), font: titleFont)))
        }
        y += 22
        marks.append(.text(TextMark("Treatment", at: Point(style.margin, y), font: bold)))
        marks.append(
            .text(TextMark(Self.heading, at: Point((left + right) / 2, y), anchor: .middle, font: bold)))
        marks.append(.text(TextMark(heading, at: Point(right + 20, y), font: bold)))
        y += 8
        for (row, rank) in ranks.enumerated() {
            marks += paint(rank, names[row], words[row], from: (left, right), bottom: y + Self.rowHeight)
            y += Self.rowHeight
        }
        y += note.lineHeight
        for place in ranks.indices where ranks.count <= 20 || place % 5 == 0 {
            marks.append(
                .text(
                    TextMark(
                        format.count(place + 1), at: Point(left + (Double(place) + 0.5) * bar, y), anchor: .middle,
                        font: note)))
        }
        y += 8
        let sentence =
            "Rank 1 is best. A bar that reaches the dashed line has probability 1; lines under bars hold the \(format.level(level)) interval"
            + " of the rank, from \(format.count(draws)) draws. Ranks say nothing of how far apart treatments are."
        for line in measurer.lines(style.convention.spelled(sentence), note, width: whole - 2 * style.margin) {
            y += note.lineHeight
            marks.append(.text(TextMark(line, at: Point(style.margin, y), font: note, ink: .muted)))
        }
        var scene = Scene(
            width: whole.rounded(.up), height: (y + style.margin).rounded(.up), title: title, description: description)
        scene.marks = [.rectangle(left: 0, top: 0, right: scene.width, bottom: scene.height, ink: .paper)] + marks
        return scene
    }

    private func paint(
        _ rank: TreatmentRank, _ name: [String], _ words: String, from ends: (left: Double, right: Double),
        bottom: Double
    ) -> [Mark] {
        let base = bottom - 6
        var marks: [Mark] = [
            .line(
                from: Point(ends.left, base - Self.barHeight), to: Point(ends.right, base - Self.barHeight), ink: .rule,
                width: 0.5, dashed: true),
            .line(from: Point(ends.left, base), to: Point(ends.right, base), ink: .rule, width: 1),
        ]
        for (place, probability) in rank.probabilities.enumerated() where probability > 0 {
            let x = ends.left + Double(place) * bar
            marks.append(
                .rectangle(
                    left: x + 1.5, top: base - max(0.5, probability * Self.barHeight), right: x + bar - 1.5,
                    bottom: base,
                    ink: .estimate))
        }
        let (low, high) = (rank.rankLimits.lower, rank.rankLimits.upper)
        marks.append(
            .line(
                from: Point(ends.left + (low - 1) * bar + 1.5, base + 3),
                to: Point(ends.left + high * bar - 1.5, base + 3),
                ink: .subgroup, width: 2))
        var y = base - Self.barHeight / 2 + 0.36 * text.size - text.lineHeight * Double(name.count - 1) / 2
        for line in name {
            marks.append(.text(TextMark(line, at: Point(style.margin, y), font: text)))
            y += text.lineHeight
        }
        marks.append(
            .text(
                TextMark(words, at: Point(ends.right + 20, base - Self.barHeight / 2 + 0.36 * text.size), font: text)))
        return marks
    }

    private var description: String {
        let rows = ranks.map { rank in
            "\(DisplayText.clean(rank.treatment)): P-score \(format.number(rank.pScore)), rank"
                + " \(format.count(rank.rankLimits.lower)) to \(format.count(rank.rankLimits.upper)),"
                + " best with probability \(format.number(rank.probabilities.first ?? 0))."
        }
        return "Rankogram. \(rows.joined(separator: " "))"
    }
}
