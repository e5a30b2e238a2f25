import Foundation

/// A line on a terminal that shows how far a long work is; silent with `--quiet` and where nobody watches.
public final class ProgressBar {
    /// What is counted.
    public enum Unit: Sendable {
        /// Bytes, shown as kB, MB or GB.
        case bytes
        /// Anything else, shown as it is.
        case count(String)
    }

    private let isShown: Bool
    private var shownAt: ContinuousClock.Instant?
    private var startedAt = ContinuousClock.now
    private var stage = ""
    private var isDrawn = false

    /// Creates a bar that is not drawn yet.
    public init(isQuiet: Bool) {
        isShown = Terminal.isInteractive && !isQuiet
    }

    deinit { clear() }

    /// Shows how much of a stage is done; it is drawn ten times a second at most.
    public func show(_ stage: String, _ done: Int, of total: Int, _ unit: Unit) {
        guard isShown else { return }
        let now = ContinuousClock.now
        if stage != self.stage { (self.stage, startedAt, shownAt) = (stage, now, nil) }
        if let shownAt, now - shownAt < .milliseconds(100) { return }
        shownAt = now
        isDrawn = true
        let seconds =
            Double((now - startedAt).components.seconds) + 1e-18 * Double((now - startedAt).components.attoseconds)
        Terminal.overwrite(Self.line(stage, done, of: total, unit, after: seconds))
    }

    /// Takes the bar off the terminal, so that other lines can be written.
    public func clear() {
        guard isDrawn else { return }
        isDrawn = false
        Terminal.overwrite("")
    }

    /// The line, as `reading    [=====>              ]  27%  270 MB of 1.0 GB, 55 MB/s`.
    static func line(_ stage: String, _ done: Int, of total: Int, _ unit: Unit, after seconds: Double) -> String {
        let share = total > 0 ? min(1, Double(done) / Double(total)) : 1
        let filled = Int((share * 20).rounded(.down))
        let bar = String(repeating: "=", count: filled) + (filled < 20 ? ">" : "")
        let padded = bar.padding(toLength: 20, withPad: " ", startingAt: 0)
        let percent = "\(Int((share * 100).rounded(.down)))%"
        let label = stage.padding(toLength: max(stage.count, 10), withPad: " ", startingAt: 0)
        let rate = seconds > 0.5 ? ", \(text(Int(Double(done) / seconds), unit))/s" : ""
        let left =
            done < total ? TimeLeft(done: done, of: total, after: .seconds(seconds)).words.map { ", \($0)" } ?? "" : ""
        let amount = "\(text(done, unit)) of \(text(total, unit))\(rate)\(left)"
        return "\(label) [\(padded)] \(String(repeating: " ", count: 4 - percent.count))\(percent)  \(amount)"
    }

    private static func text(_ amount: Int, _ unit: Unit) -> String {
        switch unit {
        case .count(let what): return "\(amount) \(what)"
        case .bytes:
            if amount < 1_000_000 { return "\(amount / 1000) kB" }
            if amount < 1_000_000_000 { return "\(amount / 1_000_000) MB" }
            return "\(Double(amount / 10_000_000) / 100) GB"
        }
    }
}
