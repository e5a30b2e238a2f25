import TrialCommandLine
import TrialResults
import TrialStatistics

/// What the terminal shows of a result: the summary table, then each analysis' warnings.
struct ResultSummary {
    let document: ResultDocument

    init(_ document: ResultDocument) { self.document = document }

    /// The table that the report's page shows too, then what each analysis says beside its headline.
    var text: String { ([table] + lines + unasked).joined(separator: "\n") }

    /// What the plan asks nothing of.
    private var unasked: [String] {
        guard let unasked = document.unasked, !unasked.isEmpty else { return [] }
        return ["", UnaskedWords(unasked).sentence]
    }

    /// One line on subgroups, moderators, changed rules and rare events of each analysis that has them.
    private var lines: [String] {
        document.analyses.flatMap { analysis -> [String] in
            let lines = analysis.lines()
            return lines.isEmpty ? [] : ["", DisplayText.clean(analysis.title)] + lines.map { "  \($0.line)" }
        }
    }

    private var table: String {
        let summary = SummaryTable(document).table
        var table = TerminalTable(
            summary.columns.map(\.heading),
            alignments: summary.columns.map { $0.alignment == .trailing ? .right : .left })
        for row in summary.rows { table.add(row) }
        return table.text
    }

    /// The rows of each analysis, the excluded ones with their reasons, and the warnings in full.
    var details: String {
        document.analyses.map { analysis in
            let display = analysis.display
            var rows = TerminalTable(["study", display.heading, "weight"], alignments: [.left, .right, .right])
            for study in analysis.rows {
                rows.add([
                    study.markedLabel, display.effect(study.shown),
                    study.weight.map { NumberFormat.british.percent($0) } ?? "",
                ])
            }
            let notes = [analysis.rows.correctionNote, display.wayBack].compactMap(\.self)
            let excluded = analysis.excluded.map { "not used: \($0.study) \($0.arm ?? ""): \($0.reason)" }
            let warnings = analysis.allWarnings.map { "warning: \($0.message)" }
            return ([rows.text] + notes + excluded + warnings).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}
