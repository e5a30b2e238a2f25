import TrialNumerics

/// What a model expects at given moderator values: the mean effect there and where a new study's effect may lie.
public struct ModelPrediction: Sendable, Codable, Equatable {
    /// The mean effect x′β, on the scale of analysis.
    public let estimate: Double
    /// Its standard error by the interval method in force.
    public let standardError: Double
    /// Limits of the mean effect.
    public let limits: ConfidenceLimits
    /// The prediction interval; nil for a common effect or where the method gives none.
    public let prediction: ConfidenceLimits?
}

extension ModelSolution {
    /// The predictions at the rows of `design`, whose columns are those of the fitted design.
    ///
    /// The t quantile uses the fewest degrees of freedom among the coefficients involved.
    public func predictions(
        at design: Matrix, inference: CoefficientInference, interval: PredictionInterval?, level: Double
    ) -> [ModelPrediction] {
        precondition(design.columns == coefficients.count, "a prediction needs one value a coefficient")
        return (0..<design.rows).map { i in
            let row = design.row(i)
            let estimate = dot(row, coefficients)
            let error = inference.covariance.quadraticForm(row).squareRoot()
            let df = row.indices.filter { row[$0] != 0 }.map { inference.degreesOfFreedom[$0] }.min() ?? .infinity
            let half = StudentTDistribution(degreesOfFreedom: df).upperQuantile((1 - level) / 2) * error
            return ModelPrediction(
                estimate: estimate, standardError: error,
                limits: ConfidenceLimits(lower: estimate - half, upper: estimate + half),
                prediction: isRandom
                    ? interval?.interval(at: row, for: self, inference: inference, level: level) : nil)
        }
    }
}
