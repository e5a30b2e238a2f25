import TrialNumerics

/// A model solved at one value of τ²: coefficients, their covariance, weights and residuals.
///
/// With given weights A the coefficients are (X′AX)⁻¹X′Ay and their covariance is the sandwich
/// (X′AX)⁻¹X′A(V + τ²I)AX(X′AX)⁻¹; otherwise A = W and the sandwich collapses to (X′WX)⁻¹.
public struct ModelSolution: Sendable {
    /// The model that was solved.
    public let model: LinearModel
    /// The between-study variance used.
    public let tau2: Double
    /// Whether the model has a between-study variance at all.
    public let isRandom: Bool
    /// β, one a column of the design.
    public let coefficients: [Double]
    /// The model-based covariance of β.
    public let covariance: Matrix
    /// The weights that formed β, not normalised.
    public let weights: [Double]
    /// y − Xβ.
    public let residuals: [Double]
    /// y′Py at the weights 1 / (v + τ²), where these formed β.
    private let residualSum: Double?

    /// Solves `model` at `tau2`.
    public init(_ model: LinearModel, tau2: Double, isRandom: Bool) {
        self.model = model
        self.tau2 = tau2
        self.isRandom = isRandom
        if let given = model.givenWeights {
            weights = given
            let form = WeightedQuadraticForm(model, weights: given)
            coefficients = model.basis.coefficients(form.coefficients)
            covariance = model.basis.covariance(form.covariance(model.variances.map { $0 + tau2 }))
            residualSum = nil
        } else {
            var kernel = ModelKernel(model)
            residualSum = kernel.scores(tau2).residual
            weights = kernel.weights
            coefficients = kernel.coefficients
            covariance = Matrix(rows: model.coefficients, columns: model.coefficients, elements: kernel.inverse)
        }
        residuals = model.residuals(coefficients)
    }

    /// y′Py / (k − p) at the weights 1 / (v + τ²): the scale factor of Hartung and Knapp; nil where k = p.
    ///
    /// With given weights too, P is that of the optimal weights, because only so its expectation is 1.
    public var residualScale: Double? {
        let df = model.residualDegreesOfFreedom
        guard df > 0 else { return nil }
        if let residualSum { return residualSum / Double(df) }
        var kernel = ModelKernel(model)
        return kernel.evaluate(tau2).residual / Double(df)
    }

    /// The weights as percentages.
    public var weightPercentages: [Double] {
        let total = weights.reduce(0, +)
        return weights.map { 100 * $0 / total }
    }

    /// τ² / (k·SE²): the share of the pooled effect's variance that comes from differences between studies, R_b.
    ///
    /// Nil with moderators. Crippa, Khudyakov, Wang, Orsini and Spiegelman 2016, doi:10.1002/sim.6980.
    public var betweenStudyShare: Double? {
        guard model.design.isPooledEffectOnly else { return nil }
        return tau2 / (Double(model.studies) * covariance[0, 0])
    }
}

extension LinearModel {
    /// y − Xβ.
    func residuals(_ coefficients: [Double]) -> [Double] {
        let (x, p) = (design.values.elements, coefficients.count)
        return estimates.indices.map { i in
            var fitted = 0.0
            for a in 0..<p { fitted += x[i * p + a] * coefficients[a] }
            return estimates[i] - fitted
        }
    }
}
