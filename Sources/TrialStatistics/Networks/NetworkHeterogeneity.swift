import Glibc
import TrialNumerics

/// Q of a network with I² and its limits.
///
/// I² = (Q − df)/Q; limits by the test-based method for H (Higgins and Thompson 2002, doi:10.1002/sim.1186).
public struct NetworkHeterogeneity: Sendable, Codable, Equatable {
    /// The statistic.
    public let q: Double
    /// Its degrees of freedom.
    public let degreesOfFreedom: Int
    /// The p-value; nil without degrees of freedom.
    public let pValue: Double?
    /// The share of variation that is not chance, 0 to 1; nil without degrees of freedom.
    public let iSquared: Double?
    /// Its limits; nil with one degree of freedom or none.
    public let iSquaredLimits: ConfidenceLimits?

    /// Judges a statistic against the χ² distribution.
    public init(q: Double, degreesOfFreedom: Int, level: Double = 0.95) {
        self.q = q
        self.degreesOfFreedom = degreesOfFreedom
        let df = Double(degreesOfFreedom)
        guard degreesOfFreedom > 0 else {
            (pValue, iSquared, iSquaredLimits) = (nil, nil, nil)
            return
        }
        pValue = ChiSquaredDistribution(degreesOfFreedom: df).upperTail(q)
        iSquared = q > df ? (q - df) / q : 0
        guard degreesOfFreedom > 1 else {
            iSquaredLimits = nil
            return
        }
        let logH = 0.5 * (log(max(q, df)) - log(df))
        let error =
            q > df + 1
            ? 0.5 * (log(q) - log(df)) / ((2 * q).squareRoot() - (2 * df - 1).squareRoot())
            : (1 / (2 * (df - 1)) * (1 - 1 / (3 * (df - 1) * (df - 1)))).squareRoot()
        let half = NormalDistribution.standard.upperQuantile((1 - level) / 2) * error
        func share(_ logH: Double) -> Double { max(0, 1 - exp(-2 * logH)) }
        iSquaredLimits = ConfidenceLimits(lower: share(logH - half), upper: share(logH + half))
    }
}
