import TrialReporting
import TrialResults

/// How directions are told: a sentence, a table, a file and a figure.
public struct DirectionReport: KindReport {
    /// `direction`.
    public let kinds = ["direction"]

    /// Creates the report.
    public init() {}

    /// The rows without a diamond, and the counts.
    public var figures: [any Figure] { [ForestPlot(), DirectionFigure()] }

    /// The counts, the share and the test.
    public func finding(_ telling: Telling<DirectionAnswer>) -> ReportFinding {
        let (test, format) = (telling.answer.test, telling.format)
        guard let share = telling.answer.test.shareLower, let p = test.pValue else {
            return ReportFinding("No row points in either direction.")
        }
        let null = telling.display.nullText ?? "0"
        let percent = format.percentage(ofProportion:)
        let limits = telling.scope.convention.limits(percent(share.lower), percent(share.upper))
        let written = telling.scope.convention.effect(percent(share.estimate), limits: limits)
        let ties = test.neither == 0 ? "" : " Rows that point in neither direction: \(format.count(test.neither))."
        return ReportFinding(
            "The \(telling.display.name) is below \(null) in \(format.count(test.lower)) of"
                + " \(format.count(test.directed)) rows, \(written) with \(format.level(test.level)) limits; exact sign"
                + " test \(format.pValue(p)).\(ties) This says nothing of how large the effect is.")
    }

    /// The table and the figure.
    public func details(_ telling: Telling<DirectionAnswer>) -> [ReportSection] {
        let (test, format) = (telling.answer.test, telling.format)
        let null = telling.display.nullText ?? "0"
        let table = TextTable(
            caption: "Directions of the rows", columns: [.init("Direction"), .init("Rows", .trailing)],
            rows: [
                ["Below \(null)", format.count(test.lower)], ["Above \(null)", format.count(test.higher)],
                ["Neither", format.count(test.neither)],
            ])
        let drawing = telling.scope.drawing(DirectionFigure()).map { ReportBlock.figure($0) }
        return [ReportSection("direction", .everywhere("Directions"), [.table(table)] + [drawing].compactMap(\.self))]
    }

    /// One row with every number.
    public func tables(_ telling: Telling<DirectionAnswer>) -> [NamedTable] {
        let test = telling.answer.test
        let share = test.shareLower
        let numbers = [share?.estimate, share?.lower, share?.upper, test.level, test.pValue]
        let table = CSVTable(
            header: ["lower", "higher", "neither", "share_lower", "share_from", "share_to", "level", "p"],
            rows: [
                [.integer(test.lower), .integer(test.higher), .integer(test.neither)]
                    + numbers.map { CSVTable.Cell($0) }
            ])
        return [NamedTable("direction", table)]
    }
}
