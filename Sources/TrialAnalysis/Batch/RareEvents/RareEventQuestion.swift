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
    public init(_ studies: Studies, labels: [String]) { self.init(studies, labels: labels, excluded: []) }

    private init(_ studies: Studies, labels: [String], excluded: [ExcludedRow]) {
        self.studies = studies
        self.labels = labels
        self.excluded = excluded
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
        var rules = RowRules()
        rules.arms = arms
        func counts<Summary: StudySummary>(
            _ measure: AnyEffectMeasure, _ studies: ([Summary]) -> Studies
        ) throws(AnalysisError) -> RareEventQuestion {
            var builder = ContrastBuilder(dataset: dataset.dataset, outcome: outcome, measure: measure, rules: rules)
            let set = try builder.build()
            // Published ratios have no counts; exact methods cannot use them.
            let counted = set.contrasts.compactMap { row in
                row.summary?.as(Summary.self).map { (label: row.label, summary: $0) }
            }
            guard !counted.isEmpty else {
                throw AnalysisError(
                    .failedAnalysis,
                    "no study of the dataset has the counts of '\(outcome)' for \(arms.rawValue) arms; \(set.excluded.count) rows were excluded"
                )
            }
            return RareEventQuestion(
                studies(counted.map(\.summary)), labels: counted.map(\.label), excluded: set.excluded)
        }
        self =
            switch (overTime, arms == .controlled) {
            case (false, true): try counts(AnyEffectMeasure(OddsRatio.self)) { .comparisons($0) }
            case (true, true): try counts(AnyEffectMeasure(IncidenceRateRatio.self)) { .rateComparisons($0) }
            case (false, false): try counts(AnyEffectMeasure(LogitProportion.self)) { .groups($0) }
            case (true, false): try counts(AnyEffectMeasure(LogIncidenceRate.self)) { .rates($0) }
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
