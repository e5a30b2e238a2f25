import TrialNumerics

/// The highest point of a likelihood in τ² ≥ 0, all of its hills considered.
///
/// The score is scanned on a grid that is even in the rank of the variances' scale; each fall through zero is refined
/// to the last bits; the boundary τ² = 0 competes. So the answer does not depend on a starting value.
struct LikelihoodSearch {
    /// The derivative of the log-likelihood, or any function of τ² with its sign.
    let score: (inout ModelKernel, Double) -> Double
    /// The log-likelihood at τ², needed only where there is more than one hill.
    let value: (inout LogLikelihood, Double) -> Double

    func maximum(_ model: LinearModel, name: String) -> (tau2: Double, convergence: Convergence) {
        var kernel = ModelKernel(model)
        var evaluations = 0
        func slope(_ tau2: Double) -> Double {
            evaluations += 1
            return score(&kernel, tau2)
        }
        var peaks: [Double] = []
        var failed = false
        let grid = Self.grid(model)
        var previous = slope(0)
        if previous <= 0 { peaks.append(0) }
        for (below, above) in zip(grid, grid.dropFirst()) {
            let next = slope(above)
            if previous > 0, next <= 0 {
                let root = RootFinder.root(from: below, to: above, of: slope)
                if let tau2 = root.found { peaks.append(tau2) } else { failed = true }
            }
            previous = next
        }
        failed = failed || previous > 0
        var best = peaks.first ?? 0
        if peaks.count > 1 {
            var likelihood = LogLikelihood(model)
            best = peaks.max { value(&likelihood, $0) < value(&likelihood, $1) } ?? best
        }
        let method = peaks.count > 1 ? "\(name), highest of \(peaks.count) maxima" : name
        return (best, Convergence(converged: !failed, iterations: evaluations, method: method))
    }

    /// Zero, then 40 points from a hundredth of the smallest variance to beyond any τ² that the spread allows.
    private static func grid(_ model: LinearModel) -> [Double] {
        let smallest = model.variances.min() ?? 1
        let spread = (model.estimates.max() ?? 0) - (model.estimates.min() ?? 0)
        let largest = max(spread * spread * Double(model.studies), model.variances.max() ?? 1) * 4
        return [0] + logarithmicGrid(from: smallest / 100, to: largest, points: 40)
    }
}
