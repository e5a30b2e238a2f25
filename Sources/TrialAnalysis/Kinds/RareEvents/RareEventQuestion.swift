import TrialEvidence
import TrialJSON
import TrialResults
import TrialStatistics

/// Studies of counts under one question, from a dataset or from plain numbers, ready for the panel that fits them.
public struct RareEventQuestion: Sendable {
    /// What each study is called.
    public let labels: [String]
    /// The counts.
    public let studies: RareEventStudies
    /// Rows of the dataset that were not used, and why; rows without counts, such as published ratios, among them.
    public let excluded: [ExcludedRow]
    /// What a reader must know: the rows without counts, by name.
    public let warnings: [MethodWarning]

    /// Creates a question from numbers. Studies with an empty group are in `excluded` with the code `empty-group`, and a warning
    /// names them.
    public init(_ studies: RareEventStudies, labels: [String]) {
        let (filled, kept) = studies.withoutEmptyGroups
        self.studies = filled
        self.labels = kept.map { labels[$0] }
        let empty = labels.indices.filter { !kept.contains($0) }.map { labels[$0] }
        excluded = empty.map { ExcludedRow(study: $0, code: "empty-group", reason: "A group of it has nobody.") }
        warnings = empty.isEmpty ? [] : [.emptyGroups(empty)]
    }

    /// The rows of a set that have counts; nil where none has.
    ///
    /// Rows of another shape than most, and published ratios without counts, cannot be in the same panel: they are in
    /// `excluded` with the code `no-counts` and named in a warning `rows-without-counts`.
    init?(_ set: ContrastSet) {
        let rows = set.contrasts
        guard let selection = RareEventStudies.selection(from: rows) else { return nil }
        let left = rows.indices.filter { !selection.rows.contains($0) }.map { rows[$0] }
        studies = selection.studies
        labels = selection.rows.map { rows[$0].label }
        excluded =
            set.excluded
            + left.map { row in
                ExcludedRow(
                    study: row.study, place: row.sources.first?.place, code: "no-counts",
                    reason:
                        "\(row.label): methods for rare events need the counts of each group; the row is a published result or of another kind."
                )
            }
        warnings = left.isEmpty ? [] : [.rowsWithoutCounts(left.map(\.label))]
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
        let measure =
            switch (overTime, arms == .controlled) {
            case (false, true): AnyEffectMeasure(OddsRatio.self)
            case (true, true): AnyEffectMeasure(IncidenceRateRatio.self)
            case (false, false): AnyEffectMeasure(LogitProportion.self)
            case (true, false): AnyEffectMeasure(LogIncidenceRate.self)
            }
        var rules = RowRules()
        rules.arms = arms
        var builder = ContrastBuilder(
            dataset.indexed, outcome: outcome, measure: measure, rules: rules)
        let set = try builder.build()
        guard let question = RareEventQuestion(set) else {
            throw AnalysisError(
                .failedAnalysis,
                "no study of the dataset has the counts of '\(outcome)' for \(arms.rawValue) arms; \(set.excluded.count) rows were excluded"
            )
        }
        self = question
    }

    /// Every method's answer.
    ///
    /// - Throws: `StatisticsError` for counts that are impossible.
    public func table(level: Double = 0.95) throws(StatisticsError) -> RareEventTable {
        try studies.table(level: level)
    }

    /// The table as JSON, in the words of the batch task `rare-panel`, with the studies' labels.
    ///
    /// - Throws: `StatisticsError` for counts that are impossible.
    public func json(level: Double = 0.95) throws(StatisticsError) -> JSONValue {
        .object(
            try table(level: level).answer + [
                ("studies", JSONValue(labels.count)), ("label", .array(labels.map { .string($0) })),
                ("warnings", PoolAnswer.warnings(warnings)),
                (
                    "excluded",
                    .array(excluded.map { .object([("study", .string($0.study)), ("reason", .string($0.reason))]) })
                ),
            ])
    }
}

extension RareEventQuestion {
    /// The panel of an analysis, with what a reader must know; no panel where the rows have none, and why.
    ///
    /// - Throws: `AnalysisError` where a method refuses the counts.
    static func answer(of set: ContrastSet, level: Double) throws(AnalysisError) -> RareEventPanelAnswer {
        func none(_ warnings: [MethodWarning] = []) -> RareEventPanelAnswer {
            RareEventPanelAnswer(panel: nil, rows: set.contrasts.count, warnings: warnings)
        }
        guard !set.contrasts.isEmpty else { return none() }
        guard set.covariances.isEmpty else {
            return none([.noPanel("needs independent rows: set 'multi-arm' to combine or split-control")])
        }
        guard let question = RareEventQuestion(set) else {
            return none([
                .noPanel("needs rows of events with totals or person-time; published comparisons have none")
            ])
        }
        do {
            return RareEventPanelAnswer(
                panel: try question.table(level: level), measure: question.studies.measure,
                rows: question.studies.count, warnings: question.warnings)
        } catch {
            throw AnalysisError(.failedAnalysis, "\(error)")
        }
    }
}

extension MethodWarning {
    fileprivate static func noPanel(_ reason: String) -> MethodWarning {
        MethodWarning(code: "no-rare-event-panel", message: "The table of methods for rare events \(reason).")
    }

    fileprivate static func emptyGroups(_ labels: [String]) -> MethodWarning {
        MethodWarning(
            code: "empty-group", message: "Left out, because a group of it has nobody: \(labels.firstFive).")
    }

    fileprivate static func rowsWithoutCounts(_ labels: [String]) -> MethodWarning {
        MethodWarning(
            code: "rows-without-counts",
            message:
                "The table of methods for rare events leaves out \(labels.firstFive): no counts of each group were read."
        )
    }
}
