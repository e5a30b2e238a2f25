import Foundation
import TrialPlugins

/// This program once more, answering what it is asked over pipes.
///
/// Questions are written and answers read by one thread each, which share nothing but the pipes.
final class BatchWorker: @unchecked Sendable {
    private let process = Process()
    private let questions = Pipe()
    private let answers: AnswerLines

    /// The descriptors that a second process takes for its start.
    private static let descriptors = 32

    /// Nil where the system does not allow a second process.
    init?(jobs: Int) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur >= Self.descriptors
        else { return nil }
        let pipe = Pipe()
        answers = AnswerLines(pipe.fileHandleForReading)
        process.executableURL = URL(filePath: ProgramFinder.running)
        process.arguments = ["batch", "--worker", "--jobs", "\(jobs)"]
        process.standardInput = questions
        process.standardOutput = pipe
        // A worker that ended is noticed by its answers; writing to it ends no program, because none hears SIGPIPE.
        guard (try? process.run()) != nil else { return nil }
    }

    /// What any pipe holds.
    private static let smallestPipe = 4096

    /// Passes on the answers to lines as they come and gives how many there were; fewer where the process ended.
    func answer(_ lines: ArraySlice<Data>, to write: ([UInt8]) -> Void) -> Int {
        var text = Data()
        for line in lines {
            text.append(line)
            text.append(UInt8(ascii: "\n"))
        }
        let whole = text
        // Many answers may fill their pipe before all questions are in theirs.
        if lines.count == 1 || whole.count <= Self.smallestPipe {
            ask(whole)
        } else {
            Thread { [self] in ask(whole) }.start()
        }
        return answers.pass(lines.count, to: write)
    }

    private func ask(_ text: Data) { try? questions.fileHandleForWriting.write(contentsOf: text) }
}
