import TrialNumerics

/// The τ² at which the generalised Q equals its expectation, also known as PM.
///
/// Solves y′Py(τ²) = k − p; the left side falls in τ², so the root is unique; where it is below k − p already at 0,
/// τ² = 0.
///
/// *Edge cases*: k = p gives 0. *References*: Paule and Mandel 1982, doi:10.6028/jres.087.022; DerSimonian and Kacker
/// 2007, doi:10.1016/j.cct.2006.04.004; standard error after Viechtbauer 2005.
public struct PauleMandel: SumsEstimator {
    /// `PM`.
    public let code = "PM"
    /// `Paule–Mandel`.
    public let name = "Paule–Mandel"

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
