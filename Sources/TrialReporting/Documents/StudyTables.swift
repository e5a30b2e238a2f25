import TrialResults
import TrialStatistics

/// The study rows of an analysis and of what stands beside it, as tables of text.
struct StudyTables {
    let tables: [TextTable]

    init(_ analysis: AnalysisResult, display: MeasureDisplay) {
        let blocks = [("Study rows", analysis.studies)] + analysis.beside.map { ("Beside: \($0.title)", $0.studies) }
        tables = blocks.filter { !$0.1.isEmpty }.map { caption, studies in
            Self.table(caption, studies, display, level: analysis.level)
        }
    }

    private static func table(
        _ caption: String, _ studies: [StudyResult], _ display: MeasureDisplay, level: Double
    ) -> TextTable {
        let columns = ForestColumns(studies)
        let headings = columns.columns.map { column in
            let name = columns.groupNames[column.group]
            return name.isEmpty ? column.cell.heading : "\(name): \(column.cell.heading)"
        }
        let hasNotes = studies.contains { !$0.notes.isEmpty }
        return TextTable(
            caption: caption,
            columns: [.init("Study")] + headings.map { .init($0, .trailing) }
                + [.init(display.effectHeading(level: level), .trailing), .init("Weight", .trailing)]
                + (hasNotes ? [.init("Notes")] : []),
            rows: studies.map { study in
                [study.label] + columns.cells(study, display.format)
                    + [display.effect(study.natural), study.weight.map(display.format.percent) ?? "–"]
                    + (hasNotes ? [study.notes.joined(separator: " ")] : [])
            })
    }
}

/// Where each number comes from: one table an analysis.
struct SourceTables {
    let tables: [TextTable]

    init(_ document: ResultDocument) {
        tables = document.analyses.compactMap { analysis in
            let studies = analysis.studies + analysis.beside.flatMap(\.studies)
            let rows = studies.flatMap { study in study.sources.map { Self.row(study, $0) } }
            guard !rows.isEmpty else { return nil }
            return TextTable(
                caption: "Sources: \(analysis.title)",
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
