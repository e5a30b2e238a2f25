import Dispatch
import Synchronization

/// Works side by side whose results stand in the order of the works, so that any number of processors gives the same bytes.
public enum ParallelMap {
    /// What `work` makes of each position below `count`, in their order.
    ///
    /// - Parameters:
    ///   - count: How many works there are.
    ///   - jobs: At most so many at one time; nil for as many as the machine can.
    ///   - work: Makes the result of a position; called once for each, from any thread.
    public static func map<Value: Sendable>(
        _ count: Int, jobs: Int? = nil, _ work: @Sendable (Int) -> Value
    ) -> [Value] {
        let workers = min(jobs ?? count, count)
        guard workers > 1 else { return (0..<count).map(work) }
        let next = Atomic(0)
        let values = Mutex([Value?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                let value = work(index)
                values.withLock { $0[index] = value }
            }
        }
        return values.withLock { $0.compactMap(\.self) }
    }
}
