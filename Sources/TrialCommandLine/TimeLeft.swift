/// How long a work will still take, if it goes on as it went so far.
public struct TimeLeft: Sendable, Equatable {
    /// Whole seconds; nil where nothing can be said yet.
    public let seconds: Int?

    /// Takes how much was done in how long.
    public init(done: Int, of total: Int, after elapsed: Duration) {
        let parts = elapsed.components
        let spent = Double(parts.seconds) + 1e-18 * Double(parts.attoseconds)
        let left = spent * Double(max(total - done, 0)) / Double(max(done, 1))
        // The first moments say little of the rest.
        seconds = done > 0 && spent >= 0.5 && left < 1e9 ? Int(left.rounded(.up)) : nil
    }

    /// The time in words, such as `about 40 s left` or `about 3 min left`; nil where nothing can be said yet.
    public var words: String? {
        seconds.map { seconds in
            if seconds < 100 { return "about \(seconds) s left" }
            let minutes = (seconds + 59) / 60
            return minutes < 100 ? "about \(minutes) min left" : "about \((minutes + 59) / 60) h left"
        }
    }
}
