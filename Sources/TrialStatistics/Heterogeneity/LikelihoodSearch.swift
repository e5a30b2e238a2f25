import Glibc
import TrialNumerics

/// The highest point of a likelihood in τ² ≥ 0, all of its hills considered.
///
/// The score, y′PPy less a trace, is scanned on a grid that is even in the rank of the variances' scale; each fall through
/// zero is refined to the last bits; the boundary τ² = 0 competes. So the answer does not depend on a starting value.
///
/// Both y′PPy and the trace fall in τ²: their derivatives are −2y′PPPy and −tr PP (or −tr WW), and P is positive
/// semidefinite. So between a and b the score is at most y′PPy(a) − tr(b) and at least y′PPy(b) − tr(a). Where these have
/// one sign no point between needs a look (``ScoreScan``).
struct LikelihoodSearch {
    /// The trace from which y′PPy is taken: tr P for the restricted likelihood, tr W for the other.
    let trace: (ScoreSums) -> Double
    /// The log-likelihood, needed only where there is more than one hill.
    let value: (LogLikelihoods) -> Double

    func maximum(_ sums: inout some ModelSums, name: String) -> (tau2: Double, convergence: Convergence) {
        var evaluations = 0
        func evaluate(_ tau2: Double) -> ScoreScan.Point {
            evaluations += 1
            let here = sums.scores(tau2)
            return ScoreScan.Point(tau2: tau2, rise: here.squaredResidual, fall: trace(here))
        }
        func slope(_ tau2: Double) -> Double { evaluate(tau2).slope }
        var peaks: [Double] = []
        var failed = false
        let points = ScoreScan(sums.searchGrid, evaluate).withTurns(slope)
        if points[0].slope <= 0 { peaks.append(0) }
        for (below, above) in zip(points, points.dropFirst()) where below.slope > 0 && above.slope <= 0 {
            let root = RootFinder.root(
                from: (below.tau2, below.slope), to: (above.tau2, above.slope), of: slope)
            if let tau2 = root.found { peaks.append(tau2) } else { failed = true }
        }
        failed = failed || (points.last?.slope ?? 1) > 0 || points.contains { $0.slope.isNaN }
        var best = peaks.first ?? 0
        if peaks.count > 1 {
            best = peaks.max { value(sums.logLikelihoods($0)) < value(sums.logLikelihoods($1)) } ?? best
        }
        let method = peaks.count > 1 ? "\(name), highest of \(peaks.count) maxima" : name
        return (best, Convergence(converged: !failed, iterations: evaluations, method: method))
    }
}
