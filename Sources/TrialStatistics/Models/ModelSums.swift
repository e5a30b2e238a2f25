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
    /// The sums at `tau2` with how they fall in τ²; nil where that is not formed.
    mutating func steepScores(_ tau2: Double) -> SteepScores?
    /// What a ``SingleHill`` must know of τ² without end; nil where there are no ``steepScores(_:)``.
    var farVariances: FarVariances? { get }
    /// The log-likelihoods at `tau2`, each but for a number that does not depend on τ².
    mutating func logLikelihoods(_ tau2: Double) -> LogLikelihoods
}

extension ModelSums {
    /// k − p.
    var residualDegreesOfFreedom: Int { studies - coefficientCount }

    mutating func steepScores(_ tau2: Double) -> SteepScores? { nil }
    var farVariances: FarVariances? { nil }
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

/// The sums of a score with what their fall with τ² is made of.
struct SteepScores {
    var scores: ScoreSums
    /// y′PPPy: half of what y′PPy falls by; NaN where it has lost its digits.
    var cubedResidual = 0.0
    /// tr WW: what tr W falls by.
    var squaredWeight = 0.0
    /// tr PP: what tr P falls by.
    var tracePP = 0.0
}

/// What y′PPy / y′PPPy − τ², tr P / tr PP − τ² and tr W / tr WW − τ² come to where τ² grows without end: mean variances.
struct FarVariances {
    let residual: Double
    let traceP: Double
    let weight: Double
}

/// The log-likelihood and the restricted one.
typealias LogLikelihoods = (maximum: Double, restricted: Double)

/// An estimator of τ² that asks for nothing but ``ModelSums``, so that it also serves studies of which one is left out
/// by its sums.
protocol SumsEstimator: HeterogeneityEstimator {
    /// τ² and how the search for it ended; there is at least one residual degree of freedom.
    func search(_ sums: inout some ModelSums) -> (tau2: Double, convergence: Convergence)
    /// τ² of the studies that a kernel has in hand; 0 where no degree of freedom is left.
    func tau2(of kernel: inout ModelKernel) -> Double
    /// The standard error of τ² for the studies that a kernel has in hand.
    func standardError(of tau2: Double, _ kernel: inout ModelKernel) -> Double?
}

extension SumsEstimator {
    /// τ² with its standard error; 0 where no degree of freedom is left.
    func searched(_ model: LinearModel) -> HeterogeneityEstimate {
        guard model.residualDegreesOfFreedom > 0 else { return .none }
        var kernel = ModelKernel(model)
        let (tau2, convergence) = search(&kernel)
        return HeterogeneityEstimate(
            tau2: tau2, standardError: standardError(of: tau2, &kernel), convergence: convergence)
    }

    func tau2(of kernel: inout ModelKernel) -> Double {
        kernel.residualDegreesOfFreedom > 0 ? search(&kernel).tau2 : 0
    }

    /// The asymptotic standard error of τ²; nil where no degree of freedom is left.
    public func standardError(of tau2: Double, in model: LinearModel) -> Double? {
        guard model.residualDegreesOfFreedom > 0 else { return nil }
        var kernel = ModelKernel(model)
        return standardError(of: tau2, &kernel)
    }
}
