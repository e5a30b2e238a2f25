import TrialEvidence
import TrialResults
import TrialStatistics

/// The rows of all times of a question, each with its trial and the people at the start.
public struct DurabilityEvidence: Encodable, Sendable {
    /// The rows, ascending in months, with what ties them together.
    let contrasts: DependentContrasts
    /// Participants of each row's groups at the start of the trial; nil where an arm does not say.
    let started: [Double?]

    /// Chooses the rows of each month by the rules of the question, as if that month alone were asked for.
    init(
        _ question: PlannedQuestion<DurabilityOptions>, _ library: EvidenceLibrary
    ) throws(AnalysisError) {
        let asked = question.specification
        let dataset = try library.indexed()
        let window = asked.rules.window ?? MonthWindow(from: 0, to: .greatestFiniteMagnitude)
        let own = dataset.allOutcomes.filter { $0.outcome == asked.outcome }
        let months = Set(own.compactMap(\.timepointMonths)).filter { window.from <= $0 && $0 <= window.to }.sorted()
        var sets: [ContrastSet] = []
        // Without a month the rows are only looked through, so that each is named with its reason.
        for month in months.isEmpty ? [nil] : months.map(Optional.some) {
            var rules = asked.rules
            rules.window = month.map { MonthWindow(from: $0, to: $0) } ?? window
            var set = try library.contrasts(asked.outcome, question.measure, rules: rules, methods: asked.methods)
            set.excluded.removeAll { $0.code == WindowFilter.outside }
            for row in set.contrasts.indices { set.contrasts[row].months = month }
            sets.append(set)
        }
        var joined = DependentContrasts(sets, in: dataset.dataset)
        joined.set.excluded += own.compactMap { row in
            guard let arm = dataset.arm(row.arm),
                let reason = WindowFilter(window: asked.rules.window).exclusion(of: row, arm: arm),
                reason.code == WindowFilter.outside
            else { return nil }
            return SelectedRow(row: row, arm: arm).excluded(reason.code, reason.reason)
        }
        contrasts = joined
        started = joined.set.contrasts.map { contrast in
            let arms = (contrast.arms + contrast.controls).map { id in
                dataset.arm(ArmKey(studyID: contrast.study, armID: id))?.n
            }
            return arms.contains { $0 == nil } ? nil : arms.reduce(0) { $0 + Double($1 ?? 0) }
        }
    }
}
