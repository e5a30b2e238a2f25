import Glibc
import TrialNumerics

/// The log-likelihoods of the normal–normal model as functions of τ², with β at its optimum.
///
/// ML: −½{k log 2π + Σ log(v + τ²) + y′Py}. Restricted: −½{(k − p) log 2π − log|X′X| + Σ log(v + τ²) + log|X′WX| +
/// y′Py}. Viechtbauer 2005, doi:10.3102/10769986030003261.
struct LogLikelihood {
    private var kernel: ModelKernel
    private let logCrossProduct: Double

    init(_ model: LinearModel) {
        kernel = ModelKernel(model)
        let x = model.design.values
        let factor = Cholesky(x.transposed * x)
        logCrossProduct = factor?.logDeterminant ?? .nan
    }

    /// Both log-likelihoods at `tau2`: maximum and restricted.
    mutating func values(_ tau2: Double) -> (maximum: Double, restricted: Double) {
        let sums = kernel.evaluate(tau2)
        let logTwoPi = log(2 * Double.pi)
        let common = kernel.logWeight - sums.residual
        let k = Double(kernel.model.studies)
        let p = Double(kernel.model.coefficients)
        return (
            0.5 * (common - k * logTwoPi),
            0.5 * (common - (k - p) * logTwoPi + logCrossProduct - sums.logInformation)
        )
    }
}
