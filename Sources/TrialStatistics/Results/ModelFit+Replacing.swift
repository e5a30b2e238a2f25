extension ModelFit {
    /// The same fit with other weights.
    func replacing(weights: [Double]) -> ModelFit { replacing(heterogeneity: heterogeneity, weights: weights) }

    /// The same fit with another account of heterogeneity.
    func replacing(heterogeneity: Heterogeneity) -> ModelFit {
        replacing(heterogeneity: heterogeneity, weights: weights)
    }

    private func replacing(heterogeneity: Heterogeneity, weights: [Double]) -> ModelFit {
        ModelFit(
            studies: studies, level: level, interval: interval, coefficients: coefficients,
            heterogeneity: heterogeneity,
            moderatorTest: moderatorTest, prediction: prediction, maximumLikelihood: maximumLikelihood,
            restrictedLikelihood: restrictedLikelihood, weights: weights, convergence: convergence, warnings: warnings,
            clusters: clusters)
    }
}

extension Heterogeneity {
    /// The same account with I² and H² from Cochran's Q.
    func withSquaresFromQ(level: Double) -> Heterogeneity {
        let squares = fromQ(level: level)
        return Heterogeneity(
            estimator: estimator, tau2: tau2, tau2StandardError: tau2StandardError, tau2Limits: tau2Limits,
            iSquared: squares.iSquared, iSquaredLimits: squares.iSquaredLimits, hSquared: squares.hSquared,
            hSquaredLimits: squares.hSquaredLimits, q: q, qDegreesOfFreedom: qDegreesOfFreedom, qPValue: qPValue,
            typicalVariance: typicalVariance, rSquared: rSquared)
    }
}
