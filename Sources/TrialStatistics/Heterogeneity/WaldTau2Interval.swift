import Glibc
import TrialNumerics

/// The interval for τ² from its asymptotic standard error, on one of three scales.
///
/// Poor with few studies, because the distribution of τ̂² is skewed; here to compare with published analyses.
///
/// *Edge cases*: limits below 0 become 0; τ² = 0 has no interval on the logarithm or the square root; no standard error
/// gives no interval. *Reference*: compared with better ones in Viechtbauer 2007, doi:10.1002/sim.2514.
public struct WaldTau2Interval: HeterogeneityInterval {
    /// The scale on which the estimate is taken as normal.
    public enum Scale: String, Sendable, Codable, CaseIterable {
        /// τ² itself.
        case identity = "wald"
        /// log τ².
        case logarithm = "wald-log"
        /// τ.
        case squareRoot = "wald-sqrt"
    }

    /// The estimator whose standard error is used.
    public let estimator: any HeterogeneityEstimator
    /// The scale on which the estimate is taken as normal.
    public let scale: Scale

    /// Creates the method.
    public init(_ estimator: any HeterogeneityEstimator, scale: Scale = .identity) {
        self.estimator = estimator
        self.scale = scale
    }

    /// `wald`, `wald-log` or `wald-sqrt`.
    public var code: String { scale.rawValue }
    /// The name in full.
    public var name: String {
        switch scale {
        case .identity: "Wald"
        case .logarithm: "Wald on the logarithm"
        case .squareRoot: "Wald on the square root"
        }
    }

    /// Lower and upper limit of τ².
    public func interval(_ model: LinearModel, level: Double) -> ConfidenceLimits? {
        let estimate = estimator.estimate(model)
        guard let error = estimate.standardError else { return nil }
        let half = NormalDistribution.standard.upperQuantile((1 - level) / 2) * error
        let tau2 = estimate.tau2
        switch scale {
        case .identity: return ConfidenceLimits(lower: max(0, tau2 - half), upper: tau2 + half)
        case .logarithm:
            guard tau2 > 0 else { return nil }
            return ConfidenceLimits(lower: tau2 * exp(-half / tau2), upper: tau2 * exp(half / tau2))
        case .squareRoot:
            let tau = tau2.squareRoot()
            let lower = max(0, tau - half / (2 * tau))
            let upper = tau + half / (2 * tau)
            return tau > 0 ? ConfidenceLimits(lower: lower * lower, upper: upper * upper) : nil
        }
    }
}
