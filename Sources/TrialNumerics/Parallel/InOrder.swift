import Synchronization

/// Hands over in the order of their positions what ends in any order, one at a time.
public final class InOrder<Value: Sendable>: Sendable {
    private struct State {
        var next = 0
        var waiting: [Int: Value] = [:]
    }

    private let state = Mutex(State())
    private let receiver: @Sendable (_ position: Int, _ value: Value) -> Void

    /// - Parameter receiver: Hears of each position, counted from 0, as soon as it and all before it have ended; from any thread.
    public init(_ receiver: @escaping @Sendable (_ position: Int, _ value: Value) -> Void) { self.receiver = receiver }

    /// Says that a position has ended.
    public func ended(_ position: Int, _ value: Value) {
        state.withLock { state in
            state.waiting[position] = value
            while let value = state.waiting.removeValue(forKey: state.next) {
                receiver(state.next, value)
                state.next += 1
            }
        }
    }
}
