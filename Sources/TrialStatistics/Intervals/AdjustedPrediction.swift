import TrialNumerics

/// A prediction interval with the standard error of a method of its own, whatever the interval of the pooled effect.
///
/// μ ± t × √(τ² + SE²) with the method's SE and degrees of freedom; the variants of Partlett and Riley take one degree of
/// freedom less, because τ² is estimated too.
///
/// *Edge cases*: no degree of freedom left gives nil. *Reference*: Partlett and Riley 2017, doi:10.1002/sim.7140.
public struct AdjustedPrediction: PredictionMethod {
    /// Whose standard error and degrees of freedom are used.
    public enum Method: String, Sendable, Codable, CaseIterable {
        /// Hartung–Knapp on k − 1 degrees of freedom.
        case hartungKnapp = "hartung-knapp"
        /// Kenward–Roger on its own degrees of freedom.
        case kenwardRoger = "kenward-roger"
        /// Kenward–Roger on degrees of freedom from its adjusted covariance.
        case kenwardRogerAdjusted = "kenward-roger-adjusted"

        var interval: any IntervalMethod {
            switch self {
            case .hartungKnapp: HartungKnapp()
            case .kenwardRoger: KenwardRoger()
            case .kenwardRogerAdjusted: KenwardRoger.adjusted
            }
        }
    }

    /// Whose standard error and degrees of freedom are used.
    public let method: Method
    /// Whether one degree of freedom is taken off for τ².
    public let isPartlettRiley: Bool

    /// Creates the method.
    public init(_ method: Method, isPartlettRiley: Bool = false) {
        self.method = method
        self.isPartlettRiley = isPartlettRiley
    }

    /// `hartung-knapp`, `kenward-roger` or `kenward-roger-adjusted`, with `-pr` at the end for Partlett and Riley's.
    public var code: String { method.rawValue + (isPartlettRiley ? "-pr" : "") }
    /// The name in full.
    public var name: String {
        "\(method.interval.name) prediction interval" + (isPartlettRiley ? " (Partlett–Riley)" : "")
    }

    /// The limits around the pooled effect.
    public func interval(for solution: ModelSolution, inference: CoefficientInference, level: Double)
        -> ConfidenceLimits?
    {
        guard solution.model.design.isPooledEffectOnly, solution.model.inferenceDegreesOfFreedom > 0 else { return nil }
        let own = method.interval.inference(for: solution, level: level)
        let df = own.degreesOfFreedom[0] - (isPartlettRiley ? 1 : 0)
        guard df > 0 else { return nil }
        let half =
            StudentTDistribution(degreesOfFreedom: df).upperQuantile((1 - level) / 2)
            * (solution.tau2 + own.covariance[0, 0]).squareRoot()
        return ConfidenceLimits(lower: solution.coefficients[0] - half, upper: solution.coefficients[0] + half)
    }
}
