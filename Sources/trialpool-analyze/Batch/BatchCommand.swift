import ArgumentParser
import Foundation
import TrialAnalysis
import TrialCommandLine

struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Answer requests, one JSON object a line, from standard input to standard output.",
        discussion: """
            Example: echo '{"id":"a","task":"pool","data":{"estimate":[0.1,0.4],"variance":[0.02,0.03]}}' \
            | trialpool-analyze batch

            Every line gets one answer, in the order of the requests; a line that cannot be answered gets "ok": false and \
            does not end the run. Blank lines are passed over. The work is done in a second process: a request that ends \
            it, which is a mistake of ours, is answered with the code internal-error, and the next line goes on.
            """
    )

    @Option(help: "Work with this many threads; the bytes of the answers do not change.")
    var jobs = 1

    @Flag(help: .hidden)
    var worker = false

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs must lie between 1 and 256") }
    }

    func run() throws {
        let runner = BatchRunner()
        var supervisor = worker ? nil : BatchSupervisor(jobs: jobs, runner: runner)
        var lines = StandardInputLines()
        // As many lines as have come already are answered together; a program that waits for its answer gets it.
        while let waiting = try lines.next(most: jobs == 1 ? 1 : jobs * 32) {
            let answers = supervisor?.answers(waiting) ?? runner.answers(waiting, jobs: jobs)
            for answer in answers { Terminal.printData(answer) }
        }
    }
}
