import Glibc
import TrialNumerics

extension ModelKernel: ModelSums {
    var smallestVariance: Double { variances[variances.startIndex + top] }
    var searchGrid: SearchGrid {
        SearchGrid(estimates: estimates, variances: variances, isLevel: basis.containsConstant)
    }

    /// Evaluates what scores need at `tau2`: neither tr PP nor a logarithm.
    mutating func scores(_ tau2: Double) -> ScoreSums {
        if isScalar { return scalarScores(tau2) }
        let sums = evaluate(tau2, needsLogarithm: false)
        return ScoreSums(
            residual: sums.residual, squaredResidual: sums.squaredResidual, weight: sums.weight, traceP: sums.traceP)
    }

    mutating func steepScores(_ tau2: Double) -> SteepScores? {
        if isScalar { return scalarSteepScores(tau2) }
        var sums = evaluate(tau2, needsLogarithm: false)
        // What is left of a trace may be rounding where one row has nearly all the weight.
        if sums.tracePP < 1e-6 * sums.squaredWeight { sums.cubedResidual = .nan }
        return SteepScores(
            scores: ScoreSums(
                residual: sums.residual, squaredResidual: sums.squaredResidual, weight: sums.weight,
                traceP: sums.traceP),
            cubedResidual: sums.cubedResidual, squaredWeight: sums.squaredWeight, tracePP: sums.tracePP)
    }

    /// With e the unweighted residuals and M the projection on them: e′Ve / e′e, tr MV / (k − p) and tr V / k.
    var farVariances: FarVariances? {
        let (y, v) = (estimates, variances)
        var (squares, products, left, all) = (0.0, 0.0, 0.0, 0.0)
        let (y0, v0) = (y.startIndex, v.startIndex)
        if isScalar {
            var sum = 0.0
            for x in y { sum += x }
            let mean = sum / Double(studies)
            for i in 0..<studies {
                let e = y[y0 + i] - mean
                squares += e * e
                products += e * e * v[v0 + i]
                all += v[v0 + i]
            }
            left = all * Double(studies - 1) / Double(studies)
        } else {
            let (z, p) = (basis.columns.elements, coefficientCount)
            withUnsafeTemporaryAllocation(of: Double.self, capacity: p) { fitted in
                fitted.initialize(repeating: 0)
                for i in 0..<studies { for a in 0..<p { fitted[a] += z[i * p + a] * y[y0 + i] } }
                for i in 0..<studies {
                    var (e, leverage) = (y[y0 + i], 0.0)
                    for a in 0..<p {
                        e -= z[i * p + a] * fitted[a]
                        leverage += z[i * p + a] * z[i * p + a]
                    }
                    squares += e * e
                    products += e * e * v[v0 + i]
                    all += v[v0 + i]
                    left += v[v0 + i] * (1 - leverage)
                }
            }
        }
        return FarVariances(
            residual: products / squares, traceP: left / Double(residualDegreesOfFreedom),
            weight: all / Double(studies))
    }

    mutating func logLikelihoods(_ tau2: Double) -> LogLikelihoods {
        let sums = evaluate(tau2)
        let common = logWeight - sums.residual
        return (0.5 * common, 0.5 * (common - sums.logInformation))
    }
}
