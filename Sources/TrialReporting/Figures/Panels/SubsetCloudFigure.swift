import TrialResults
import TrialStatistics

/// The pooled effect and I² of every subset of the studies, told apart by whether the most influential study is in it.
///
/// Few subsets are points; many are gathered in cells whose area grows with the logarithm of their number. Filled: with the study, open:
/// without it. The edges show how the pooled effects and I² are spread. Olkin, Dahabreh and Trikalinos 2012,
/// doi:10.1002/jrsm.1053.
public struct SubsetCloudFigure: PooledFigure {
    /// `subset-cloud`.
    public let code = "subset-cloud"
    /// `Subsets of the studies`.
    public let title = "Subsets of the studies"
    /// Three: two studies show one difference, and no pattern.
    public let fewestStudies = 3

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where subsets were not explored or there are fewer than three.
    public func scene(for analysis: PooledAnalysis, style: any FigureStyle) -> Scene? {
        guard let cloud = analysis.explorations?.subsets, cloud.count >= 3, let pooled = analysis.pooled else {
            return nil
        }
        let measure = analysis.question.measure
        let marked = Self.mostInfluential(analysis)
        let points = (0..<cloud.count).compactMap { subset -> SubsetPoint? in
            let effect = measure.natural(cloud.estimates[subset])
            guard effect.isFinite, cloud.iSquared[subset].isFinite else { return nil }
            return SubsetPoint(
                effect: effect, iSquared: cloud.iSquared[subset],
                isMarked: marked.map { cloud.contains(row: $0, inSubset: subset) } ?? true)
        }
        guard points.count >= 3 else { return nil }
        var painter = SubsetCloudPainter(
            content: SubsetCloudContent(
                analysis: analysis, points: points,
                study: marked.map { PanelRows(analysis, style: style).name($0 + 1) },
                isComplete: cloud.isComplete, whole: (pooled.natural.estimate, pooled.fit.heterogeneity.iSquared)),
            style: style)
        return painter.paint(figure: title)
    }

    /// The row, from 0, with the largest Cook's distance; nil where no influence was computed.
    private static func mostInfluential(_ analysis: PooledAnalysis) -> Int? {
        let rows = analysis.explorations?.influence?.rows ?? []
        let distances = rows.compactMap { row in row.deletion?.cooksDistance.map { (row.study - 1, $0) } }
        // Of equal distances the first row counts, so that the figure is the same each time.
        return distances.max { ($0.1, -$0.0) < ($1.1, -$1.0) }?.0
    }
}

/// One subset.
struct SubsetPoint: Sendable {
    /// The pooled effect on the natural scale.
    let effect: Double
    /// I² in percent.
    let iSquared: Double
    /// Whether the most influential study is in it.
    let isMarked: Bool
}

/// What a cloud of subsets shows.
struct SubsetCloudContent: Sendable {
    let analysis: PooledAnalysis
    let points: [SubsetPoint]
    /// The most influential study; nil where none is known.
    let study: String?
    /// Whether all subsets are here.
    let isComplete: Bool
    /// The pooled effect and I² of all studies.
    let whole: (effect: Double, iSquared: Double)

    /// What the subsets are made of: studies, or rows where a study gave several.
    var units: String { analysis.pooled?.basis.units ?? "studies" }

    /// How many subsets there are, in a sentence.
    func count(_ display: MeasureDisplay) -> String {
        let number = display.format.count(points.count)
        return isComplete
            ? "All \(number) subsets of the \(units), each pooled by the same methods."
            : "A seeded sample of \(number) subsets of the \(units), each pooled by the same methods."
    }

    /// The figure in sentences.
    func description(_ display: MeasureDisplay) -> String {
        var sentences = [
            "Scatter of the pooled \(display.name) against I². \(count(display))",
            "All \(units) together: \(display.value(whole.effect)), I² \(display.format.percent(whole.iSquared)).",
        ]
        for (isMarked, word) in [(true, "with"), (false, "without")] {
            let own = points.filter { $0.isMarked == isMarked }
            guard let study, let low = own.map(\.effect).min(), let high = own.map(\.effect).max(),
                let least = own.map(\.iSquared).min(), let most = own.map(\.iSquared).max()
            else { continue }
            sentences.append(
                "Subsets \(word) \(study): pooled effects from \(display.value(low)) to \(display.value(high)),"
                    + " I² from \(display.format.percent(least)) to \(display.format.percent(most)).")
        }
        return sentences.joined(separator: " ")
    }
}
