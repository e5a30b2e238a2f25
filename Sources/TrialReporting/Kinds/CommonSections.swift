import TrialResults
import TrialStatistics

/// The sections that answers of every kind have: the head, the method, the rows and what was not used.
public struct CommonSections<Value: AnalysisAnswer>: Sendable {
    private let telling: Telling<Value>

    /// Prepares the sections of an answer.
    public init(_ telling: Telling<Value>) { self.telling = telling }

    private var record: AnalysisRecord { telling.record }
    private var convention: NumberConvention { telling.scope.convention }

    /// The number, the finding, the warnings and the forest plot.
    public func head(
        finding: ReportFinding, tiles: [ReportTile], choices: ReaderChoices? = nil
    ) -> ReportSection {
        var blocks: [ReportBlock] = tiles.isEmpty ? [] : [.tiles(tiles)]
        blocks.append(.finding(plain: finding.plain, full: finding.full))
        let warnings = record.allWarnings.map { convention.spelled(DisplayText.clean($0.message)) }
        if !warnings.isEmpty { blocks.append(.list(warnings, .warnings)) }
        if let forest = telling.scope.drawing(ForestPlot()) { blocks.append(.figure(forest)) }
        if let choices { blocks.append(.choices(choices)) }
        return ReportSection("head", nil, blocks)
    }

    /// How it was computed.
    public var method: ReportSection {
        ReportSection(
            "method", .onPage("How it was computed"), [.paragraph(MethodSentence(record, convention).text, .method)])
    }

    /// The rows with their sources, and what was not used.
    public func studies(_ rows: [RowBlock]) -> [ReportSection] {
        let display = telling.display
        let showsMonths = rows.flatMap(\.used).contains { $0.months != nil }
        let tables = rows.filter { !$0.used.isEmpty }.map { block in
            var studies = StudyRows(block.caption, block.used, display: display, level: record.level)
            studies.showsMonths = showsMonths
            return ReportBlock.studies(studies)
        }
        let excluded = ExcludedTable(rows.flatMap(\.excluded)).table
        return [
            ReportSection("studies", .onPage("Studies and their sources"), tables),
            ReportSection("excluded", .onPage("Not used, and why"), [excluded].compactMap { $0.map { .table($0) } }),
        ]
    }
}

/// The rows that were not used, as people read them.
public struct ExcludedTable: Sendable {
    /// The table; nil where all rows were used.
    public let table: TextTable?

    /// Tabulates rows.
    public init(_ rows: [ExcludedRow], caption: String = "Rows that were not used") {
        guard !rows.isEmpty else {
            table = nil
            return
        }
        table = TextTable(
            caption: caption,
            columns: [.init("Study"), .init("Arm or comparison"), .init("Reason"), .init("Place")],
            rows: rows.map { [$0.study, $0.arm ?? "", "\($0.reason) [\($0.code)]", $0.place ?? ""] })
    }
}

/// How an analysis was computed, in sentences.
struct MethodSentence {
    private let record: AnalysisRecord
    private let display: MeasureDisplay

    init(_ record: AnalysisRecord, _ convention: NumberConvention) {
        self.record = record
        display = record.display(convention)
    }

    var text: String {
        let question = record.question
        let rules = question.rules.sorted { $0.key < $1.key }.map {
            "\(PropertyWords.phrase($0.key)): \(DisplayText.clean($0.value))"
        }
        let chosen = rules.isEmpty ? "" : " Rows were chosen by these rules: \(rules.joined(separator: "; "))."
        let added = MethodWords(record.method).zeroCells.map { " \($0)." } ?? ""
        let back = display.wayBack.map { " \($0)" } ?? ""
        return
            "\(ComparisonWords(question.comparison).heading): \(display.name) (\(DisplayText.clean(question.measure.code))),"
            + " \(display.convention.spelled("analysed")) on \(display.scaleWords) with"
            + " \(display.convention.spelled(MethodWords(record.method).sentence));"
            + " limits at \(display.format.level(record.level)).\(back)\(added)\(chosen)"
    }
}
