import TrialResults
import TrialStatistics

/// How the methods for rare events are told: the one that the rule picks in a sentence, all of them in a table.
public struct RareEventReport: KindReport {
    /// `rare-events`.
    public let kinds = ["rare-events"]

    /// Creates the report.
    public init() {}

    /// The methods in words.
    public func name(of answer: RareEventPanelAnswer) -> String { "methods for rare events" }

    /// The rows, and every method's answer.
    public var figures: [any Figure] { [ForestPlot(), RareEventPanelFigure()] }

    /// The method that the rule picks, or why there is none.
    public func finding(_ telling: Telling<RareEventPanelAnswer>) -> ReportFinding {
        let (record, format) = (telling.record, telling.format)
        let rows = telling.answer.rows
        let basis =
            "\(format.count(rows)) \(rows == 1 ? "row" : "rows") of \(format.count(record.studies))"
            + " \(record.studies == 1 ? "study" : "studies")."
        let sentence = "\(basis) \(remark(telling) ?? "No method for rare events gave a result.")"
        let left = telling.isOwn ? ExclusionWords(format: format).sentence(record.excluded) : ""
        return ReportFinding("\(sentence)\(telling.remarks.map { " \($0)" }.joined())\(left)")
    }

    /// The table of the methods, and for an own answer their drawing.
    public func details(_ telling: Telling<RareEventPanelAnswer>) -> [ReportSection] {
        var blocks = [telling.answer.panel.map { ReportBlock.table(words(telling).table($0)) }].compactMap(\.self)
        if telling.isOwn, let panel = telling.scope.drawing(RareEventPanelFigure()) { blocks.append(.figure(panel)) }
        return [ReportSection("comparisons", .onPage("Groups, methods and changed rules"), blocks)]
    }

    /// An own answer has all sections; a further one adds its table to the comparisons of the record's own.
    public func sections(_ telling: Telling<RareEventPanelAnswer>) throws(ReportingError) -> [ReportSection] {
        guard telling.isOwn else { return details(telling) }
        let common = CommonSections(telling)
        return [common.head(finding: finding(telling), tiles: tiles(telling)), common.method]
            + common.studies(rows(telling)) + details(telling)
    }

    /// The method that the rule picks, in one sentence.
    public func remark(_ telling: Telling<RareEventPanelAnswer>) -> String? {
        if !telling.isOwn, let words = telling.record.besideHeadline(telling.scope.convention) { return words }
        return telling.answer.panel.flatMap { words(telling).sentence($0) }
    }

    /// The tile names the method: what it estimates may be another ratio than the measure of the question.
    private func tiles(_ telling: Telling<RareEventPanelAnswer>) -> [ReportTile] {
        let general = HeadlineTiles(telling).tiles
        guard let first = general.first, let name = telling.answer.panel?.headlineRow?.name else { return general }
        let clean = DisplayText.clean(name)
        let tile = ReportTile(clean.prefix(1).uppercased() + clean.dropFirst(), first.value, first.note)
        return [tile] + general.dropFirst()
    }

    /// Every method's answer on the natural scale.
    public func tables(_ telling: Telling<RareEventPanelAnswer>) -> [NamedTable] {
        guard let panel = telling.answer.panel else { return [] }
        let table = CSVTable(
            header: [
                "method", "name", "headline", "estimate", "lower", "upper", "p", "tau2", "level",
                "uses_studies_without_events", "remarks",
            ],
            rows: panel.rows.map { row -> [CSVTable.Cell] in
                let estimate = row.answer.estimate
                let numbers = [
                    estimate?.natural, estimate?.naturalLower, estimate?.naturalUpper, estimate?.pValue, estimate?.tau2,
                    panel.level,
                ]
                let remarks = [row.answer.reason?.message].compactMap(\.self) + row.warnings.map(\.message)
                return [.text(row.code), .text(row.name), .text(row.code == panel.headline ? "yes" : "no")]
                    + numbers.map { CSVTable.Cell($0) }
                    + [
                        CSVTable.Cell(estimate.map { $0.usedDoubleZero ? "yes" : "no" }),
                        .text(remarks.joined(separator: " ")),
                    ]
            })
        return [NamedTable("rare-events", table)]
    }

    private func words(_ telling: Telling<RareEventPanelAnswer>) -> RareEventWords {
        RareEventWords(
            display: telling.answer.measure.map {
                MeasureDisplay($0, convention: telling.scope.convention, per: telling.display.per)
            }
                ?? telling.display)
    }
}
