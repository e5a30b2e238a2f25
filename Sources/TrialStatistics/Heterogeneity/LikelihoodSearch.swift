import Glibc
import TrialNumerics

/// The highest point of a likelihood in τ² ≥ 0, all of its hills considered.
///
/// The score is scanned on a grid that is even in the rank of the variances' scale; each fall through zero is refined
/// to the last bits; the boundary τ² = 0 competes. So the answer does not depend on a starting value.
struct LikelihoodSearch {
    /// The derivative of the log-likelihood, or any function of τ² with its sign.
    let score: (ScoreSums) -> Double
    /// The log-likelihood, needed only where there is more than one hill.
    let value: (LogLikelihoods) -> Double

    func maximum(_ sums: inout some ModelSums, name: String) -> (tau2: Double, convergence: Convergence) {
        var evaluations = 0
        func slope(_ tau2: Double) -> Double {
            evaluations += 1
            return score(sums.scores(tau2))
        }
        var peaks: [Double] = []
        var failed = false
        var points = sums.searchGrid.map { ($0, slope($0)) }
        Self.addTurns(&points, slope)
        if points[0].1 <= 0 { peaks.append(0) }
        for (below, above) in zip(points, points.dropFirst()) where below.1 > 0 && above.1 <= 0 {
            let root = RootFinder.root(from: below.0, to: above.0, of: slope)
            if let tau2 = root.found { peaks.append(tau2) } else { failed = true }
        }
        failed = failed || (points.last?.1 ?? 1) > 0 || points.contains { $0.1.isNaN }
        var best = peaks.first ?? 0
        if peaks.count > 1 {
            best = peaks.max { value(sums.logLikelihoods($0)) < value(sums.logLikelihoods($1)) } ?? best
        }
        let method = peaks.count > 1 ? "\(name), highest of \(peaks.count) maxima" : name
        return (best, Convergence(converged: !failed, iterations: evaluations, method: method))
    }

    /// Where the score comes near zero between two points and turns back, looks whether it crosses there.
    ///
    /// Such a pair of crossings, a hill and a valley close together, would otherwise fall through the grid.
    private static func addTurns(_ points: inout [(Double, Double)], _ slope: (Double) -> Double) {
        guard points.count > 3 else { return }
        var added: [(Double, Double)] = []
        for i in 2..<(points.count - 1) {
            // Times τ², so that the fall of the score with τ² does not hide a turn.
            let before = points[i - 1].0 * points[i - 1].1
            let here = points[i].0 * points[i].1
            let after = points[i + 1].0 * points[i + 1].1
            let turnsDown = here > 0 && here <= min(before, after)
            let turnsUp = here < 0 && here >= max(before, after)
            guard turnsDown || turnsUp else { continue }
            let sign = turnsDown ? 1.0 : -1.0
            let turn = Minimiser.minimum(from: log(points[i - 1].0), to: log(points[i + 1].0)) {
                sign * exp($0) * slope(exp($0))
            }
            if turn.value < 0 { added.append((exp(turn.argument), slope(exp(turn.argument)))) }
        }
        guard !added.isEmpty else { return }
        points = (points + added).sorted { $0.0 < $1.0 }
    }

    /// The most points of a grid: variances more than 45 orders apart are scanned less densely.
    private static let mostPoints = 300

    /// Zero, then points about a third apart in the logarithm from a hundredth of the smallest variance to beyond any τ²
    /// that the spread allows.
    static func grid(_ model: LinearModel) -> [Double] {
        let smallest = model.variances.min() ?? 1
        let highest = model.estimates.max() ?? 0
        let lowest = model.estimates.min() ?? 0
        // Without an intercept the residuals can be as large as the estimates themselves.
        let spread = model.basis.containsConstant ? highest - lowest : max(abs(highest), abs(lowest))
        let reach = max(spread * spread * Double(model.studies), model.variances.max() ?? 1) * 4
        let largest = min(reach, 1e305)
        let wanted = Int(saturating: ((log(largest) - log(smallest / 100)) / 0.35).rounded(.up))
        let points = min(max(24, wanted), Self.mostPoints)
        return [0] + logarithmicGrid(from: smallest / 100, to: largest, points: points)
    }
}
