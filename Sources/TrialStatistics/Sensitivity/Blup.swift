import TrialNumerics

/// The best guess of each study's own true effect: its estimate drawn towards the model.
///
/// With λ = τ² / (τ² + v): λy + (1 − λ)x′β, variance λv + (1 − λ)² x′Cx, where C is the covariance of β by the interval
/// method in force. Scale of analysis.
///
/// *Edge cases*: at τ² = 0 every study is given the fitted value. *Reference*: Raudenbush and Bryk 1985,
/// doi:10.3102/10769986010002075; Robinson 1991, doi:10.1214/ss/1177011926.
public struct Blup: Sendable, Codable, Equatable {
    /// One study's prediction.
    public struct Prediction: Sendable, Codable, Equatable {
        /// The predicted value.
        public let estimate: Double
        /// Its standard error.
        public let standardError: Double
        /// The limits within which the study's true value is predicted.
        public let limits: ConfidenceLimits
    }

    /// The study-specific true effects: fitted value plus random effect.
    public let effects: [Prediction]
    /// The random effects alone: how far each study's true effect is from the fitted value.
    public let deviations: [Prediction]

    /// Predicts the effects of the studies of `model`.
    ///
    /// - Throws: `StatisticsError` where the level is outside 0…1.
    public init(_ model: LinearModel, by choices: PoolingModel) throws(StatisticsError) {
        try choices.checkedLevel()
        let solved = choices.solve(model)
        let tau2 = solved.estimate.tau2
        let quantile = solved.reference.upperQuantile((1 - choices.level) / 2)
        func prediction(_ estimate: Double, _ variance: Double) -> Prediction {
            let error = variance.squareRoot()
            return Prediction(
                estimate: estimate, standardError: error,
                limits: ConfidenceLimits(lower: estimate - quantile * error, upper: estimate + quantile * error))
        }
        var effects: [Prediction] = []
        var deviations: [Prediction] = []
        for i in 0..<model.studies {
            let variance = model.variances[i]
            let share = tau2 / (tau2 + variance)
            let residual = solved.solution.residuals[i]
            let fittedVariance = solved.fittedVariance(i)
            effects.append(
                prediction(
                    model.estimates[i] - (1 - share) * residual,
                    share * variance + (1 - share) * (1 - share) * fittedVariance))
            deviations.append(
                prediction(share * residual, share * variance + share * share * fittedVariance))
        }
        self.effects = effects
        self.deviations = deviations
    }
}
