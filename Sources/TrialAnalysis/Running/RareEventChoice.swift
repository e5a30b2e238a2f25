import TrialResults
import TrialStatistics

/// The rare-event panel that suits the rows of a question: one or two groups, participants or person-time.
struct RareEventChoice {
    private let set: ContrastSet?

    /// Takes the rows, or nil where the plan asks for no panel.
    init(_ set: ContrastSet?) { self.set = set }

    /// Every method's answer on the rows, or the warning that says why there is none.
    ///
    /// - Throws: `AnalysisError` where a method refuses the counts.
    func table(level: Double) throws(AnalysisError) -> (table: RareEventTable?, warning: MethodWarning?) {
        guard let set, !set.contrasts.isEmpty else { return (nil, nil) }
        guard set.covariances.isEmpty else {
            return (nil, Self.warning("needs independent rows: set 'multi-arm' to combine or split-control"))
        }
        do {
            let tables = [
                try set.summaries(of: BinaryGroup.self).map { groups throws(StatisticsError) in
                    try ProportionPanel().table(for: groups, level: level)
                },
                try set.summaries(of: BinaryComparison.self).map { pairs throws(StatisticsError) in
                    try BinaryComparisonPanel().table(for: pairs, level: level)
                },
                try set.summaries(of: CountGroup.self).map { groups throws(StatisticsError) in
                    try RatePanel().table(for: groups, level: level)
                },
                try set.summaries(of: CountComparison.self).map { pairs throws(StatisticsError) in
                    try CountComparisonPanel().table(for: pairs, level: level)
                },
            ]
            if let table = tables.compactMap(\.self).first { return (table, nil) }
        } catch {
            throw AnalysisError(.failedAnalysis, "\(error)")
        }
        return (
            nil, Self.warning("needs every row as events with totals or person-time; published comparisons have none")
        )
    }

    private static func warning(_ reason: String) -> MethodWarning {
        MethodWarning(code: "no-rare-event-panel", message: "The table of methods for rare events \(reason).")
    }
}
