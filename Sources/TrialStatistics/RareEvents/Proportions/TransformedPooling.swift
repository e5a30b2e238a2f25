import TrialNumerics

/// Pools a measure of counts by inverse variance after its transformation, with random effects.
///
/// The classical way, kept for comparison: zero cells get the measure's correction, and sampling variances are taken
/// for known. Restricted maximum likelihood for τ² and normal limits unless another model is given.
///
/// *Edge cases*: studies without an estimate, or with variance 0, take no part; none left gives the reason
/// `no-estimates`.
public struct TransformedPooling<Measure: EffectMeasure>: RareEventMethod where Measure.Summary: RareEventSummary {
    /// The measure.
    public let measure: Measure
    /// How the estimates are pooled.
    public let model: PoolingModel

    /// Creates the method.
    public init(
        _ measure: Measure,
        model: PoolingModel = PoolingModel(
            heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval())
    ) {
        self.measure = measure
        self.model = model
    }

    /// `inverse-variance-` and the measure's code in lower case.
    public var code: String { "inverse-variance-\(measure.code.lowercased())" }
    /// The name in full.
    public var name: String { "inverse variance, \(measure.name)" }

    /// The pooled effect on the measure's scale, or that no study gives an estimate.
    public func answer(for studies: [Measure.Summary], level: Double) -> RareEventAnswer {
        let usable = zip(studies, measure.effects(of: studies)).compactMap { study, result in
            (try? result.get()).map { (study: study, effect: $0) }
        }.filter { $0.effect.variance > 0 && $0.effect.variance.isFinite && $0.effect.estimate.isFinite }
        let effects = usable.map(\.effect)
        guard !effects.isEmpty else {
            return .none(RareEventReason("no-estimates", "no study gives an estimate with a positive variance"))
        }
        var model = model
        model.level = level
        model.heterogeneityInterval = nil
        guard
            let linear = try? LinearModel(
                estimates: effects.map(\.estimate), variances: effects.map(\.variance)),
            let fit = try? model.fit(linear), let pooled = fit.coefficients.first
        else { return .none(.numericalFailure) }
        var result = RareEventEstimate(
            pooled.estimate, from: pooled.limits.lower, to: pooled.limits.upper, scale: measure.scale,
            usedDoubleZero: usable.contains { $0.study.isExtreme })
        result.standardError = pooled.standardError
        result.tau2 = fit.heterogeneity.tau2
        return .estimate(result)
    }
}
