import Glibc
import TrialNumerics

/// Where the score of a likelihood is scanned: zero, then points about a third apart in the logarithm from a hundredth of
/// the smallest variance to beyond any τ² that the spread allows. Each is computed when it is asked for.
struct SearchGrid {
    /// The most points above zero: variances more than 45 orders apart are scanned less densely.
    private static let mostPoints = 300

    private let smallest: Double
    private let largest: Double
    private let step: Double
    /// Number of points, the zero among them.
    let count: Int

    init(_ model: LinearModel) {
        self.init(estimates: model.estimates, variances: model.variances, isLevel: model.basis.containsConstant)
    }

    /// The grid of some studies; `isLevel` says that a constant lies in the span of the moderators.
    init(estimates: some Collection<Double>, variances: some Collection<Double>, isLevel: Bool) {
        let highest = estimates.max() ?? 0
        let lowest = estimates.min() ?? 0
        // Without an intercept the residuals can be as large as the estimates themselves.
        let spread = isLevel ? highest - lowest : max(abs(highest), abs(lowest))
        let reach = max(spread * spread * Double(estimates.count), variances.max() ?? 1) * 4
        smallest = (variances.min() ?? 1) / 100
        largest = min(reach, 1e305)
        let span = log(largest) - log(smallest)
        let points = min(max(24, Int(saturating: (span / 0.35).rounded(.up))), Self.mostPoints)
        step = span / Double(points - 1)
        count = points + 1
    }

    /// How many times the point before it a point is.
    var ratio: Double { exp(step) }

    /// The point at a place, from 0.
    subscript(place: Int) -> Double {
        if place == 0 { return 0 }
        if place == count - 1 { return largest }
        let rise = exp(step * Double(place - 1))
        return rise.isFinite ? smallest * rise : exp(log(smallest) + step * Double(place - 1))
    }

    /// All points.
    var points: [Double] { (0..<count).map { self[$0] } }
}
