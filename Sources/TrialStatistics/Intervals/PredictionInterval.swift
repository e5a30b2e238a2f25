import TrialNumerics

/// μ ± quantile × √(τ² + SE²), SE by default that of the interval method in force, so that its guard reaches here.
///
/// *Edge cases*: no degree of freedom left gives nil. *References*: Higgins, Thompson and Spiegelhalter 2009,
/// doi:10.1111/j.1467-985X.2008.00552.x; Veroniki et al. 2019, doi:10.1002/jrsm.1319 for the degrees of freedom.
public struct PredictionInterval: PredictionMethod {
    /// The distribution that gives the quantile.
    public enum Reference: String, Sendable, Codable, CaseIterable {
        /// The normal distribution.
        case normal
        /// t on k − 1 degrees of freedom.
        case tStudiesMinusOne = "t-k-1"
        /// t on k − 2 degrees of freedom.
        case tStudiesMinusTwo = "t-k-2"

        /// Degrees of freedom where `remaining` are left beside the coefficients.
        func degreesOfFreedom(of remaining: Int) -> Double {
            switch self {
            case .normal: .infinity
            case .tStudiesMinusOne: Double(remaining)
            case .tStudiesMinusTwo: Double(remaining - 1)
            }
        }
    }

    /// Whose standard error of the pooled effect is used.
    public enum ErrorSource: String, Sendable, Codable, CaseIterable {
        /// That of the interval method in force.
        case intervalMethod = "interval-method"
        /// The model-based one, whatever the interval method.
        case model
        /// None: the pooled effect is taken as known.
        case none
    }

    /// The distribution that gives the quantile.
    public let reference: Reference
    /// Whose standard error of the pooled effect is used.
    public let errorSource: ErrorSource

    /// Creates the method.
    public init(_ reference: Reference, errorSource: ErrorSource = .intervalMethod) {
        self.reference = reference
        self.errorSource = errorSource
    }

    /// `normal`, `t-k-1` or `t-k-2`.
    public var code: String { reference.rawValue }
    /// The name in full.
    public var name: String {
        switch reference {
        case .normal: "normal prediction interval"
        case .tStudiesMinusOne: "prediction interval, t(k − 1)"
        case .tStudiesMinusTwo: "prediction interval, t(k − 2)"
        }
    }

    /// The limits around the pooled effect.
    public func interval(for solution: ModelSolution, inference: CoefficientInference, level: Double)
        -> ConfidenceLimits?
    {
        guard solution.model.design.isPooledEffectOnly else { return nil }
        return interval(at: [1], for: solution, inference: inference, level: level)
    }

    /// The limits for a study with the moderator values `row`, in the order of the design's columns.
    ///
    /// With p coefficients the degrees of freedom are k − p and k − p − 1; k counts independent studies.
    public func interval(
        at row: [Double], for solution: ModelSolution, inference: CoefficientInference, level: Double
    ) -> ConfidenceLimits? {
        let df = reference.degreesOfFreedom(of: solution.model.inferenceDegreesOfFreedom)
        guard df > 0 else { return nil }
        let variance =
            switch errorSource {
            case .intervalMethod: inference.covariance.quadraticForm(row)
            case .model: solution.covariance.quadraticForm(row)
            case .none: 0.0
            }
        let half =
            StudentTDistribution(degreesOfFreedom: df).upperQuantile((1 - level) / 2)
            * (solution.tau2 + variance).squareRoot()
        let centre = dot(row, solution.coefficients)
        return ConfidenceLimits(lower: centre - half, upper: centre + half)
    }
}
