import Glibc
import TrialNumerics

/// The log-likelihoods of the normal–normal model as functions of τ², with β at its optimum or given.
///
/// ML: −½{k log 2π + Σ log(v + τ²) + y′Py}. Restricted: −½{(k − p) log 2π − log|X′X| + Σ log(v + τ²) + log|X′WX| +
/// y′Py}. Viechtbauer 2005, doi:10.3102/10769986030003261.
struct LogLikelihood {
    private var kernel: ModelKernel
    private let logCrossProduct: Double
    private let residuals: [Double]?

    /// Prepares the likelihoods; `residuals` are y − Xβ at a β that is not the optimum, as with given weights.
    init(_ model: LinearModel, residuals: [Double]? = nil) {
        self.residuals = residuals
        kernel = ModelKernel(model)
        logCrossProduct = model.basis.logVolume
    }

    /// Both log-likelihoods at `tau2`: maximum and restricted.
    mutating func values(_ tau2: Double) -> (maximum: Double, restricted: Double) {
        let sums = kernel.evaluate(tau2)
        let logTwoPi = log(2 * Double.pi)
        var residual = sums.residual
        if let residuals {
            residual = 0
            for (own, variance) in zip(residuals, kernel.variances) { residual += own * own / (variance + tau2) }
        }
        let common = kernel.logWeight - residual
        let k = Double(kernel.studies)
        let p = Double(kernel.coefficientCount)
        return (
            0.5 * (common - k * logTwoPi),
            0.5 * (common - (k - p) * logTwoPi + logCrossProduct - sums.logInformation)
        )
    }
}
