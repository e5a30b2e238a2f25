import Glibc

/// The log ratio of two incidence rates.
///
/// log((x₁/t₁)/(x₂/t₂)) with variance 1/x₁ + 1/x₂ (Rothman, Greenland and Lash 2008, chapter 14). Log scale.
///
/// *Edge cases*: a study with a zero count gets ½ in both unless the rule says otherwise; without an addition it has no
/// estimate (`not-defined`). The variance is Poisson's: counts that cluster within patients, as lesions do, vary more.
public struct IncidenceRateRatio: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = CountComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "IRR", "incidence rate ratio", scale: .log, natural: .ratio(of: "the rate")
    ).with {
        $0.publishedForms = [.rateRatio]
        $0.sharedControl = .logRate
        $0.countDispersion = .logarithmOfRate
        $0.mantelHaenszel = MantelHaenszelRateRatio()
    }
    /// What to do about zero counts.
    public var zeroCells = ZeroCellRule.onlyZero

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's log rate ratio.
    public func effect(of study: CountComparison) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: log(study.count1 / study.time1) - log(study.count2 / study.time2),
            variance: 1 / study.count1 + 1 / study.count2)
    }
}

/// The difference of two incidence rates.
///
/// x₁/t₁ − x₂/t₂ with variance x₁/t₁² + x₂/t₂², per unit of the exposure. Rothman, Greenland and Lash 2008, chapter 14.
///
/// *Edge cases*: a study with a zero count gets ½ in both unless the rule says otherwise; without an addition two zero
/// counts have variance 0, which no model takes.
public struct IncidenceRateDifference: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = CountComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "IRD", "incidence rate difference", scale: .identity, natural: .difference(of: "the rate")
    ).with {
        $0.sharedControl = .rate
        $0.mantelHaenszel = MantelHaenszelRateDifference()
    }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's rate difference.
    public func effect(of study: CountComparison) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: study.count1 / study.time1 - study.count2 / study.time2,
            variance: study.count1 / (study.time1 * study.time1) + study.count2 / (study.time2 * study.time2))
    }
}

/// The difference of two square-rooted incidence rates.
///
/// √(x₁/t₁) − √(x₂/t₂) with variance 1/(4t₁) + 1/(4t₂), which does not depend on the counts. It exists without events,
/// so nothing is added unless a rule names an amount. Natural scale = scale of analysis: there is no way back to a
/// ratio or difference of rates. Bartlett 1936, *Supplement to the Journal of the Royal Statistical Society* 3, 68–78.
public struct SquareRootRateDifference: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = CountComparison
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "IRSD", "square-root-transformed incidence rate difference", scale: .identity,
        natural: .difference("difference of square-rooted incidence rates", of: "the rate")
    ).with {
        $0.sharedControl = .rootRate
    }
    /// 0.
    public static let usualAddition = 0.0
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// The comparison after the zero-cell rule; the variance of one left out is known all the same.
    public func prepared(_ study: CountComparison, anyZero: Bool) throws(EffectExclusion) -> CountComparison {
        do throws(EffectExclusion) {
            return try zeroCells.applied(to: study, usual: Self.usualAddition, anyZero: anyZero)
        } catch {
            throw EffectExclusion(code: error.code, reason: error.reason, variance: variance(study))
        }
    }

    private func variance(_ study: CountComparison) -> Double { 1 / (4 * study.time1) + 1 / (4 * study.time2) }

    /// One study's difference.
    public func effect(of study: CountComparison) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: (study.count1 / study.time1).squareRoot() - (study.count2 / study.time2).squareRoot(),
            variance: variance(study))
    }
}
