import TrialResults
import TrialStatistics

/// The line of a funnel plot that follows the small studies, from the largest study that there could be downwards.
///
/// Egger's: the weighted regression of effects on standard errors, β₀ + β₁·SE, which meets the top at the effect of an
/// infinitely precise study. The limit line of Rücker et al. 2011, doi:10.1093/biostatistics/kxq046: the effect that a
/// study of standard error SE is expected to show, β + α·√(SE² + τ²).
struct SmallStudyCurve {
    /// The name for the key.
    let name: String
    /// What it says at the top, on the scale of analysis.
    let top: Coefficient
    private let effect: @Sendable (Double) -> Double

    /// The line of the rows of an analysis; nil for fewer than three rows and where all are equally precise.
    init?(_ line: SmallStudyLine, _ analysis: PlottedAnalysis) {
        guard
            let model = try? LinearModel(
                estimates: analysis.rows.map(\.estimate), variances: analysis.rows.map(\.variance))
        else { return nil }
        switch line {
        case .egger:
            guard let funnel = try? Funnel(model), let test = try? EggerRegression().evaluate(funnel),
                let limit = test.limitEffect
            else { return nil }
            name = "Egger’s regression line"
            top = limit
            effect = { limit.estimate + test.bias * $0 }
        case .limit:
            let code = analysis.pooled?.fit.heterogeneity.estimator ?? ""
            let choices = PoolingModel(
                heterogeneity: MethodRegistry.standard.estimator(code) ?? RestrictedMaximumLikelihood(),
                interval: NormalInterval())
            guard let limit = try? LimitMetaAnalysis(model, by: choices) else { return nil }
            name = "Limit line"
            top = limit.adjusted
            effect = { limit.slope + limit.smallStudyEffect * ($0 * $0 + limit.tau2).squareRoot() }
        }
    }

    /// Places from a standard error of 0 to one of `bottom`.
    func points(to bottom: Double) -> [(Double, Double)] {
        (0...40).map { step in
            let error = bottom * Double(step) / 40
            return (effect(error), error)
        }
    }

    /// What the line says of an infinitely precise study.
    func sentence(_ analysis: PlottedAnalysis) -> String {
        let natural = NaturalEffect(top.estimate, top.limits, scale: analysis.question.measure.scale)
        return "\(name): \(analysis.display.effect(natural)) for an infinitely precise study."
    }
}
