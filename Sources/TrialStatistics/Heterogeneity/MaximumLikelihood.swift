/// The maximum of the likelihood over τ² ≥ 0, also known as ML.
///
/// The score is ½ (y′PPy − tr W); the standard error √(2 / tr WW) comes from the expected information. Biased low,
/// because it does not allow for the estimation of β.
///
/// *Edge cases*: k = p gives 0; where the likelihood has several maxima the highest is taken and the convergence says
/// so. *References*: Hardy and Thompson 1996, doi:10.1002/(SICI)1097-0258(19960330)15:6<619::AID-SIM188>3.0.CO;2-A;
/// Viechtbauer 2005, doi:10.3102/10769986030003261.
public struct MaximumLikelihood: SumsEstimator {
    /// `ML`.
    public let code = "ML"
    /// `maximum likelihood`.
    public let name = "maximum likelihood"

    /// Creates the estimator.
    public init() {}

    /// τ² at the highest point of the likelihood.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate { searched(model) }

    func search(_ sums: inout some ModelSums) -> (tau2: Double, convergence: Convergence) {
        LikelihoodSearch(isRestricted: false).maximum(&sums, name: "score search")
    }

    /// √(2 / tr WW).
    func standardError(of tau2: Double, _ kernel: inout ModelKernel) -> Double? {
        kernel.steepScores(tau2).map { (2 / $0.squaredWeight).squareRoot() }
    }
}
