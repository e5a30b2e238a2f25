/// The moment estimator of τ² from Cochran's Q, also known as DL.
///
/// τ² = max(0, (Q − (k − p)) / tr P) with P at the weights 1/v.
///
/// *Edge cases*: k = p gives 0. *Reference*: DerSimonian and Laird 1986, doi:10.1016/0197-2456(86)90046-2; with
/// moderators Raudenbush 2009.
public struct DerSimonianLaird: SumsEstimator {
    /// `DL`.
    public let code = "DL"
    /// `DerSimonian–Laird`.
    public let name = "DerSimonian–Laird"

    /// Creates the estimator.
    public init() {}

    /// τ² by the formula.
    public func estimate(_ model: LinearModel) -> HeterogeneityEstimate { searched(model) }

    func search(_ sums: inout some ModelSums) -> (tau2: Double, convergence: Convergence) {
        let atZero = sums.scores(0)
        return (Self.tau2(atZero.residual, Double(sums.residualDegreesOfFreedom), atZero.traceP), .closedForm)
    }

    private static func tau2(_ q: Double, _ df: Double, _ traceP: Double) -> Double { max(0, (q - df) / traceP) }

    /// √Var Q / tr P.
    func standardError(of tau2: Double, _ kernel: inout ModelKernel) -> Double? {
        Self.standardError(of: tau2, Double(kernel.residualDegreesOfFreedom), kernel.evaluate(0))
    }

    private static func standardError(of tau2: Double, _ df: Double, _ sums: ModelKernel.Sums) -> Double {
        (2 * df + 4 * tau2 * sums.traceP + 2 * tau2 * tau2 * sums.tracePP).squareRoot() / sums.traceP
    }
}
