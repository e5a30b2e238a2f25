import TrialResults
import TrialStatistics

/// How answers are told, by their kind. An answer of a kind that is not here is told by ``GenericReport``.
public struct ReportKinds: Sendable {
    /// The reports, in the order of their figures.
    public let reports: [any KindReport]

    /// Creates a registry; of two reports of one kind the later one is used.
    public init(_ reports: [any KindReport]) { self.reports = reports }

    /// The kinds that come with TrialPool; a new one is added here.
    public static let standard = ReportKinds([
        PairwiseReport(), SingleGroupsReport(), RareEventReport(), RegressionReport(), MultilevelReport(),
        DurabilityReport(), SeveralOutcomesReport(), NetworkReport(), DoseResponseReport(), MultiverseReport(),
        ResamplingReport(),
        PluginReport(),
    ])

    /// The same with a further report.
    public func adding(_ report: any KindReport) -> ReportKinds { ReportKinds(reports + [report]) }

    /// The report that tells an answer: one of its kind, else one that names no kinds and tells all answers of its type.
    public func report(for answer: Answer) -> any KindReport {
        reports.last { $0.kinds.contains(answer.kind) && $0.tells(answer) }
            ?? reports.last { $0.kinds.isEmpty && $0.tells(answer) } ?? Self.generic(answer.value, answer.kind)
    }

    private static func generic<Value: AnalysisAnswer>(_ value: Value, _ kind: String) -> any KindReport {
        GenericReport<Value>(kind: kind)
    }

    /// The figures of a record's answers, each code once.
    public func figures(of record: AnalysisRecord) -> [any Figure] {
        Self.distinct(record.answers.flatMap { report(for: $0).figures })
    }

    /// The figures of all reports, each code once.
    public var figures: [any Figure] { Self.distinct(reports.flatMap(\.figures)) }

    private static func distinct(_ figures: [any Figure]) -> [any Figure] {
        var seen: Set<String> = []
        return figures.filter { seen.insert($0.code).inserted }
    }

    /// What the forest plot of a record shows.
    func forest(_ record: AnalysisRecord) -> ForestSource {
        report(for: record.answer).forest(of: record) ?? ForestSource(record)
    }
}

extension AnalysisRecord {
    /// Its own answer, then the further ones.
    var answers: [Answer] { [answer] + further }

    /// The values of a type among its answers.
    func values<Value: AnalysisAnswer>(_ type: Value.Type) -> [Value] { answers.compactMap { $0.value as? Value } }
}

/// What a report says of an answer whose type is not known where it is asked; nil or nothing for an answer of another type.
extension KindReport {
    func tells(_ answer: TrialResults.Answer) -> Bool { answer.value is Answer }

    func name(_ answer: TrialResults.Answer) -> String {
        (answer.value as? Answer).map(name(of:)) ?? PropertyWords.phrase(answer.kind)
    }

    func sections(
        _ answer: TrialResults.Answer, _ scope: TellingScope, isOwn: Bool, remarks: [String]
    ) throws(ReportingError) -> [ReportSection] {
        guard let value = answer.value as? Answer else { return [] }
        return try sections(Telling(value, scope: scope, isOwn: isOwn, remarks: remarks))
    }

    func brief(_ answer: TrialResults.Answer, _ scope: TellingScope) -> String {
        (answer.value as? Answer).map { brief(Telling($0, scope: scope)) } ?? ""
    }

    func remark(_ answer: TrialResults.Answer, _ scope: TellingScope) -> String? {
        (answer.value as? Answer).flatMap { remark(Telling($0, scope: scope, isOwn: false)) }
    }

    func rows(_ answer: TrialResults.Answer, _ scope: TellingScope, isOwn: Bool) -> [RowBlock] {
        (answer.value as? Answer).map { rows(Telling($0, scope: scope, isOwn: isOwn)) } ?? []
    }

    func heterogeneity(_ answer: TrialResults.Answer) -> Heterogeneity? {
        (answer.value as? Answer).flatMap(heterogeneity(of:))
    }

    func forest(of record: AnalysisRecord) -> ForestSource? {
        (record.answer.value as? Answer).map { forest(record, $0) }
    }

    func tables(_ answer: TrialResults.Answer, _ scope: TellingScope, isOwn: Bool) -> [NamedTable] {
        (answer.value as? Answer).map { tables(Telling($0, scope: scope, isOwn: isOwn)) } ?? []
    }

    /// Nil where one of the answers is of another type.
    func changes(
        _ first: TrialResults.Answer, _ second: TrialResults.Answer, _ display: MeasureDisplay
    ) throws -> [AnswerChange]? {
        guard let old = first.value as? Answer, let new = second.value as? Answer else { return nil }
        return try changes(from: old, to: new, display: display)
    }
}
