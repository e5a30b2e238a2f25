import TrialNumerics

/// The empirical Bayes estimator of τ², also known as EB.
///
/// Morris's equations have the same solution as Q(τ²) = k − p, so the estimate is that of Paule and Mandel.
///
/// *Edge cases*: k = p gives 0. *References*: Morris 1983, doi:10.1080/01621459.1983.10477920; Viechtbauer, López-López,
/// Sánchez-Meca and Marín-Martínez 2015, doi:10.1037/met0000023.
public struct EmpiricalBayes: SumsEstimator {
    /// `EB`.
    public let code = "EB"
    /// `empirical Bayes`.
    public let name = "empirical Bayes"

    /// Creates the estimator.
    public init() {}

    /// τ² as the root of the generalised Q.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate { searched(model) }

    func search(_ sums: inout some ModelSums) -> (tau2: Double, convergence: Convergence) {
        let root = GeneralisedQ.root(&sums, equalTo: Double(sums.residualDegreesOfFreedom))
        return (root.value, .ofGeneralisedQ(root))
    }

    /// √(2k² / (k − p)) / Σ 1 / (v + τ²).
    func standardError(of tau2: Double, _ kernel: inout ModelKernel) -> Double? {
        GeneralisedQ.standardError(of: tau2, &kernel)
    }
}
