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

    /// Solves `model` at `tau2`.
    public init(_ model: LinearModel, tau2: Double, isRandom: Bool) {
        self.model = model
        self.tau2 = tau2
        self.isRandom = isRandom
        let x = model.design.values
        if let given = model.givenWeights {
            weights = given
            let bread = Self.bread(x, weights: given)
            let a = Matrix(diagonal: given)
            coefficients = bread * (x.transposed * (a * model.estimates))
            let meat = (0..<model.studies).map { given[$0] * given[$0] * (model.variances[$0] + tau2) }
            covariance = bread * (x.transposed * Matrix(diagonal: meat) * x) * bread
        } else {
            var kernel = ModelKernel(model)
            _ = kernel.evaluate(tau2)
            weights = kernel.weights
            coefficients = kernel.coefficients
            covariance = Matrix(rows: model.coefficients, columns: model.coefficients, elements: kernel.inverse)
        }
        let fitted = x * coefficients
        residuals = zip(model.estimates, fitted).map { $0 - $1 }
    }

    private static func bread(_ x: Matrix, weights: [Double]) -> Matrix {
        var information = Matrix(rows: x.columns, columns: x.columns)
        for i in 0..<x.rows {
            for a in 0..<x.columns { for b in 0..<x.columns { information[a, b] += weights[i] * x[i, a] * x[i, b] } }
        }
        return Cholesky(information)?.inverse
            ?? Matrix(
                rows: x.columns, columns: x.columns, elements: Array(repeating: .nan, count: x.columns * x.columns))
    }

    /// Σ (y − Xβ)² / (v + τ²) divided by k − p: the scale factor of Hartung and Knapp; nil where k = p.
    public var residualScale: Double? {
        let df = model.residualDegreesOfFreedom
        guard df > 0 else { return nil }
        var sum = 0.0
        for i in residuals.indices { sum += residuals[i] * residuals[i] / (model.variances[i] + tau2) }
        return sum / Double(df)
    }

    /// The weights as percentages.
    public var weightPercentages: [Double] {
        let total = weights.reduce(0, +)
        return weights.map { 100 * $0 / total }
    }
}
