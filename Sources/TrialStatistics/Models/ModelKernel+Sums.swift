import Glibc

extension ModelKernel: ModelSums {
    var studies: Int { model.studies }
    var coefficientCount: Int { model.coefficients }
    var smallestVariance: Double { model.variances[top] }
    var searchGrid: SearchGrid { SearchGrid(model) }

    /// Evaluates what scores need at `tau2`: neither tr PP nor a logarithm.
    mutating func scores(_ tau2: Double) -> ScoreSums {
        if isScalar { return scalarScores(tau2) }
        let sums = evaluate(tau2)
        return ScoreSums(
            residual: sums.residual, squaredResidual: sums.squaredResidual, weight: sums.weight, traceP: sums.traceP)
    }

    mutating func logLikelihoods(_ tau2: Double) -> LogLikelihoods {
        let sums = evaluate(tau2)
        let common = logWeight - sums.residual
        return (0.5 * common, 0.5 * (common - sums.logInformation))
    }
}
