import TrialResults
import TrialStatistics

/// The rare-event panel that suits the rows of a question: one or two groups, participants or person-time.
struct RareEventChoice {
    private let set: ContrastSet

    /// Takes the rows.
    init(_ set: ContrastSet) { self.set = set }

    /// Every method's answer on the rows; without one a warning says why.
    ///
    /// - Throws: `AnalysisError` where a method refuses the counts.
    func answer(level: Double) throws(AnalysisError) -> RareEventPanelAnswer {
        let (table, warning) = try table(level: level)
        return RareEventPanelAnswer(panel: table, rows: set.contrasts.count, warnings: [warning].compactMap(\.self))
    }

    /// Every method's answer on the rows, or the warning that says why there is none.
    ///
    /// - Throws: `AnalysisError` where a method refuses the counts.
    private func table(level: Double) throws(AnalysisError) -> (table: RareEventTable?, warning: MethodWarning?) {
        guard !set.contrasts.isEmpty else { return (nil, nil) }
        guard set.covariances.isEmpty else {
            return (nil, Self.warning("needs independent rows: set 'multi-arm' to combine or split-control"))
        }
        do {
            let rows = set.contrasts.map(\.groups)
            let tables = [
                try single(rows, level), try compared(set, level), try singleRates(rows, level),
                try comparedRates(rows, level),
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

    private func single(_ rows: [[GroupResult]], _ level: Double) throws(StatisticsError) -> RareEventTable? {
        let groups = rows.compactMap { $0.count == 1 ? $0[0].binary : nil }
        guard groups.count == rows.count else { return nil }
        return try ProportionPanel().table(for: groups, level: level)
    }

    private func compared(_ set: ContrastSet, _ level: Double) throws(StatisticsError) -> RareEventTable? {
        let pairs = set.contrasts.compactMap(\.binaryComparison)
        guard pairs.count == set.contrasts.count else { return nil }
        return try BinaryComparisonPanel().table(for: pairs, level: level)
    }

    private func singleRates(_ rows: [[GroupResult]], _ level: Double) throws(StatisticsError) -> RareEventTable? {
        let groups = rows.compactMap { $0.count == 1 ? Self.rate($0[0]) : nil }
        guard groups.count == rows.count else { return nil }
        return try RatePanel().table(for: groups, level: level)
    }

    private func comparedRates(_ rows: [[GroupResult]], _ level: Double) throws(StatisticsError) -> RareEventTable? {
        let pairs = rows.compactMap { groups -> CountComparison? in
            guard groups.count == 2, let a = Self.rate(groups[0]), let b = Self.rate(groups[1]) else { return nil }
            return CountComparison(count1: a.count, time1: a.time, count2: b.count, time2: b.time)
        }
        guard pairs.count == rows.count else { return nil }
        return try CountComparisonPanel().table(for: pairs, level: level)
    }

    private static func rate(_ group: GroupResult) -> CountGroup? {
        guard let events = group.events, let time = group.personYears else { return nil }
        return CountGroup(count: events, time: time)
    }
}
