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

    /// The answers to lines; fewer where the process ended.
    func answers(_ lines: [Data]) -> [String] {
        var text = Data()
        for line in lines { text += line + [0x0A] }
        // Many answers may fill their pipe before all questions are in theirs.
        if lines.count == 1 {
            write(text)
            return answers.next().map { [$0] } ?? []
        }
        let whole = text
        let thread = Thread { [self] in write(whole) }
        thread.start()
        var given: [String] = []
        while given.count < lines.count, let answer = answers.next() { given.append(answer) }
        return given
    }

    private func write(_ text: Data) { try? questions.fileHandleForWriting.write(contentsOf: text) }
}
