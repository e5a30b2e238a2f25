import TrialResults
import TrialStatistics

/// How a kind of answer is told: its sections of prose, tables, figures and tiles.
///
/// Page, documents, CSV tables, comparison of results and summaries consume what is said here and know no kind by name.
/// A new kind is one folder with one conforming type and one line in ``ReportKinds``. Everything but the type of the
/// answers and their kinds has a default that tells the headline, the rows and what was left out.
public protocol KindReport<Answer>: Sendable {
    /// The answers that it tells.
    associatedtype Answer: AnalysisAnswer

    /// The kinds whose answers it tells, as result files name them.
    var kinds: [String] { get }
    /// What an answer is called among the answers of a record, such as `meta-regression on latitude`.
    func name(of answer: Answer) -> String
    /// The figures of records with such an answer, in the order of the report.
    var figures: [any Figure] { get }
    /// What came out, in sentences.
    func finding(_ telling: Telling<Answer>) -> ReportFinding
    /// The answer in one or two sentences for the summary that a report begins with; the default tells the
    /// finding.
    func brief(_ telling: Telling<Answer>) -> String
    /// What is particular to the kind, after the rows; the default has nothing.
    func details(_ telling: Telling<Answer>) -> [ReportSection]
    /// Everything that is said of the answer, in order.
    ///
    /// - Throws: `ReportingError` where something cannot be written.
    func sections(_ telling: Telling<Answer>) throws(ReportingError) -> [ReportSection]
    /// The sentence that a further answer adds to the finding of the record's own answer; nil for none.
    func remark(_ telling: Telling<Answer>) -> String?
    /// The rows that the answer used and could not use; those of the record only where the answer is its own.
    func rows(_ telling: Telling<Answer>) -> [RowBlock]
    /// How much the rows differ, for the summary table; nil where the answer has no such numbers.
    func heterogeneity(of answer: Answer) -> Heterogeneity?
    /// What the forest plot of a record with such an own answer shows.
    func forest(_ record: AnalysisRecord, _ answer: Answer) -> ForestSource
    /// The CSV tables of the answer, beside those that all analyses have.
    func tables(_ telling: Telling<Answer>) -> [NamedTable]
    /// What changed from one answer to another of the same name.
    ///
    /// - Throws: `ResultFileError` where an answer cannot be spelt.
    func changes(from first: Answer, to second: Answer, display: MeasureDisplay) throws -> [AnswerChange]
}

/// What came out of an analysis, in sentences.
public struct ReportFinding: Sendable, Equatable {
    /// In plain language, for the page.
    public let plain: String
    /// The whole results paragraph, for documents.
    public let full: String

    /// The same words for both, or two versions.
    public init(_ plain: String, full: String? = nil) {
        self.plain = plain
        self.full = full ?? plain
    }
}

extension KindReport {
    /// The kind in words.
    public func name(of answer: Answer) -> String { PropertyWords.phrase(kinds.first ?? "answer") }

    /// The forest plot of the rows.
    public var figures: [any Figure] { [ForestPlot()] }

    /// The headline with the rows that it rests on, and what was left out.
    public func finding(_ telling: Telling<Answer>) -> ReportFinding {
        ReportFinding(HeadlineProse(telling).text)
    }

    /// The finding, and what its effect means in numbers of people.
    public func brief(_ telling: Telling<Answer>) -> String {
        let people = telling.answer.headline?.effect.flatMap {
            NaturalFrequencies(telling.record, $0, display: telling.display).sentence
        }
        return ([finding(telling).plain] + [people].compactMap(\.self)).joined(separator: " ")
    }

    /// Nothing.
    public func details(_ telling: Telling<Answer>) -> [ReportSection] { [] }

    /// For the record's own answer the head, the method, the rows and the details; for a further one the finding and
    /// the details.
    public func sections(_ telling: Telling<Answer>) throws(ReportingError) -> [ReportSection] {
        let common = CommonSections(telling)
        let finding = finding(telling)
        guard telling.isOwn else {
            let name = name(of: telling.answer)
            let heading = telling.scope.convention.spelled(name.prefix(1).uppercased() + name.dropFirst())
            let details = details(telling)
            let head = ReportSection(
                "further-\(SafeName.of(name))", .everywhere(heading),
                [.paragraph(finding.full)] + details.flatMap(\.blocks))
            return [head]
        }
        return [common.head(finding: finding, tiles: HeadlineTiles(telling).tiles), common.method]
            + common.studies(rows(telling)) + details(telling)
    }

    /// Nothing.
    public func remark(_ telling: Telling<Answer>) -> String? { nil }

    /// The record's rows for its own answer, none for a further one.
    public func rows(_ telling: Telling<Answer>) -> [RowBlock] { telling.isOwn ? [.own(telling.record)] : [] }

    /// Nothing.
    public func heterogeneity(of answer: Answer) -> Heterogeneity? { nil }

    /// The rows without a pooled effect.
    public func forest(_ record: AnalysisRecord, _ answer: Answer) -> ForestSource { ForestSource(record) }

    /// Nothing.
    public func tables(_ telling: Telling<Answer>) -> [NamedTable] { [] }

    /// The headline in words, and how many fields differ.
    public func changes(
        from first: Answer, to second: Answer, display: MeasureDisplay
    ) throws -> [AnswerChange] {
        var changes = AnswerChanges(display: display)
        changes.headline(first.headline, second.headline)
        try changes.count("numbers of the answer", first, second)
        return changes.list
    }
}

/// Tells an answer that nothing else tells: its headline, the rows, what was left out.
public struct GenericReport<Answer: AnalysisAnswer>: KindReport {
    /// None by name.
    public let kinds: [String] = []
    private let kind: String

    /// Creates a report for answers of a kind.
    public init(kind: String = "answer") { self.kind = kind }

    /// The kind in words.
    public func name(of answer: Answer) -> String { PropertyWords.phrase(kind) }
}
