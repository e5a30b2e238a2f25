import TrialEvidence
import TrialResults

/// The outcomes of a dataset that no question of a plan asks of.
struct UnaskedOutcomes {
    let list: [UnaskedOutcome]

    /// Compares a plan with its main dataset; the order is that of the dataset's results.
    ///
    /// - Throws: `AnalysisError` where `not-asked` names an outcome that the dataset lacks.
    init(_ plan: AnalysisPlan, _ dataset: Dataset) throws(AnalysisError) {
        var order: [String] = []
        var rows: [String: [OutcomeRow]] = [:]
        for row in dataset.allOutcomes {
            if rows[row.outcome] == nil { order.append(row.outcome) }
            rows[row.outcome, default: []].append(row)
        }
        let problems = plan.notAsked.keys.filter { rows[$0] == nil }.sorted().map { outcome in
            let hint = NearestName.among(order, to: outcome).map { "; did you mean '\($0)'?" } ?? ""
            return "'not-asked' names the outcome '\(outcome)', of which the dataset has no result\(hint)"
        }
        guard problems.isEmpty else { throw AnalysisError(.unknownName, problems) }
        let asked = plan.outcomes
        list = order.filter { !asked.contains($0) }.map { outcome in
            let own = rows[outcome] ?? []
            var unasked = UnaskedOutcome(
                outcome: outcome, results: own.count, studies: Set(own.map(\.studyID)).count)
            unasked.title = dataset.title(of: outcome)
            unasked.reason = plan.notAsked[outcome]
            return unasked
        }
    }
}
