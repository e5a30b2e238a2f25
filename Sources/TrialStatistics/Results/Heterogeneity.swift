/// How much the studies' true effects differ.
public struct Heterogeneity: Sendable, Codable, Equatable {
    /// The code of the estimator of τ², such as `REML`; nil for a common-effect model.
    public let estimator: String?
    /// The between-study variance τ², on the squared scale of analysis.
    public let tau2: Double
    /// Its asymptotic standard error; nil where the estimator has none.
    public let tau2StandardError: Double?
    /// Limits of τ²; nil for a common effect, where none were asked for or the method has none.
    public let tau2Limits: ConfidenceLimits?
    /// I² in percent: 100 τ²/(τ² + s²), s² the typical sampling variance; max(0, 100 (Q − df)/Q) for a common effect.
    public let iSquared: Double
    /// Limits of I² in percent, from those of τ².
    public let iSquaredLimits: ConfidenceLimits?
    /// H²: 1 + τ²/s², or Q/df for a common effect; 1 without degrees of freedom.
    public let hSquared: Double
    /// Limits of H², from those of τ².
    public let hSquaredLimits: ConfidenceLimits?
    /// Cochran's Q: Σ (y − Xβ)²/v with β at the weights 1/v, also for random effects; 0 without degrees of freedom.
    public let q: Double
    /// Degrees of freedom of Q: k − p.
    public let qDegreesOfFreedom: Int
    /// P(χ² > Q) on k − p degrees of freedom; its power is low with few studies.
    public let qPValue: Double
    /// The typical sampling variance (k − p) / tr P of Higgins and Thompson 2002, doi:10.1002/sim.1186.
    public let typicalVariance: Double
    /// Percentage of τ² (of Q/df for a common effect) that the moderators explain, at least 0; nil without moderators.
    public let rSquared: Double?

    /// τ, the standard deviation of the true effects, on the scale of analysis.
    public var tau: Double { tau2.squareRoot() }
}

extension Heterogeneity {
    /// I² and H² from Cochran's Q in place of τ², with the test-based limits of Higgins and Thompson.
    public struct FromQ: Sendable, Codable, Equatable {
        /// 100 (Q − df) / Q, at least 0.
        public let iSquared: Double
        /// Q / df, at least 1.
        public let hSquared: Double
        /// Limits of I² in percent (test-based); nil with one degree of freedom and Q at most 2.
        public let iSquaredLimits: ConfidenceLimits?
        /// Limits of H² (test-based), at least 1.
        public let hSquaredLimits: ConfidenceLimits?
    }

    /// I² and H² from Cochran's Q, as RevMan and R's package meta report them whatever the estimator of τ².
    public func fromQ(level: Double = 0.95) -> FromQ {
        let df = Double(qDegreesOfFreedom)
        let ratio = df > 0 ? max(1, q / df) : 1
        let limits = HigginsThompsonInterval.hSquared(q: q, degreesOfFreedom: qDegreesOfFreedom, level: level)
        return FromQ(
            iSquared: 100 * (ratio - 1) / ratio, hSquared: ratio,
            iSquaredLimits: limits?.mapped { 100 * ($0 - 1) / $0 }, hSquaredLimits: limits)
    }
}
