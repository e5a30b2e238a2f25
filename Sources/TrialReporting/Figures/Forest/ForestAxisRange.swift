import TrialResults
import TrialStatistics

/// Chooses what a forest plot's axis shows: every estimate and the null line, and as much of the intervals as does not
/// press the estimates together. What reaches further is drawn with an arrow.
struct ForestAxisRange {
    private let transform: PlotAxis.Transform
    private var core: [Double] = []
    private var limits: [Double] = []
    private var halfWidths: [Double] = []

    init(_ transform: PlotAxis.Transform, null: Double?) {
        self.transform = transform
        if let null { add(core: null) }
    }

    /// Adds an estimate with its limits.
    mutating func add(_ effect: NaturalEffect) {
        add(core: effect.estimate)
        let ends = [effect.lower, effect.upper].map(transform.forward).filter(\.isFinite)
        limits += ends
        let centre = transform.forward(effect.estimate)
        if centre.isFinite, let reach = ends.map({ abs($0 - centre) }).max() { halfWidths.append(reach) }
    }

    /// Adds limits that have no estimate of their own, such as a prediction interval.
    mutating func add(_ limits: ConfidenceLimits) {
        self.limits += [limits.lower, limits.upper].map(transform.forward).filter(\.isFinite)
    }

    /// Adds values that are always shown.
    mutating func add(values: [Double]) { values.forEach { add(core: $0) } }

    /// The range, transformed; never empty.
    var domain: ClosedRange<Double> {
        guard let low = core.min(), let high = core.max() else { return transform == .linear ? 0...1 : -1...1 }
        let typical = halfWidths.isEmpty ? 0 : halfWidths.sorted()[halfWidths.count / 2]
        let reach = max(0.6 * (high - low), 1.6 * typical)
        let lower = max(limits.min() ?? low, low - reach)
        let upper = min(limits.max() ?? high, high + reach)
        let bounds = (min(low, lower), max(high, upper))
        let pad = max(0.04 * (bounds.1 - bounds.0), 1e-6 * (low == 0 ? 1 : abs(low)))
        return bounds.0 - pad...bounds.1 + pad
    }

    /// The range of parts of a whole: all of it where they take more than half, else from the end that they are near to.
    ///
    /// So shares of 5 to 90% are drawn from 0 to 100%, but 1 to 9 in 100,000 from 0 to 10.
    func domain(within whole: ClosedRange<Double>) -> ClosedRange<Double> {
        let found = domain
        let size = whole.upperBound - whole.lowerBound
        guard found.upperBound - found.lowerBound <= size / 2 else { return whole }
        let reach = found.upperBound - found.lowerBound
        let lower = found.lowerBound - whole.lowerBound < reach ? whole.lowerBound : found.lowerBound
        let upper = whole.upperBound - found.upperBound < reach ? whole.upperBound : found.upperBound
        return lower < upper ? lower...upper : whole
    }

    private mutating func add(core value: Double) {
        let place = transform.forward(value)
        if place.isFinite { core.append(place) }
    }
}
