/// The maximum of the restricted likelihood over τ² ≥ 0, also known as REML.
///
/// The score is ½ (y′PPy − tr P); the standard error √(2 / tr PP) comes from the expected information.
///
/// *Edge cases*: k = p gives 0; where the likelihood has several maxima the highest is taken and the convergence says
/// so. *Reference*: Harville 1977, doi:10.1080/01621459.1977.10480998; Viechtbauer 2005,
/// doi:10.3102/10769986030003261.
public struct RestrictedMaximumLikelihood: SumsEstimator {
    /// `REML`.
    public let code = "REML"
    /// `restricted maximum likelihood`.
    public let name = "restricted maximum likelihood"

    /// Creates the estimator.
    public init() {}

    /// τ² at the highest point of the restricted likelihood.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate { searched(model) }

    func search(_ sums: inout some ModelSums) -> (tau2: Double, convergence: Convergence) {
        LikelihoodSearch(isRestricted: true).maximum(&sums, name: "score search")
    }

    /// √(2 / tr PP).
    func standardError(of tau2: Double, _ kernel: inout ModelKernel) -> Double? {
        kernel.steepScores(tau2).map { (2 / $0.tracePP).squareRoot() }
    }
}
