import TrialEvidence
import TrialResults
import TrialStatistics

/// Studies of counts under one question, from a dataset or from plain numbers, ready for the panel that fits them.
public struct RareEventQuestion: Sendable {
    /// What the studies report.
    public enum Studies: Sendable {
        /// Events and totals of two groups.
        case comparisons([BinaryComparison])
        /// Events over exposure of two groups.
        case rateComparisons([CountComparison])
        /// Events and totals of one group.
        case groups([BinaryGroup])
        /// Events over exposure of one group.
        case rates([CountGroup])
    }

    /// What each study is called.
    public let labels: [String]
    /// The counts.
    public let studies: Studies
    /// Rows of the dataset that were not used, and why.
    public let excluded: [ExcludedRow]

    /// Creates a question from numbers.
    public init(_ studies: Studies, labels: [String]) {
        self.studies = studies
        self.labels = labels
        excluded = []
    }

    /// The counts of an outcome of a dataset.
    ///
    /// - Parameters:
    ///   - dataset: The dataset.
    ///   - outcome: The outcome's code.
    ///   - arms: Two groups, or one of them alone.
    ///   - overTime: Whether events are counted over person-years in place of participants.
    /// - Throws: `AnalysisError` where no row has the counts.
    public init(
        _ dataset: LoadedDataset, outcome: String, arms: ArmRule = .controlled, overTime: Bool = false
    ) throws(AnalysisError) {
        let isControlled = arms == .controlled
        let code = overTime ? (isControlled ? "IRR" : "IRLN") : (isControlled ? "OR" : "PLO")
        var rules = RowRules()
        rules.arms = arms
        var builder = ContrastBuilder(
            dataset: dataset.dataset, outcome: outcome, measure: try AnalysisCatalogue.standard.measure(code), rules: rules)
        let set = try builder.build()
        // Published ratios without counts have no groups; exact methods cannot use them.
        let rows = set.contrasts.filter { $0.groups.count == (isControlled ? 2 : 1) }
        let counted = rows.filter { row in
            row.groups.allSatisfy { $0.events != nil && (overTime ? $0.personYears : $0.total) != nil }
        }
        guard !counted.isEmpty else {
            throw AnalysisError(
                .failedAnalysis,
                "no study of the dataset has the counts of '\(outcome)' for \(arms.rawValue) arms; \(set.excluded.count) rows were excluded"
            )
        }
        labels = counted.map(\.label)
        excluded = set.excluded
        let groups = counted.map { row in
            row.groups.map { (events: $0.events ?? 0, size: (overTime ? $0.personYears : $0.total) ?? 0) }
        }
        switch (overTime, isControlled) {
        case (false, true):
            studies = .comparisons(
                groups.map {
                    BinaryComparison(
                        events1: $0[0].events, total1: $0[0].size, events2: $0[1].events, total2: $0[1].size)
                })
        case (true, true):
            studies = .rateComparisons(
                groups.map {
                    CountComparison(count1: $0[0].events, time1: $0[0].size, count2: $0[1].events, time2: $0[1].size)
                })
        case (false, false): studies = .groups(groups.map { BinaryGroup(events: $0[0].events, total: $0[0].size) })
        case (true, false): studies = .rates(groups.map { CountGroup(count: $0[0].events, time: $0[0].size) })
        }
    }

    /// Every method's answer.
    ///
    /// - Throws: `StatisticsError` for counts that are impossible.
    public func table(level: Double = 0.95) throws(StatisticsError) -> RareEventTable {
        switch studies {
        case .comparisons(let studies): try BinaryComparisonPanel().table(for: studies, level: level)
        case .rateComparisons(let studies): try CountComparisonPanel().table(for: studies, level: level)
        case .groups(let studies): try ProportionPanel().table(for: studies, level: level)
        case .rates(let studies): try RatePanel().table(for: studies, level: level)
        }
    }

    /// The table as JSON, in the words of the batch task `rare-panel`, with the studies' labels.
    ///
    /// - Throws: `StatisticsError` for counts that are impossible.
    public func json(level: Double = 0.95) throws(StatisticsError) -> JSONValue {
        .object(
            try table(level: level).answer + [
                ("studies", JSONValue(labels.count)), ("label", .array(labels.map { .string($0) })),
                ("warnings", .array([])),
                (
                    "excluded",
                    .array(excluded.map { .object([("study", .string($0.study)), ("reason", .string($0.reason))]) })
                ),
            ])
    }
}
