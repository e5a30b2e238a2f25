import Glibc
import TrialNumerics

/// Which sample size stands for all studies when a pooled double arcsine is turned back into a proportion.
public enum DoubleArcsineSize: String, Sendable, Codable, CaseIterable {
    /// The harmonic mean of the sizes (Miller 1978, doi:10.2307/2682942).
    case harmonicMean = "harmonic-mean"
    /// The geometric mean of the sizes.
    case geometricMean = "geometric-mean"
    /// The arithmetic mean of the sizes.
    case arithmeticMean = "arithmetic-mean"
    /// 1 / (4 v) with v the variance of the pooled value (Barendregt et al. 2013, doi:10.1136/jech-2013-203104).
    case inverseVariance = "inverse-variance"
    /// None: sin² of the value, the limit of a large sample.
    case asymptotic

    /// The size for the studies' sizes and the variance of the pooled value; nil for the asymptotic way.
    public func size(_ totals: [Double], variance: Double) -> Double? {
        let count = Double(totals.count)
        switch self {
        case .harmonicMean: return count / totals.reduce(0) { $0 + 1 / $1 }
        case .geometricMean: return exp(totals.reduce(0) { $0 + log($1) } / count)
        case .arithmeticMean: return totals.reduce(0, +) / count
        case .inverseVariance: return variance > 0 ? 0.25 / variance : nil
        case .asymptotic: return nil
        }
    }

    /// A value on the double-arcsine scale as a proportion.
    public func proportion(_ value: Double, totals: [Double], variance: Double) -> Double {
        guard let size = size(totals, variance: variance) else { return EffectScale.arcsine.natural(value) }
        return FreemanTukey.proportion(value, total: size)
    }
}

/// Pools proportions by Freeman and Tukey's double arcsine and turns the result back.
///
/// Kept because it is widely used; its way back depends on an arbitrary sample size and can mislead (Schwarzer et al.
/// 2019, doi:10.1002/jrsm.1348; Röver and Friede 2022, doi:10.1002/jrsm.1591).
public struct DoubleArcsinePooling: RareEventMethod {
    /// Which size stands for all.
    public let size: DoubleArcsineSize
    /// How the transformed values are pooled.
    public let model: PoolingModel

    /// Creates the method.
    public init(
        size: DoubleArcsineSize = .harmonicMean,
        model: PoolingModel = PoolingModel(
            heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval())
    ) {
        self.size = size
        self.model = model
    }

    /// `double-arcsine` with the size.
    public var code: String { "double-arcsine-\(size.rawValue)" }
    /// The name in full.
    public var name: String { "Freeman–Tukey double arcsine, \(size.rawValue.replacing("-", with: " "))" }

    /// The pooled proportion on the scale of proportions.
    public func answer(for studies: [BinaryGroup], level: Double) -> RareEventAnswer {
        let pooled = TransformedPooling(DoubleArcsineProportion(), model: model).answer(for: studies, level: level)
        guard let value = pooled.estimate else { return pooled }
        let totals = studies.map(\.total)
        let variance = (value.standardError ?? 0) * (value.standardError ?? 0)
        func back(_ x: Double) -> Double { size.proportion(x, totals: totals, variance: variance) }
        var result = RareEventEstimate(
            back(value.estimate), from: back(value.lower), to: back(value.upper), scale: .identity,
            usedDoubleZero: value.usedDoubleZero)
        result.tau2 = value.tau2
        return .estimate(result)
    }

    /// What a reader must know about this back-transformation of these studies.
    public func warnings(for studies: [BinaryGroup]) -> [MethodWarning] {
        let totals = studies.map(\.total)
        var warnings = [
            MethodWarning(
                code: "arbitrary-size",
                message: "the proportion depends on the size chosen for the way back (\(size.rawValue)); "
                    + "compare with the logit-normal model")
        ]
        if let most = totals.max(), let least = totals.min(), most > 5 * least {
            warnings.append(
                MethodWarning(
                    code: "unequal-sizes",
                    message: "the groups range from \(least.wholeText) to \(most.wholeText) participants: "
                        + "the way back can leave the range of the studies' own proportions"))
        }
        if studies.allSatisfy({ $0.events == 0 }) {
            warnings.append(
                MethodWarning(
                    code: "no-events",
                    message: "without events the double arcsine understates the upper limit; use the exact limits"))
        }
        return warnings
    }
}
