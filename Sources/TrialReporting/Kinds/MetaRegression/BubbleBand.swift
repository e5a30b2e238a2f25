import TrialStatistics

/// The band of a bubble plot: how much of it is drawn, and the curves of the prediction limits.
struct BubbleBand {
    private let line: ModeratorLine
    private let limits: [ConfidenceLimits]
    private let predicted: [ConfidenceLimits]

    init(_ line: ModeratorLine) {
        self.line = line
        limits = line.points.map(\.limits).filter { $0.lower.isFinite && $0.upper.isFinite }
        predicted = line.points.compactMap(\.prediction).filter { $0.lower.isFinite && $0.upper.isFinite }
    }

    /// The lower and the upper limits of a new study's effect as curves; empty where some are not known.
    var prediction: [[(Double, Double)]] {
        let known = line.points.compactMap { point in point.prediction.map { (point.value, $0) } }
        guard known.count == line.points.count, known.allSatisfy({ $0.1.lower.isFinite && $0.1.upper.isFinite })
        else { return [] }
        return [known.map { ($0.0, $0.1.lower) }, known.map { ($0.0, $0.1.upper) }]
    }

    /// What the axis of effects shows: the studies, and of the bands so much that they do not fill the drawing.
    ///
    /// A band that opens widely at its ends is cut rather than flattening the studies; its narrowest part is always whole,
    /// unless that alone would press the studies into a quarter of the height. So is that of the limits of a new study's effect,
    /// unless they alone would press the studies into two fifths.
    func domain(around spread: ClosedRange<Double>) -> ClosedRange<Double> {
        let height = spread.upperBound - spread.lowerBound
        guard let low = limits.map(\.lower).min(), let high = limits.map(\.upper).max(),
            let waist = Self.narrowest(limits)
        else { return spread }
        let room = 0.15 * (waist.upper - waist.lower)
        let needed = (lower: waist.lower - room, upper: waist.upper + room)
        let least = max(min(max(low, spread.lowerBound - 0.5 * height), needed.lower), spread.lowerBound - 1.5 * height)
        let most = min(max(min(high, spread.upperBound + 0.5 * height), needed.upper), spread.upperBound + 1.5 * height)
        let whole = min(least, spread.lowerBound)...max(most, spread.upperBound)
        guard let new = Self.narrowest(predicted) else { return whole }
        let margin = 0.05 * (new.upper - new.lower)
        let wider = min(whole.lowerBound, new.lower - margin)...max(whole.upperBound, new.upper + margin)
        let fits = wider.upperBound - wider.lowerBound <= max(2.5 * height, whole.upperBound - whole.lowerBound)
        return fits ? wider : whole
    }

    /// Whether limits of the band lie outside of what is shown.
    func isCut(by domain: ClosedRange<Double>) -> Bool { Self.areCut(limits, by: domain) }

    /// Whether limits of a new study's effect lie outside of what is shown.
    func isPredictionCut(by domain: ClosedRange<Double>) -> Bool { Self.areCut(predicted, by: domain) }

    private static func narrowest(_ limits: [ConfidenceLimits]) -> ConfidenceLimits? {
        limits.min { $0.upper - $0.lower < $1.upper - $1.lower }
    }

    private static func areCut(_ limits: [ConfidenceLimits], by domain: ClosedRange<Double>) -> Bool {
        limits.contains { $0.lower < domain.lowerBound || $0.upper > domain.upperBound }
    }
}
