import TrialNumerics

/// Cochran's Q as a function of τ²: Q(τ²) = y′Py with weights 1/(v + τ²), falling in τ².
///
/// Viechtbauer 2007, doi:10.1002/sim.2514, equation 11.
enum GeneralisedQ {
    /// The τ² ≥ 0 with Q(τ²) = `target`; 0 where Q is below the target already at 0.
    static func root(_ model: LinearModel, equalTo target: Double) -> Root {
        var kernel = ModelKernel(model)
        let step = (model.variances.min() ?? 1) + (kernel.evaluate(0).residual) * 1e-6
        return RootFinder.rootOfFalling(from: 0, step: step) { kernel.evaluate($0).residual - target }
    }
}
