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

    /// Passes on the answers to lines, in their order.
    mutating func answer(_ lines: [Data], to write: ([UInt8]) -> Void) {
        var answered = 0
        var (together, isRepeated) = (lines.count, false)
        while answered < lines.count {
            let asked = lines[answered...].prefix(together)
            // Where the system allows no second process, this one does the work.
            guard let running = worker ?? BatchWorker(jobs: jobs) else {
                for answer in runner.answers(Array(lines[answered...]), jobs: jobs) { write(answer) }
                return
            }
            worker = running
            let given = running.answer(asked, to: write)
            answered += given
            if given == asked.count {
                isRepeated = false
                continue
            }
            worker = nil
            if isRepeated {
                write(Array((runner.internalError(asked[asked.startIndex]) + "\n").utf8))
                answered += 1
            }
            (together, isRepeated) = (1, !isRepeated || given > 0)
        }
    }
}
