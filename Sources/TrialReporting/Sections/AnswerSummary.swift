import TrialResults

/// What a report begins with: every question with its answer in plain language, then the table of all of them.
struct AnswerSummary: Sendable {
    /// A question with its answer.
    struct Item: Sendable, Equatable {
        /// The question's title.
        let title: String
        /// The answer in sentences.
        let text: String
    }

    /// The questions, in the order of the report.
    let items: [Item]
    /// The table of all questions.
    let table: TextTable

    /// What is said after the answers: what their words follow from.
    static let basis =
        "These words follow from the intervals and from stated thresholds. No rating of certainty (GRADE) was made."

    init(_ report: ToldReport) {
        items = report.analyses.map { Item(title: DisplayText.clean($0.record.title), text: $0.brief) }
        let people = report.analyses.map { analysis -> String in
            let count = ParticipantCount(analysis.record)
            let number = report.look.convention.format.count(count.participants)
            return count.participants == 0 ? "–" : count.unknownRows == 0 ? number : "at least \(number)"
        }
        let summary = SummaryTable(report.document, convention: report.look.convention).table
        table = summary.inserting(.init("People", .trailing), people, at: summary.columns.count - 1)
    }
}

extension TextTable {
    /// The same table with a column more; `cells` has a cell a row.
    func inserting(_ column: Column, _ cells: [String], at index: Int) -> TextTable {
        precondition(cells.count == rows.count)
        var columns = columns
        columns.insert(column, at: index)
        let wider = zip(rows, cells).map { row, cell -> [String] in
            var row = row
            row.insert(cell, at: index)
            return row
        }
        return TextTable(caption: caption, columns: columns, rows: wider)
    }
}

/// Where a page or a document lies, for what it says of itself.
public enum ReportPlace: Sendable, CaseIterable {
    /// A file of its own, written from a result file.
    case alone
    /// A file of a sealed bundle.
    case bundle

    /// How the numbers of a document can be checked.
    var verification: String {
        switch self {
        case .alone:
            "This file was written alone, from a result file. “trialpool-report bundle” seals the report with the data,"
                + " the plan and the results; “trialpool-report verify BUNDLE.zip” then runs the plan again and compares"
                + " every number."
        case .bundle:
            "This report is one file of a sealed bundle with the data, the plan and the results that it was drawn"
                + " from. “trialpool-report verify BUNDLE.zip” checks the SHA-256 of every file, runs the plan"
                + " again and compares every number."
        }
    }

    /// Where further figures are.
    var furtherFigures: String {
        switch self {
        case .alone: "Further figures, on the report’s page"
        case .bundle: "Further figures, on the page and in the bundle"
        }
    }
}
