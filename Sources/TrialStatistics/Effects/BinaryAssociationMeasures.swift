import Glibc

/// The phi coefficient, the correlation of two binary variables.
///
/// φ = (ad − bc)/√(row and column totals multiplied). `CS`: variance for one sample that fell into the four cells (Yule
/// 1912, doi:10.2307/2340126); `ST`: by the delta method for groups of fixed size. An empty margin: not defined.
/// Nothing is added to zero cells unless a rule names an amount.
public struct PhiCoefficient: CataloguedMeasure, IndependentMeasure, ZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "PHI", "phi coefficient", scale: .identity, natural: .correlation(of: "the risk"),
        varianceTypes: [.crossSectional, .stratified]
    ).with {
        $0.boundedForms = ["OR"]
    }
    /// 0.
    public static let usualAddition = 0.0
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule
    private let varianceType: VarianceType

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
        zeroCells = options.zeroCells ?? .onlyZero
    }

    /// One study's phi coefficient.
    public func effect(of study: BinaryComparison) throws(EffectExclusion) -> EffectEstimate {
        let table = BinaryMargins(study)
        return EffectEstimate(
            estimate: table.phi,
            variance: varianceType == .stratified ? table.stratifiedVariance : table.crossSectionalVariance)
    }
}

/// The quantities of a 2 × 2 table that the phi coefficient needs.
private struct BinaryMargins {
    let study: BinaryComparison
    let total: Double
    /// The share of the sample in group 1.
    let share: Double
    /// The share of the sample with the event.
    let risk: Double
    let phi: Double

    init(_ study: BinaryComparison) {
        self.study = study
        total = study.total1 + study.total2
        share = study.total1 / total
        risk = (study.events1 + study.events2) / total
        phi = (share * (1 - share)).squareRoot() * (study.risk1 - study.risk2) / (risk * (1 - risk)).squareRoot()
    }

    var crossSectionalVariance: Double {
        let (x, y) = (share * (1 - share), risk * (1 - risk))
        let (skewX, skewY) = (1 - 2 * share, 1 - 2 * risk)
        let square = phi * phi
        let mixed = phi * (1 + square / 2) * skewX * skewY / (x * y).squareRoot()
        return (1 - square + mixed - 0.75 * square * (skewX * skewX / x + skewY * skewY / y)) / total
    }

    var stratifiedVariance: Double {
        let spread = risk * (1 - risk)
        let scale = (share * (1 - share) / spread).squareRoot()
        let pull = (study.risk1 - study.risk2) * (1 - 2 * risk) / (2 * spread)
        let slope1 = scale * (1 - pull * share)
        let slope2 = -scale * (1 + pull * (1 - share))
        return slope1 * slope1 * study.risk1 * (1 - study.risk1) / study.total1
            + slope2 * slope2 * study.risk2 * (1 - study.risk2) / study.total2
    }
}

/// Yule's Q, the odds ratio brought to −1…1.
///
/// Q = (OR − 1)/(OR + 1) = tanh(½ log OR) with variance ¼(1 − Q²)² Σ 1/cell. Yule 1912, doi:10.2307/2340126.
public struct YuleQ: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "YUQ", "Yule's Q", scale: .identity, natural: .correlation(of: "the risk")
    ).with {
        $0.boundedForms = ["OR"]
    }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's Q.
    public func effect(of study: BinaryComparison) throws(EffectExclusion) -> EffectEstimate {
        colligation(study, shrinkage: 2)
    }
}

/// Yule's Y, the coefficient of colligation.
///
/// Y = (√OR − 1)/(√OR + 1) = tanh(¼ log OR) with variance (1 − Y²)²/16 Σ 1/cell. Yule 1912, doi:10.2307/2340126.
public struct YuleY: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = BinaryComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "YUY", "Yule's Y", scale: .identity, natural: .correlation(of: "the risk")
    ).with {
        $0.boundedForms = ["OR"]
    }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's Y.
    public func effect(of study: BinaryComparison) throws(EffectExclusion) -> EffectEstimate {
        colligation(study, shrinkage: 4)
    }
}

private func colligation(_ study: BinaryComparison, shrinkage: Double) -> EffectEstimate {
    let value = tanh(study.logOddsRatio / shrinkage)
    let slope = (1 - value * value) / shrinkage
    return EffectEstimate(estimate: value, variance: slope * slope * study.logOddsRatioVariance)
}
