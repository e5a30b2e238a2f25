import TrialNumerics

/// A model solved by the choices in force, without the parts of a full fit that a refit does not report.
struct SolvedModel {
    let estimate: HeterogeneityEstimate
    let solution: ModelSolution
    let inference: CoefficientInference

    /// By how much the interval method scales the model-based covariance: Hartung and Knapp's q, 1 for others.
    var covarianceScale: Double { inference.scale(of: solution.covariance) }

    /// The distribution that judges linear combinations of coefficients.
    var reference: StudentTDistribution {
        StudentTDistribution(degreesOfFreedom: inference.degreesOfFreedom.min() ?? .infinity)
    }

    /// x′Cx with the covariance C that the interval method believes.
    func fittedVariance(_ row: Int) -> Double {
        inference.covariance.quadraticForm(solution.model.design.values.row(row))
    }
}

extension CoefficientInference {
    /// By how much `plain`, the model-based covariance, is scaled.
    func scale(of plain: Matrix) -> Double { plain[0, 0] > 0 ? covariance[0, 0] / plain[0, 0] : 1 }
}

extension PoolingModel {
    /// Estimates τ², solves the model and judges its coefficients.
    func solve(_ model: LinearModel) -> SolvedModel {
        let estimate: HeterogeneityEstimate
        if let heterogeneity {
            estimate =
                givenTau2.map { HeterogeneityEstimate(tau2: $0, standardError: nil) } ?? heterogeneity.estimate(model)
        } else {
            estimate = HeterogeneityEstimate(tau2: 0, standardError: nil)
        }
        let solution = interval.solution(of: model, tau2: estimate.tau2, isRandom: heterogeneity != nil)
        return SolvedModel(
            estimate: estimate, solution: solution, inference: interval.inference(for: solution, level: level))
    }

    /// The same choices with the level checked, for follow-ups that do not pass through `fit`.
    func checkedLevel() throws(StatisticsError) {
        guard level > 0, level < 1 else {
            throw StatisticsError(.impossibleData, "the confidence level must lie between 0 and 1", field: "level")
        }
    }
}

extension LinearModel {
    /// The model without one study.
    func omitting(_ row: Int) throws(StatisticsError) -> LinearModel {
        try subset((0..<studies).filter { $0 != row })
    }
}

extension LinearModel {
    /// The most studies for which every study is left out once; with moderators the work grows with the square of their
    /// number.
    static let mostRefits = 10_000

    func checkedRefits() throws(StatisticsError) {
        guard studies <= Self.mostRefits else {
            throw StatisticsError(
                .unsupported,
                "\(studies) studies would need as many refits of all of them; choose at most \(Self.mostRefits)")
        }
    }
}

extension Double {
    /// The number; nil where it is infinite or NaN.
    var ifFinite: Double? { isFinite ? self : nil }
}
