import TrialEvidence
import TrialResults
import TrialStatistics

/// The overdispersion of counts, as a plan assumes it: what it adds to the variance of a row, and what is to be said.
struct DispersedCounts {
    private let rule: CountDispersion?
    private let dispersion: Double?

    /// Takes the plan's dispersion, nil for none, and the measure that takes it or not.
    init(_ dispersion: Double?, _ measure: AnyEffectMeasure) {
        rule = measure.descriptor.countDispersion
        self.dispersion = dispersion
    }

    /// A row's effect with the variance that its groups add; a group of an unknown number of people gives none.
    func effect(
        _ effect: EffectEstimate, of groups: [GroupNumbers]
    ) -> Result<EffectEstimate, EffectExclusion> {
        guard rule != nil, let dispersion, dispersion > 0 else { return .success(effect) }
        guard groups.allSatisfy({ $0.reported.total ?? 0 > 0 }) else {
            return .failure(
                EffectExclusion(
                    code: "people-unknown",
                    reason: "Dispersed counts need the number of people in each group; 'assume' gives one."))
        }
        return .success(EffectEstimate(estimate: effect.estimate, variance: effect.variance + addition(groups)))
    }

    /// The variance that groups add; 0 where nothing is dispersed.
    func addition(_ groups: [GroupNumbers]) -> Double {
        guard let rule, let dispersion else { return 0 }
        return groups.reduce(0) { sum, group in
            guard let people = group.reported.total, people > 0 else { return sum }
            return sum + rule.addedVariance(dispersion: dispersion, people: people)
        }
    }

    /// That counts were taken as Poisson's, where nobody chose it, or that the measure takes no dispersion.
    func warnings(_ drafts: [ContrastDraft]) -> [MethodWarning] {
        if dispersion != nil, rule == nil {
            return [
                MethodWarning(
                    code: "ignored-option",
                    message: "'dispersion' has no effect here: only ratios and logarithms of rates take it; remove it")
            ]
        }
        let studies = drafts.filter { draft in draft.groups.contains { $0.logMean == nil } }.map(\.study.id)
        guard rule != nil, dispersion == nil, !studies.isEmpty else { return [] }
        let names = studies.once
        return [
            MethodWarning(
                code: "poisson-counts",
                message:
                    "Counts of \(names.firstFive) enter as Poisson counts, as if all people had one rate. Where people differ in theirs, the intervals are too narrow: 'dispersion' takes the negative binomial, and other values belong among the sensitivity analyses."
            )
        ]
    }
}
