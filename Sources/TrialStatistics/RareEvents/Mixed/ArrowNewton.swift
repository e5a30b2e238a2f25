import Glibc
import TrialNumerics

/// Newton's method on a log-likelihood whose per-study parameters only meet the shared ones.
///
/// The step eliminates the per-study block (Schur complement), adds a ridge until the reduced information is positive
/// definite, and is halved until the log-likelihood rises.
struct ArrowNewton {
    /// Stop when the promised gain (half the Newton decrement) is below this.
    var tolerance = 1e-15
    var maximumIterations = 200
    /// After so many steps in a row that hardly moved the search has stopped.
    private static let mostStalled = 4
    /// A spread above this, on a log scale, is taken for a search without end.
    var largestSpread = 25.0

    struct Optimum {
        var point: MixedPoint
        var derivatives: ArrowDerivatives
        var iterations: Int
        var converged: Bool
        /// Whether a spread ran away.
        var diverged = false
        /// Whether the search was given up because its integrals took too many evaluations.
        var exhausted = false

        var largestGradient: Double {
            (derivatives.sharedGradient + derivatives.studyGradient).reduce(0) { max($0, abs($1)) }
        }
    }

    /// The shared parameters that stay where they are.
    var fixed: Set<Int> = []

    func maximum(of likelihood: inout MixedLikelihood, from start: MixedPoint) -> Optimum {
        var best = Optimum(
            point: start, derivatives: likelihood.derivatives(start), iterations: 0, converged: false)
        guard best.derivatives.value.isFinite else { return best }
        let spreads = [
            likelihood.layout.spreadIndex, likelihood.layout.tiltIndex, likelihood.layout.levelSpreadIndex,
        ].compactMap { $0 }
        var stalled = 0
        while best.iterations < maximumIterations, stalled < Self.mostStalled {
            guard likelihood.evaluations < likelihood.mostEvaluations else {
                best.exhausted = true
                return best
            }
            best.iterations += 1
            guard let (step, gain) = step(best.derivatives) else { return best }
            if gain < 1e-24 {
                best.converged = true
                return best
            }
            let share = advance(&best, step, &likelihood)
            guard share > 0 || gain < 1e-9 else { return best }
            // Creeping where rounding of the likelihood is all that moves it leads nowhere.
            stalled = share < 1e-3 ? stalled + 1 : 0
            if gain < tolerance {
                best.converged = true
                return best
            }
            if spreads.contains(where: { abs(best.point.shared[$0]) > largestSpread }) {
                best.diverged = true
                return best
            }
        }
        return best
    }

    /// Walks along the step, halved until the log-likelihood does not fall; gives by how much, 0 where no part of it will do.
    private func advance(_ best: inout Optimum, _ step: MixedPoint, _ likelihood: inout MixedLikelihood) -> Double {
        let largest = (step.shared + step.perStudy).reduce(0) { max($0, abs($1)) }
        let whole = min(1, 3 / max(largest, 1e-300))
        var length = whole
        for _ in 0..<40 {
            var point = best.point
            for j in point.shared.indices { point.shared[j] += length * step.shared[j] }
            for i in point.perStudy.indices { point.perStudy[i] += length * step.perStudy[i] }
            let derivatives = likelihood.derivatives(point)
            if derivatives.value.isFinite
                && derivatives.value >= best.derivatives.value - 1e-13 * abs(best.derivatives.value)
            {
                best.point = point
                best.derivatives = derivatives
                return length / whole
            }
            length *= 0.5
        }
        return 0
    }

    /// The Newton step with the gain it promises.
    private func step(_ d: ArrowDerivatives) -> (step: MixedPoint, gain: Double)? {
        let free = d.sharedGradient.indices.filter { !fixed.contains($0) }
        let own = d.studyGradient.indices
        let information = own.map { max(-d.studyHessian[$0], 1e-12) }
        var reduced = ArrowNewton.reducedInformation(d, free: free, studyInformation: information)
        var right = free.map { d.sharedGradient[$0] }
        for i in own {
            for (a, j) in free.enumerated() { right[a] += d.border[i, j] / information[i] * d.studyGradient[i] }
        }
        var move = Array(repeating: 0.0, count: free.count)
        if !free.isEmpty {
            var ridge = 0.0
            let size = reduced.diagonal.reduce(0) { max($0, abs($1)) }
            guard size.isFinite else { return nil }
            var factor = Cholesky(reduced)
            while factor == nil && ridge < 1e12 * (1 + size) {
                let more = max(ridge * 3, 1e-3 * size + 1e-6)
                for a in free.indices { reduced[a, a] += more }
                ridge += more
                factor = Cholesky(reduced)
            }
            guard let factor else { return nil }
            move = factor.solve(right)
        }
        var step = MixedPoint(
            shared: Array(repeating: 0, count: d.sharedGradient.count),
            perStudy: Array(repeating: 0, count: d.studyGradient.count))
        for (a, j) in free.enumerated() { step.shared[j] = move[a] }
        var gain = 0.5 * dot(move, right)
        for i in own {
            gain += 0.5 * d.studyGradient[i] * d.studyGradient[i] / information[i]
            var rate = d.studyGradient[i]
            for j in free { rate += d.border[i, j] * step.shared[j] }
            step.perStudy[i] = rate / information[i]
        }
        return (step, abs(gain))
    }

    /// Minus the Hessian of the shared parameters, with the per-study ones eliminated.
    static func reducedInformation(
        _ d: ArrowDerivatives, free: [Int], studyInformation: [Double]
    ) -> Matrix {
        var reduced = Matrix(rows: free.count, columns: free.count)
        for (a, j) in free.enumerated() {
            for (b, m) in free.enumerated() {
                var value = -d.sharedHessian[j, m]
                for i in studyInformation.indices { value -= d.border[i, j] * d.border[i, m] / studyInformation[i] }
                reduced[a, b] = value
            }
        }
        return reduced
    }

    /// The covariance matrix of the free shared parameters at an optimum; nil where the information is singular.
    func covariance(_ d: ArrowDerivatives) -> Matrix? {
        let free = d.sharedGradient.indices.filter { !fixed.contains($0) }
        let information = d.studyGradient.indices.map { max(-d.studyHessian[$0], 1e-12) }
        return Cholesky(ArrowNewton.reducedInformation(d, free: free, studyInformation: information))?.inverse
    }
}
