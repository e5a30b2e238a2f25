import Foundation
import TrialAnalysis

/// Has lines answered by a worker process, so that a line that ends the worker ends nothing else.
///
/// A line whose worker ended is asked once more, alone and of a new worker, because the system may have ended that one, and
/// of several lines that were asked together it is not known which it was. Where it ends that worker too it is answered
/// with an internal error, and a new worker takes the next one.
struct BatchSupervisor {
    private let jobs: Int
    private let runner: BatchRunner
    private var worker: BatchWorker?

    init(jobs: Int, runner: BatchRunner) {
        self.jobs = jobs
        self.runner = runner
    }

    /// The answers to lines, in their order.
    mutating func answers(_ lines: [Data]) -> [String] {
        var answers: [String] = []
        var (together, isRepeated) = (lines.count, false)
        while answers.count < lines.count {
            let asked = lines[answers.count...].prefix(together)
            // Where the system allows no second process, this one does the work.
            guard let running = worker ?? BatchWorker(jobs: jobs) else {
                return answers + runner.answers(Array(lines[answers.count...]), jobs: jobs)
            }
            worker = running
            let given = running.answers(Array(asked))
            answers += given
            if given.count == asked.count {
                isRepeated = false
                continue
            }
            worker = nil
            if isRepeated { answers.append(runner.internalError(asked[asked.startIndex])) }
            (together, isRepeated) = (1, !isRepeated || !given.isEmpty)
        }
        return answers
    }
}
