import TrialEvidence
import TrialResults
import TrialStatistics

extension ContrastBuilder {
    /// Computes the effects of the drafts and names those that have none.
    mutating func finish() throws(AnalysisError) -> ContrastSet {
        let effects = try computeEffects()
        var set = ContrastSet(contrasts: [], excluded: [], covariances: [], warnings: [])
        var positions: [Int: Int] = [:]
        let repeated = Set(Dictionary(grouping: drafts, by: \.study.id).filter { $0.value.count > 1 }.keys)
        for (index, draft) in drafts.enumerated() {
            switch effects[index] {
            case .failure(let exclusion):
                for row in draft.rows { excluded.append(row.excluded(exclusion.code, exclusion.reason)) }
            case .success(let effect):
                positions[index] = set.contrasts.count
                set.contrasts.append(contrast(draft, effect, isRepeated: repeated.contains(draft.study.id)))
            }
        }
        for first in drafts.indices {
            for second in drafts.indices where second > first {
                guard let a = positions[first], let b = positions[second],
                    drafts[first].sharesControl, drafts[first].study.id == drafts[second].study.id
                else { continue }
                set.covariances.append(
                    SharedCovariance(
                        first: a, second: b, value: try covariance(first, second, set.contrasts[a], set.contrasts[b])))
            }
        }
        set.excluded = excluded
        set.warnings = warnings
        return set
    }

    private func computeEffects() throws(AnalysisError) -> [Result<EffectEstimate, EffectExclusion>] {
        var effects = [Result<EffectEstimate, EffectExclusion>](
            repeating: .failure(EffectExclusion(code: "missing-number", reason: "No number was read.")),
            count: drafts.count)
        var tabular: [Int] = []
        for (index, draft) in drafts.enumerated() {
            if let published = draft.published {
                effects[index] = .success(published)
            } else if let treatment = draft.treatment?.logMean, let control = draft.control?.logMean {
                effects[index] = .success(
                    EffectEstimate(
                        estimate: treatment.estimate - control.estimate, variance: treatment.variance + control.variance
                    ))
            } else if draft.treatment?.logMean != nil || draft.control?.logMean != nil {
                effects[index] = .failure(
                    EffectExclusion(
                        code: "mixed-numbers",
                        reason: "One group prints counts, the other only a mean with its interval."))
            } else {
                tabular.append(index)
            }
        }
        guard !tabular.isEmpty else { return effects }
        var columns: [String: [Double?]] = [:]
        for name in measure.columns {
            columns[name] = tabular.map { index in
                (name.hasSuffix("2") ? drafts[index].control : drafts[index].treatment)?.column(name)
            }
        }
        do {
            for (index, effect) in zip(tabular, try measure.effects(columns: columns, options: options)) {
                effects[index] = effect
            }
        } catch {
            throw AnalysisError(.failedAnalysis, "\(measure.code): \(error)")
        }
        return effects
    }

    private func covariance(_ first: Int, _ second: Int, _ a: Contrast, _ b: Contrast) throws(AnalysisError) -> Double {
        guard let control = drafts[first].control,
            let value = SharedControl.covariance(
                measure: measure.code, control: control, estimates: (a.effect.estimate, b.effect.estimate),
                participants: drafts[first].participants)
        else {
            throw AnalysisError(
                .failedAnalysis,
                "\(a.study): the covariance of two \(measure.code) estimates with a shared control is not available here; set 'multi-arm' to combine or split-control"
            )
        }
        return value
    }

    private func contrast(_ draft: ContrastDraft, _ effect: EffectEstimate, isRepeated: Bool) -> Contrast {
        let study = draft.study
        var groups: [GroupResult] = []
        if draft.published == nil {
            if let treatment = draft.treatment { groups.append(treatment.result(label: draft.arms)) }
            if let control = draft.control { groups.append(control.result(label: "Control")) }
        }
        return Contrast(
            study: study.id, label: isRepeated ? "\(study.label) (\(draft.arms))" : study.label, year: study.year,
            groups: groups,
            effect: effect, properties: StudyProperty.all(study: study, rows: draft.rows, dataset: dataset),
            quantities: ModeratorProperty.all(study: study, rows: draft.rows),
            sources: (draft.treatment?.trails ?? []) + (draft.control?.trails ?? []), notes: draft.notes)
    }
}
