import Glibc
import TrialNumerics

/// The sums over all studies but one of a model without moderators, from the sums over all of them: an evaluation costs
/// the same for any number of studies.
///
/// The sums of all studies are formed one by one at each point where scores are scanned, and as a ``MomentSeries`` between
/// two points the first time that a search asks there. The scan covers what a scan of the remaining studies would cover,
/// as densely, so the highest of all maxima is found as without this. Where a difference would lose digits,
/// ``isExact`` turns false and the remaining studies have to be taken one by one.
struct DeletionKernel: ModelSums {
    private let model: LinearModel
    private let top: Int
    private let places: [Double]
    private var points: [StudyMoments?]
    private var series: [MomentSeries?]
    private var interval = 0
    private var row: Int
    /// Whether all sums since ``omit(_:)`` have kept their digits.
    private(set) var isExact = false

    let searchGrid: SearchGrid
    let smallestVariance: Double
    var studies: Int { model.studies - 1 }
    var coefficientCount: Int { 1 }

    /// The sums of `model`; nil where they do not serve: moderators, given weights, fewer than four studies, a scan with
    /// points far apart, or estimates that differ by no more than rounding.
    init?(_ model: LinearModel) {
        guard model.studies > 3, model.givenWeights == nil, model.design.isInterceptOnly else { return nil }
        let top = model.variances.indices.min { model.variances[$0] < model.variances[$1] } ?? 0
        let grid = SearchGrid(model)
        guard grid.ratio <= MomentSeries.widestRatio else { return nil }
        let atZero = StudyMoments(model, tau2: 0, top: top)
        let size = zip(model.estimates, model.variances).reduce(0) { $0 + $1.0 * $1.0 / $1.1 }
        guard atZero.scores.residual > 1e-20 * size else { return nil }
        self.model = model
        self.top = top
        searchGrid = grid
        places = grid.points
        points = Array(repeating: nil, count: grid.count)
        points[0] = atZero
        smallestVariance = model.variances[top]
        series = Array(repeating: nil, count: grid.count)
        row = top
    }

    /// Leaves out the study at `row` in what follows; false where it is the one with the largest weight, which no sum of
    /// the others contains.
    mutating func omit(_ row: Int) -> Bool {
        self.row = row
        isExact = row != top
        return isExact
    }

    /// The moments without the study at `tau2`.
    mutating func moments(_ tau2: Double) -> StudyMoments {
        whole(tau2).without(variance: model.variances[row] + tau2, estimate: model.estimates[row])
    }

    mutating func scores(_ tau2: Double) -> ScoreSums {
        let all = whole(tau2)
        let rest = all.without(variance: model.variances[row] + tau2, estimate: model.estimates[row])
        let sums = rest.scores
        if !rest.isExact(sums, from: all) { isExact = false }
        return sums
    }

    mutating func logLikelihoods(_ tau2: Double) -> LogLikelihoods {
        let sums = scores(tau2)
        let common = -logVariance(tau2) - sums.residual
        return (0.5 * common, 0.5 * (common - log(sums.weight)))
    }

    /// The moments of all studies at `tau2`.
    mutating func whole(_ tau2: Double) -> StudyMoments {
        guard find(tau2) else { return StudyMoments(model, tau2: tau2, top: top) }
        if places[interval] == tau2 {
            if let known = points[interval] { return known }
            let new = StudyMoments(model, tau2: tau2, top: top)
            points[interval] = new
            return new
        }
        return around(interval).moments(tau2)
    }

    /// Σ log(v + τ²) of the studies that are left.
    private mutating func logVariance(_ tau2: Double) -> Double {
        let own = log(smallestVariance + tau2) - log(model.variances[row] + tau2)
        guard find(tau2), interval + 1 < places.count else {
            return model.variances.indices.reduce(own) { $1 == top ? $0 : $0 + log(model.variances[$1] + tau2) }
        }
        return own + around(interval).logVariance(tau2)
    }

    private mutating func around(_ interval: Int) -> MomentSeries {
        if let known = series[interval] { return known }
        let new = MomentSeries(model, from: places[interval], to: places[interval + 1], top: top)
        series[interval] = new
        return new
    }

    /// Moves `interval` to the last point of the scan that is not above `tau2`; false where the scan does not reach.
    private mutating func find(_ tau2: Double) -> Bool {
        guard tau2 >= 0, tau2 <= places[places.count - 1] else { return false }
        func holds(_ i: Int) -> Bool {
            places[i] <= tau2 && (i + 1 == places.count || tau2 < places[i + 1])
        }
        if holds(interval) { return true }
        if interval + 1 < places.count, holds(interval + 1) {
            interval += 1
            return true
        }
        var (low, high) = (0, places.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if places[middle] <= tau2 { low = middle } else { high = middle }
        }
        interval = low
        return true
    }
}
