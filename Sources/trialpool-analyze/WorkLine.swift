import Foundation
import Synchronization
import TrialAnalysis
import TrialCommandLine

/// Tells how far a question is that takes long: a bar where a person watches, else a line every ten seconds.
///
/// Of several that are answered at one time it follows one until another line is written.
final class WorkLine: Sendable {
    private struct State: ~Copyable {
        let bar: ProgressBar
        var analysis: String?
        var startedAt = ContinuousClock.now
        var toldAt = ContinuousClock.now
        var doneAtStart = 0
    }

    private let isQuiet: Bool
    private let state: Mutex<State>

    private static let pause = Duration.seconds(10)

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
        state = Mutex(State(bar: ProgressBar(isQuiet: isQuiet)))
    }

    /// Shows how far an analysis is.
    func show(_ progress: WorkProgress) {
        guard !isQuiet else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            if state.analysis == nil {
                state.analysis = progress.analysis
                (state.startedAt, state.toldAt, state.doneAtStart) = (now, now, progress.done)
            }
            guard state.analysis == progress.analysis else { return }
            state.bar.show(progress.analysis, progress.done, of: progress.total, .count(progress.unit))
            // Its own line may have to wait for questions before it, which are followed from here on.
            if progress.done >= progress.total { state.analysis = nil }
            guard !Terminal.isInteractive, now - state.toldAt >= Self.pause, progress.done < progress.total else {
                return
            }
            state.toldAt = now
            let left = TimeLeft(
                done: progress.done - state.doneAtStart, of: progress.total - state.doneAtStart,
                after: now - state.startedAt)
            let words = left.words.map { ", \($0)" } ?? ""
            Terminal.error("\(progress.analysis): \(progress.done) of \(progress.total) \(progress.unit)\(words)")
        }
    }

    /// Takes the bar away for another line, and follows whichever tells next.
    func interrupt(_ tell: () -> Void) {
        state.withLock { state in
            state.bar.clear()
            state.analysis = nil
            tell()
        }
    }
}
