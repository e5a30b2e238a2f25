import TrialResults
import TrialStatistics

extension StudyRows {
    /// The rows as a table of text.
    var table: TextTable {
        let studies = rows
        let columns = ForestColumns(studies)
        let headings = columns.columns.map { column in
            let name = columns.groupNames[column.group]
            return name.isEmpty ? column.cell.heading : "\(name): \(column.cell.heading)"
        }
        let hasNotes = studies.contains { !$0.remarks.isEmpty }
        return TextTable(
            caption: caption,
            columns: [.init("Study")] + (showsMonths ? [.init("Months", .trailing)] : [])
                + headings.map { .init($0, .trailing) }
                + [.init(display.effectHeading(level: level), .trailing), .init("Weight", .trailing)]
                + (hasNotes ? [.init("Notes")] : []),
            rows: studies.map { study in
                [study.markedLabel] + (showsMonths ? [study.followUp(display.format)] : [])
                    + columns.cells(study, display.format)
                    + [display.effect(study.shown), study.weight.map(display.format.percent) ?? "–"]
                    + (hasNotes ? [study.remarks.joined(separator: " ")] : [])
            })
    }
}

/// Where each number comes from: one table an analysis.
struct SourceTables {
    let tables: [TextTable]

    init(_ analyses: [ToldAnalysis]) {
        tables = analyses.compactMap { analysis in
            let rows = analysis.studyRows.flatMap { study in study.sources.map { Self.row(study, $0) } }
            guard !rows.isEmpty else { return nil }
            return TextTable(
                caption: "Sources: \(analysis.record.title)",
                columns: [
                    .init("Row"), .init("Numbers"), .init("Place in the document"), .init("Document"),
                    .init("Confidence"), .init("Row of the dataset"),
                ],
                rows: rows)
        }
    }

    private static func row(_ study: StudyResult, _ source: SourceTrail) -> [String] {
        let derivation = source.derivation.map { "; derived: \($0)" } ?? ""
        return [
            study.label, "\(source.quantity)\(derivation)", source.location, source.document ?? "", source.confidence,
            source.place,
        ]
    }
}
