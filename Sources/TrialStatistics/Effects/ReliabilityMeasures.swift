import Glibc

/// Cronbach's α, as it is.
///
/// α with variance 2m(1 − α)²/((m − 1)(n − 2)) for m items. Feldt, Woodruff and Salih 1987,
/// doi:10.1177/014662168701100107; Bonett 2010, doi:10.1037/a0020142.
public struct RawReliability: PlainMeasure {
    /// What one study reports.
    public typealias Summary = ReliabilitySummary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "ARAW", "Cronbach's alpha", scale: .identity, natural: .reliability
    ).with {
        $0.boundedForms = ["ABT"]
    }

    /// Creates the measure.
    public init() {}

    /// One study's α.
    public func effect(of study: ReliabilitySummary) throws(EffectExclusion) -> EffectEstimate {
        let rest = 1 - study.alpha
        return EffectEstimate(estimate: study.alpha, variance: study.logVariance * rest * rest)
    }
}

/// Cronbach's α by the cube-root transform of Hakstian and Whalen.
///
/// 1 − (1 − α)^⅓ with variance 18m(n − 1)(1 − α)^⅔/((m − 1)(9n − 11)²); natural = 1 − (1 − x)³. Hakstian and Whalen
/// 1976, doi:10.1007/BF02291840.
public struct HakstianWhalenReliability: PlainMeasure {
    /// What one study reports.
    public typealias Summary = ReliabilitySummary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "AHW", "Cronbach's alpha, cube-root-transformed", scale: .hakstianWhalen, natural: .reliability
    ).with {
        $0.boundedForms = ["ABT"]
    }

    /// Creates the measure.
    public init() {}

    /// One study's transformed α.
    public func effect(of study: ReliabilitySummary) throws(EffectExclusion) -> EffectEstimate {
        let root = cbrt(1 - study.alpha)
        let (m, n) = (study.items, study.total)
        let variance = 18 * m * (n - 1) * root * root / ((m - 1) * (9 * n - 11) * (9 * n - 11))
        return EffectEstimate(estimate: 1 - root, variance: variance)
    }
}

/// Cronbach's α by the logarithmic transform of Bonett.
///
/// −log(1 − α) with variance 2m/((m − 1)(n − 2)); natural = 1 − exp(−x). Bonett 2002, doi:10.3102/10769986027004335.
public struct BonettReliability: PlainMeasure {
    /// What one study reports.
    public typealias Summary = ReliabilitySummary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "ABT", "Cronbach's alpha, log-transformed", scale: .bonett, natural: .reliability)

    /// Creates the measure.
    public init() {}

    /// One study's transformed α.
    public func effect(of study: ReliabilitySummary) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(estimate: -log1p(-study.alpha), variance: study.logVariance)
    }
}

/// Cronbach's α of a test.
public struct ReliabilitySummary: Sendable, Codable, Equatable {
    /// α, at most 1.
    public var alpha: Double
    /// Items of the test.
    public var items: Double
    /// Participants.
    public var total: Double

    /// Creates a summary.
    public init(alpha: Double, items: Double, total: Double) {
        self.alpha = alpha
        self.items = items
        self.total = total
    }

    /// The variance of log(1 − α).
    var logVariance: Double { 2 * items / ((items - 1) * (total - 2)) }
}

extension ReliabilitySummary: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["alpha", "items", "total"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        let alpha = try row.value("alpha")
        guard alpha <= 1 else { throw .impossible("alpha", "is above 1") }
        self.init(alpha: alpha, items: try row.total("items"), total: try row.total("total", atLeast: 3))
    }
}
