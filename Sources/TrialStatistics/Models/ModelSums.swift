/// The sums over studies that searches for τ² ask for, whichever way they are formed: from the studies one by one
/// (``ModelKernel``), or from the sums of all studies less those of one (``DeletionKernel``).
protocol ModelSums {
    /// Number of studies, k.
    var studies: Int { get }
    /// Number of coefficients, p.
    var coefficientCount: Int { get }
    /// The smallest sampling variance.
    var smallestVariance: Double { get }
    /// Where a score is scanned.
    var searchGrid: SearchGrid { get }
    /// The sums at `tau2`.
    mutating func scores(_ tau2: Double) -> ScoreSums
    /// The log-likelihoods at `tau2`, each but for a number that does not depend on τ².
    mutating func logLikelihoods(_ tau2: Double) -> LogLikelihoods
}

extension ModelSums {
    /// k − p.
    var residualDegreesOfFreedom: Int { studies - coefficientCount }
}

/// What the score of a likelihood and the generalised Q need at one τ².
struct ScoreSums {
    /// y′Py, the weighted residual sum of squares.
    var residual = 0.0
    /// y′PPy.
    var squaredResidual = 0.0
    /// tr W.
    var weight = 0.0
    /// tr P.
    var traceP = 0.0
}

/// The log-likelihood and the restricted one.
typealias LogLikelihoods = (maximum: Double, restricted: Double)

/// An estimator of τ² that asks for nothing but ``ModelSums``, so that it also serves studies of which one is left out
/// by its sums.
protocol SumsEstimator: HeterogeneityEstimator {
    /// τ² and how the search for it ended; there is at least one residual degree of freedom.
    func search(_ sums: inout some ModelSums) -> (tau2: Double, convergence: Convergence)
}

extension SumsEstimator {
    /// τ² with its standard error; 0 where no degree of freedom is left.
    func searched(_ model: LinearModel) -> HeterogeneityEstimate {
        guard model.residualDegreesOfFreedom > 0 else { return .none }
        var kernel = ModelKernel(model)
        let (tau2, convergence) = search(&kernel)
        return HeterogeneityEstimate(
            tau2: tau2, standardError: standardError(of: tau2, in: model), convergence: convergence)
    }
}
