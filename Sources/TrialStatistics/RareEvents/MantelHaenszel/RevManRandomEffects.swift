import Glibc
import TrialNumerics

/// Random effects as RevMan 5 computes them: DerSimonian and Laird with Q around the Mantel–Haenszel estimate.
///
/// Studies with no or only events in both groups leave; a study with a zero cell gets ½ in each cell, in the
/// Mantel–Haenszel sums too. τ² = max(0, (Q − df) / (Σ w − Σ w² / Σ w)) with inverse-variance weights w; normal limits.
/// Deeks and Higgins 2010, *Statistical algorithms in Review Manager 5*.
public struct RevManRandomEffects<Measure: MantelHaenszelMeasure>: RareEventMethod {
    /// The effect measure.
    public let measure: Measure

    /// Creates the method for a measure.
    public init(_ measure: Measure) { self.measure = measure }

    /// `revman-random-` and the measure's code in lower case.
    public var code: String { "revman-random-\(measure.code.lowercased())" }
    /// The name in full.
    public var name: String { "RevMan random effects, \(measure.name)" }

    /// The pooled effect with τ², or why the sums give none.
    public func answer(for studies: [Measure.Summary], level: Double) -> RareEventAnswer {
        let fixed = MantelHaenszel(measure, correction: .revMan)
        let tables = fixed.corrected(studies)
        guard !tables.isEmpty else { return .none(.nothingCompares(studies)) }
        guard let centre = measure.pooled(tables) else { return fixed.answer(for: studies, level: level) }
        let effects = tables.compactMap { measure.effect(of: $0) }
        guard effects.count == tables.count else { return .none(.numericalFailure) }
        let weights = effects.map { 1 / $0.variance }
        let total = compensatedSum(weights)
        let scale = total - compensatedSum(weights.map { $0 * $0 }) / total
        let excess = squares(effects, around: centre.estimate) - Double(effects.count - 1)
        let tau2 = scale > 0 ? max(0, excess / scale) : 0
        let adjusted = effects.map { 1 / ($0.variance + tau2) }
        let pooled = GivenWeightPooling.pooled(effects, weights: adjusted, tau2: tau2)
        var result = RareEventEstimate.wald(pooled, level: level, scale: measure.scale, usedDoubleZero: false)
        result.tau2 = tau2
        return .estimate(result)
    }
}
