import TrialEvidence
import TrialResults
import TrialStatistics

extension ContrastBuilder {
    /// An estimate, and what it was made of where that is a summary of the measure.
    private typealias Effect = (estimate: EffectEstimate, summary: AnyStudySummary?)

    /// Computes the effects of the drafts and names those that have none.
    mutating func finish() throws(AnalysisError) -> ContrastSet {
        let effects = try computeEffects()
        var set = ContrastSet(contrasts: [], excluded: [], covariances: [], warnings: [])
        let catalogue = PropertyCatalogue(dataset.dataset)
        set.labels = catalogue.declaredLabels
        var positions: [Int: Int] = [:]
        let ofStudies = Dictionary(grouping: drafts.indices) { drafts[$0].study.id }
        for (index, draft) in drafts.enumerated() {
            switch effects[index] {
            case .failure(let exclusion):
                for row in draft.rows { excluded.append(row.excluded(exclusion.code, exclusion.reason)) }
            case .success(let effect):
                positions[index] = set.contrasts.count
                let isRepeated = ofStudies[draft.study.id]?.count ?? 0 > 1
                set.contrasts.append(contrast(draft, effect, isRepeated: isRepeated, catalogue))
            }
        }
        for first in drafts.indices where drafts[first].sharesControl {
            for second in ofStudies[drafts[first].study.id] ?? [] where second > first {
                guard let a = positions[first], let b = positions[second], drafts[first].part == drafts[second].part
                else { continue }
                set.covariances.append(
                    SharedCovariance(
                        first: a, second: b, value: try covariance(first, set.contrasts[a], set.contrasts[b])))
            }
        }
        set.excluded = excluded
        let used = positions.sorted { $0.value < $1.value }.map { drafts[$0.key] }
        set.warnings =
            warnings + DispersedCounts(rules.dispersion, measure).warnings(used)
            + RowLikeness(rules, in: dataset).warnings(used)
        return set
    }

    private func computeEffects() throws(AnalysisError) -> [Result<Effect, EffectExclusion>] {
        var effects: [Result<Effect, EffectExclusion>] = []
        var summaries: [(draft: Int, summary: any StudySummary)] = []
        for (index, draft) in drafts.enumerated() {
            var effect: Result<Effect, EffectExclusion> = .failure(
                EffectExclusion(code: "missing-number", reason: "No number was read."))
            switch draft.numbers {
            case .ready(let estimate, let summary): effect = .success((estimate, summary))
            case .groups(let treatment, let control) where treatment.logMean ?? control?.logMean != nil:
                effect = ofLogMeans(treatment, control)
            case .groups(let treatment, let control):
                do throws(EffectExclusion) {
                    let summary = try measure.summary(treatment: treatment.reported, control: control?.reported)
                    summaries.append((index, summary))
                } catch {
                    effect = .failure(error)
                }
            }
            effects.append(effect)
        }
        guard !summaries.isEmpty else { return effects }
        do {
            let spread = DispersedCounts(rules.dispersion, measure)
            let estimates = try measure.effects(of: summaries.map(\.summary), options: options)
            for (row, estimate) in zip(summaries, estimates) {
                effects[row.draft] = estimate.flatMap { spread.effect($0, of: drafts[row.draft].groups) }.map {
                    ($0, AnyStudySummary(row.summary))
                }
            }
        } catch {
            throw AnalysisError(.failedAnalysis, "\(measure.code): \(error)")
        }
        return effects
    }

    /// The logarithm of the ratio of two mean counts, of which only the means and their intervals were printed.
    private func ofLogMeans(_ treatment: GroupNumbers, _ control: GroupNumbers?) -> Result<Effect, EffectExclusion> {
        guard let control, measure.scale == .log else {
            return .failure(
                EffectExclusion(
                    code: "mixed-numbers",
                    reason:
                        "Only a mean with its interval was printed; the \(measure.name) needs events and person-time."
                ))
        }
        guard let first = treatment.logMean, let second = control.logMean else {
            return .failure(
                EffectExclusion(
                    code: "mixed-numbers",
                    reason: "One group prints counts, the other only a mean with its interval."))
        }
        return .success(
            (
                EffectEstimate(
                    estimate: first.estimate - second.estimate, variance: first.variance + second.variance), nil
            ))
    }

    private func covariance(_ draft: Int, _ a: Contrast, _ b: Contrast) throws(AnalysisError) -> Double {
        let control = drafts[draft].control
        let comparison = SharedControlComparison(
            control: control?.reported ?? ReportedGroup(), estimates: (a.effect.estimate, b.effect.estimate),
            participants: drafts[draft].participants)
        guard let value = control?.logMean?.variance ?? measure.descriptor.sharedControl?(comparison) else {
            throw AnalysisError(
                .failedAnalysis,
                "\(a.study): the covariance of two \(measure.code) estimates with a shared control is not available here; set 'multi-arm' to combine or split-control"
            )
        }
        return value + DispersedCounts(rules.dispersion, measure).addition(control.map { [$0] } ?? [])
    }

    private func contrast(
        _ draft: ContrastDraft, _ effect: Effect, isRepeated: Bool, _ catalogue: PropertyCatalogue
    ) -> Contrast {
        let study = draft.study
        let values = catalogue.values(study: study, rows: draft.rows, dataset: dataset)
        let labels = [draft.arms, "Control"]
        var contrast = Contrast(
            study: study.id, studyName: study.shownName,
            label: isRepeated
                ? "\(study.shownName) (\(draft.part.isEmpty ? draft.arms : draft.part))" : study.shownName,
            year: study.year,
            groups: zip(draft.groups, labels).map { $0.result(label: $1) }, summary: effect.summary,
            effect: effect.estimate, properties: values.categories, quantities: values.quantities,
            spans: values.spans, months: draft.months,
            persons: draft.persons, sources: draft.sources,
            notes: draft.notes)
        (contrast.arms, contrast.controls) = (draft.rows.map(\.row.armID), draft.controlArms)
        contrast.part = draft.part
        return contrast
    }
}
