import Glibc
import TrialNumerics

/// The interval for H² from Q (the test-based interval), and for τ² and I² through it.
///
/// log H ± z·SE with SE = ½ (log Q − log (k − p)) / (√(2Q) − √(2(k − p) − 1)) where Q > k, else
/// √[(1 − 1/(3 (k − p − 1)²)) / (2 (k − p − 1))]. H² below 1 becomes 1.
///
/// *Edge cases*: fewer than 2 degrees of freedom with Q ≤ k have no interval. *Reference*: Higgins and Thompson 2002,
/// doi:10.1002/sim.1186.
public struct HigginsThompsonInterval: HeterogeneityInterval {
    /// `HT`.
    public let code = "HT"
    /// `test-based`.
    public let name = "test-based"

    /// Creates the method.
    public init() {}

    /// Lower and upper limit of τ² = (H² − 1) × typical sampling variance.
    public func interval(_ model: LinearModel, level: Double) -> ConfidenceLimits? {
        var kernel = ModelKernel(model)
        let sums = kernel.evaluate(0)
        let df = model.residualDegreesOfFreedom
        guard let limits = Self.hSquared(q: sums.residual, degreesOfFreedom: df, level: level) else { return nil }
        let typical = Double(df) / sums.traceP
        guard typical > 0 else { return nil }
        return limits.mapped { ($0 - 1) * typical }
    }

    /// Limits of H² from Q.
    public static func hSquared(q: Double, degreesOfFreedom: Int, level: Double) -> ConfidenceLimits? {
        let df = Double(degreesOfFreedom)
        guard df > 0, q.isFinite else { return nil }
        let h = max(1, (q / df).squareRoot())
        let error: Double
        if q > df + 1 {
            error = 0.5 * (log(q) - log(df)) / ((2 * q).squareRoot() - (2 * df - 1).squareRoot())
        } else {
            guard df > 1 else { return nil }
            error = ((1 - 1 / (3 * (df - 1) * (df - 1))) / (2 * (df - 1))).squareRoot()
        }
        let half = NormalDistribution.standard.upperQuantile((1 - level) / 2) * error
        return ConfidenceLimits(lower: max(1, h * h * exp(-2 * half)), upper: max(1, h * h * exp(2 * half)))
    }

    /// Limits of I² in percent from Q.
    public static func iSquared(q: Double, degreesOfFreedom: Int, level: Double) -> ConfidenceLimits? {
        hSquared(q: q, degreesOfFreedom: degreesOfFreedom, level: level)?.mapped { 100 * ($0 - 1) / $0 }
    }
}
