import ArgumentParser
import TrialArchives
import TrialCommandLine
import TrialEvidence
import TrialForensics

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Shows where each number of a study's outcome is printed, what was derived, and what it is good for.",
        discussion: "Example: trialpool-import explain Datasets/msc-ms-trials Llufriu2014 gel_count")

    @Argument(help: "The dataset: a folder or a packed archive.")
    var dataset: String

    @Argument(help: "The study's name.")
    var study: String

    @Argument(help: "The outcome's name.")
    var outcome: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let content = try DatasetProblems.telling(at: dataset) { try DatasetArchive.read(dataset) }
        let explanation: OutcomeExplanation
        do {
            explanation = try OutcomeExplanation(content, study: study, outcome: outcome)
        } catch {
            Terminal.error("\(dataset): error: \(error.reason)")
            throw ExitCode(1)
        }
        if output.json { return try output.printJSON(explanation) }
        let heading = ["\(explanation.study), \(explanation.outcome)", explanation.citation].compactMap(\.self)
        Terminal.print(heading.joined(separator: "\n"))
        for row in explanation.rows { Terminal.print("\n" + ExplainedRow(row: row).text) }
    }
}

/// One row's explanation as text for the terminal.
private struct ExplainedRow {
    let row: RowExplanation

    var text: String {
        var lines = [title, line("printed", numbers(row.printed)), line("source", source)]
        if !row.note.isEmpty { lines.append(line("note", row.note)) }
        for recorded in row.recorded { lines += self.recorded(recorded) }
        for use in row.uses { lines += self.use(use) }
        return lines.joined(separator: "\n")
    }

    private var title: String {
        let arms = ([row.arm] + [row.comparator].compactMap(\.self)).map { arm in
            arm.text.isEmpty || arm.text == arm.cell ? arm.cell : "\(arm.cell) (\(arm.text))"
        }
        let months = row.months.map { "month \(Decimals.text($0))" } ?? "time not stated"
        let words = [
            arms.joined(separator: " against "), row.population, months, row.statistic, row.subgroup, row.variant,
        ]
        return "\(row.place)  \(words.filter { !$0.isEmpty }.joined(separator: ", "))"
    }

    private var source: String {
        [row.location.isEmpty ? "place not stated" : row.location, row.document ?? "no citable page", row.confidence]
            .joined(separator: "; ")
    }

    private func numbers(_ numbers: [RowExplanation.Number]) -> String {
        numbers.isEmpty ? "no number" : numbers.map { "\($0.cell) \($0.text)" }.joined(separator: ", ")
    }

    private func line(_ name: String, _ text: String) -> String {
        "  " + name + String(repeating: " ", count: max(1, 10 - name.count)) + text
    }

    private func recorded(_ recorded: RowExplanation.Recorded) -> [String] {
        let verdict = recorded.objection.map { "does not reproduce: \($0)" } ?? "reproduces"
        let how = recorded.text.drop { $0 != "=" }.dropFirst(2)
        let first = line("derived", "\(recorded.number.cell) \(recorded.number.text) by \(how), \(verdict)")
        return [first] + (recorded.trail.map { [line("", $0.sentence)] } ?? [])
    }

    private func use(_ use: RowExplanation.Use) -> [String] {
        if let missing = use.missing { return [line("missing", "\(use.quantity): \(missing)")] }
        let how = use.trails.isEmpty ? ", as in the row" : ""
        return [line("gives", use.text + how)] + use.trails.map { line("", $0.sentence) }
            + [use.added].compactMap(\.self).map { line("added", $0) }
    }
}
