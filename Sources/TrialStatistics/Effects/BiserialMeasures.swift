import Glibc
import TrialNumerics

/// The point-biserial correlation of a measurement with the group.
///
/// r = d/√(d² + m/n₁ + m/n₂), m = n₁ + n₂ − 2. Variance by the delta method for groups of fixed size (`ST`), or Tate's
/// for one sample that fell into two groups (`CS`; Tate 1954, doi:10.1214/aoms/1177728730). Jacobs and Viechtbauer
/// 2017, doi:10.1002/jrsm.1218.
public struct PointBiserialCorrelation: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = StandardizedComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "RPB", "point-biserial correlation", scale: .identity, natural: .correlation(of: "the mean"),
        varianceTypes: [.stratified, .crossSectional]
    ).with {
        $0.boundedForms = ["ZPB"]
    }
    private let varianceType: VarianceType

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
    }

    /// One study's correlation.
    public func effect(of study: StandardizedComparison) throws(EffectExclusion) -> EffectEstimate {
        let point = PointBiserial(study)
        let variance = varianceType == .crossSectional ? point.crossSectionalVariance : point.stratifiedVariance
        return EffectEstimate(estimate: point.correlation, variance: variance)
    }
}

/// Fisher's z of the point-biserial correlation.
///
/// atanh r with the variance of `RPB` divided by (1 − r²)². Fisher's z scale. Jacobs and Viechtbauer 2017,
/// doi:10.1002/jrsm.1218.
public struct PointBiserialFisherZ: CataloguedMeasure, IndependentMeasure {
    /// What one study reports.
    public typealias Summary = StandardizedComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "ZPB", "Fisher's z of the point-biserial correlation", scale: .fisherZ,
        natural: .correlation("point-biserial correlation", of: "the mean"),
        varianceTypes: [.stratified, .crossSectional])
    private let varianceType: VarianceType

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
    }

    /// One study's transformed correlation.
    public func effect(of study: StandardizedComparison) throws(EffectExclusion) -> EffectEstimate {
        let point = PointBiserial(study)
        let variance = varianceType == .crossSectional ? point.crossSectionalVariance : point.stratifiedVariance
        return EffectEstimate(estimate: point.correlation, variance: variance).fisherTransformed
    }
}

/// The biserial correlation of a measurement with a normal variable that was cut in two.
///
/// r_b = r_pb √(pq)/φ(z), p = n₁/N and z its upper quantile, with Soper's variance. Soper 1914,
/// doi:10.1093/biomet/10.2-3.384; Jacobs and Viechtbauer 2017, doi:10.1002/jrsm.1218. It may leave −1…1; its variance is
/// then that at ±1, because Soper's formula holds for correlations only.
public struct BiserialCorrelation: PlainMeasure {
    /// What one study reports.
    public typealias Summary = StandardizedComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "RBIS", "biserial correlation", scale: .identity, natural: .correlation(of: "the mean")
    ).with {
        $0.boundedForms = ["ZBIS"]
    }

    /// Creates the measure.
    public init() {}

    /// One study's correlation.
    public func effect(of study: StandardizedComparison) throws(EffectExclusion) -> EffectEstimate {
        PointBiserial(study).biserial
    }
}

/// Fisher's z of the biserial correlation.
///
/// atanh r with the variance of `RBIS` divided by (1 − r²)². A correlation beyond ±1: not defined. Fisher's z scale.
/// Jacobs and Viechtbauer 2017, doi:10.1002/jrsm.1218.
public struct BiserialFisherZ: PlainMeasure {
    /// What one study reports.
    public typealias Summary = StandardizedComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "ZBIS", "Fisher's z of the biserial correlation", scale: .fisherZ,
        natural: .correlation("biserial correlation", of: "the mean"))

    /// Creates the measure.
    public init() {}

    /// One study's transformed correlation.
    public func effect(of study: StandardizedComparison) throws(EffectExclusion) -> EffectEstimate {
        PointBiserial(study).biserial.fisherTransformed
    }
}

/// The point-biserial correlation and its variances.
private struct PointBiserial {
    let study: StandardizedComparison
    let total: Double
    let share: Double
    /// m/n₁ + m/n₂.
    let offset: Double
    let correlation: Double

    init(_ study: StandardizedComparison) {
        self.study = study
        total = study.total1 + study.total2
        share = study.total1 / total
        offset = study.degreesOfFreedom * (1 / study.total1 + 1 / study.total2)
        correlation = study.difference / (study.difference * study.difference + offset).squareRoot()
    }

    var stratifiedVariance: Double {
        let sum = study.difference * study.difference + offset
        return offset * offset / (sum * sum * sum) * study.largeSampleVariance
    }

    var crossSectionalVariance: Double {
        let square = correlation * correlation
        return (1 - square) * (1 - square) * (1 - 1.5 * square + square / (4 * share * (1 - share))) / total
    }

    var biserial: EffectEstimate {
        let (p, q) = (share, 1 - share)
        let z = NormalDistribution.standard.upperQuantile(p)
        let density = NormalDistribution.standard.density(z)
        let r = correlation * (p * q).squareRoot() / density
        // The estimator can leave −1…1, where the variance of a correlation has no meaning.
        let square = min(1, r * r)
        let slope = 1.5 + (1 - p * z / density) * (1 + q * z / density)
        let variance = (p * q / (density * density) - slope * square + square * square) / (total - 1)
        return EffectEstimate(estimate: r, variance: variance)
    }
}

extension EffectEstimate {
    /// A correlation on Fisher's z scale, its variance by the delta method.
    var fisherTransformed: EffectEstimate {
        let slope = 1 / (1 - estimate * estimate)
        return EffectEstimate(estimate: atanh(estimate), variance: slope * slope * variance)
    }
}
