import ArgumentParser
import Foundation
import TrialAnalysis
import TrialCommandLine

struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Answer requests, one JSON object a line, from standard input to standard output.",
        discussion:
            #"Example: echo '{"id":"a","task":"pool","data":{"estimate":[0.1,0.4],"variance":[0.02,0.03]}}' | trialpool-analyze batch"#
    )

    @Option(help: "Work with this many threads; the bytes of the answers do not change.")
    var jobs = 1

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs must lie between 1 and 256") }
    }

    func run() throws {
        let runner = BatchRunner()
        var waiting: [Data] = []
        // A single worker answers each line at once, so that a program can talk line by line.
        let most = jobs == 1 ? 1 : jobs * 32
        func flush() {
            for answer in runner.answers(waiting, jobs: jobs) { Terminal.print(answer) }
            waiting.removeAll(keepingCapacity: true)
        }
        while let line = readLine() {
            guard !line.allSatisfy(\.isWhitespace) else { continue }
            waiting.append(Data(line.utf8))
            if waiting.count >= most { flush() }
        }
        flush()
    }
}
