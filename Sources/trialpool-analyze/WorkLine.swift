import Foundation
import TrialAnalysis
import TrialCommandLine

/// Tells how far a question is that takes long: a bar where a person watches, else a line every ten seconds.
///
/// It is told from the one thread that answers questions.
final class WorkLine: @unchecked Sendable {
    private let isQuiet: Bool
    private let bar: ProgressBar
    private var analysis = ""
    private var startedAt = ContinuousClock.now
    private var toldAt = ContinuousClock.now
    private var doneAtStart = 0

    private static let pause = Duration.seconds(10)

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        bar = ProgressBar(isQuiet: isQuiet)
    }

    /// Shows how far an analysis is.
    func show(_ progress: WorkProgress) {
        guard !isQuiet else { return }
        let now = ContinuousClock.now
        if progress.analysis != analysis {
            (analysis, startedAt, toldAt, doneAtStart) = (progress.analysis, now, now, progress.done)
        }
        bar.show(progress.analysis, progress.done, of: progress.total, .count(progress.unit))
        guard !Terminal.isInteractive, now - toldAt >= Self.pause, progress.done < progress.total else { return }
        toldAt = now
        let left = TimeLeft(done: progress.done - doneAtStart, of: progress.total - doneAtStart, after: now - startedAt)
        let words = left.words.map { ", \($0)" } ?? ""
        Terminal.error("\(progress.analysis): \(progress.done) of \(progress.total) \(progress.unit)\(words)")
    }

    /// Takes the bar away, so that another line can be written.
    func clear() { bar.clear() }
}
