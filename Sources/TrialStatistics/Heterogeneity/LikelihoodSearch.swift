import Glibc
import TrialNumerics

/// The highest point of a likelihood in τ² ≥ 0, all of its hills considered.
///
/// Mostly a few evaluations find a maximum and prove that there is no other (``SingleHill``). Else the score, y′PPy less a trace,
/// is scanned on a grid that is even in the rank of the variances' scale; each fall through zero is refined to the last
/// bits; the boundary τ² = 0 competes. So the answer does not depend on a starting value.
///
/// Both y′PPy and the trace fall in τ²: their derivatives are −2y′PPPy and −tr PP (or −tr WW), and P is positive
/// semidefinite. So between a and b the score is at most y′PPy(a) − tr(b) and at least y′PPy(b) − tr(a). Where these have
/// one sign no point between needs a look (``ScoreScan``).
struct LikelihoodSearch {
    /// Whether y′PPy is taken from tr P, as by the restricted likelihood, or from tr W.
    let isRestricted: Bool

    func maximum(_ sums: inout some ModelSums, name: String) -> (tau2: Double, convergence: Convergence) {
        var evaluations = 0
        if let hill = SingleHill.find(&sums, isRestricted: isRestricted, evaluations: &evaluations) {
            return (hill, Convergence(converged: true, iterations: evaluations, method: name))
        }
        return scanned(&sums, name: name, evaluations: evaluations)
    }

    /// The highest of all maxima on the grid.
    func scanned(
        _ sums: inout some ModelSums, name: String, evaluations before: Int
    ) -> (tau2: Double, convergence: Convergence) {
        var evaluations = before
        func evaluate(_ tau2: Double) -> ScoreScan.Point {
            evaluations += 1
            let here = sums.scores(tau2)
            return ScoreScan.Point(
                tau2: tau2, rise: here.squaredResidual, fall: isRestricted ? here.traceP : here.weight)
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
            func height(_ tau2: Double) -> Double {
                let values = sums.logLikelihoods(tau2)
                return isRestricted ? values.restricted : values.maximum
            }
            best = peaks.max { height($0) < height($1) } ?? best
        }
        let method = peaks.count > 1 ? "\(name), highest of \(peaks.count) maxima" : name
        return (best, Convergence(converged: !failed, iterations: evaluations, method: method))
    }
}
