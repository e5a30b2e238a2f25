import ArgumentParser
import Foundation
import TrialAnalysis
import TrialCommandLine
import TrialJSON

struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Answer requests, one JSON object a line, or pool a table of many outcomes.",
        discussion: """
            Example: echo '{"id":"a","task":"pool","data":{"estimate":[0.1,0.4],"variance":[0.02,0.03]}}' \
            | trialpool-analyze batch

            Every line gets one answer, in the order of the requests; a line that cannot be answered gets "ok": false and \
            does not end the run. Blank lines are passed over. The work is done in a second process: a request that ends \
            it, which is a mistake of ours, is answered with the code internal-error, and the next line goes on.

            With --format table the input is a table of text, separated by tabs or commas: a header, then one row an outcome \
            and study. Rows of one outcome stand together. Columns: outcome, and estimate with variance or standard-error; or, \
            with --measure, what groups report, such as events1 total1 events2 total2. Each outcome gets one row.
            Example: trialpool-analyze batch --format table effects.tsv.gz --model common -o pooled.tsv.gz

            Columns of the answer: \(OutcomeColumn.all.map(\.name).joined(separator: ", ")). Usual ones: \
            \(OutcomeColumn.usual.map(\.name).joined(separator: ", ")).
            """
    )

    /// What comes in and goes out.
    enum Format: String, ExpressibleByArgument, CaseIterable { case jsonl, table }

    @Option(help: "What comes in and goes out: jsonl, requests as lines of JSON; or table.")
    var format = Format.jsonl

    @Option(help: "Work with this many threads; the bytes of the answers do not change.")
    var jobs = 1

    @OptionGroup(title: "Options of tables") var table: OutcomeTableOptions

    @Flag(help: .hidden)
    var worker = false

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs must lie between 1 and 256") }
        if format == .jsonl, let option = table.given {
            throw ValidationError("\(option) belongs to --format table; requests as JSON say such things themselves")
        }
    }

    func run() throws {
        switch format {
        case .table: try table.run(jobs: jobs)
        case .jsonl: worker ? try answerLines() : try superviseLines()
        }
    }

    /// The most lines that are answered together: as many as have come already.
    private var most: Int { jobs == 1 ? 64 : jobs * 32 }

    private func superviseLines() throws {
        var supervisor = BatchSupervisor(jobs: jobs, runner: BatchRunner())
        var lines = StandardInputLines()
        while let waiting = try lines.next(most: most) { supervisor.answer(waiting) { Terminal.write($0) } }
    }

    private func answerLines() throws {
        let runner = BatchRunner()
        var lines = StandardInputLines()
        var output = AnswerOutput()
        while let waiting = try lines.next(most: most) {
            if jobs == 1 {
                for line in waiting { output.append { runner.answer(line, to: &$0) } }
            } else {
                for answer in runner.answers(waiting, jobs: jobs) { Terminal.write(answer) }
            }
            output.flush()
        }
    }
}

/// Answers on their way to standard output: many short ones go together, none waits long for the next.
private struct AnswerOutput {
    private var writer = JSONWriter(capacity: 1 << 17)
    private var last = ContinuousClock.now

    mutating func append(_ answer: (inout JSONWriter) -> Void) {
        answer(&writer)
        if writer.bytes.count >= 1 << 16 || ContinuousClock.now - last > .milliseconds(20) { flush() }
    }

    mutating func flush() {
        if !writer.bytes.isEmpty { Terminal.write(writer.bytes) }
        writer.removeAll()
        last = .now
    }
}
