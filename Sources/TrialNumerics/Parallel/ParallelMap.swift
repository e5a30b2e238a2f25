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
    /// - Throws: What `work` throws for the first position that fails; those behind it that have not begun by then are left.
    public static func map<Value: Sendable, Failure: Error>(
        _ count: Int, jobs: Int? = nil, _ work: @Sendable (Int) throws(Failure) -> Value
    ) throws(Failure) -> [Value] {
        let workers = min(jobs ?? count, count)
        guard workers > 1 else {
            var values: [Value] = []
            for index in 0..<count { values.append(try work(index)) }
            return values
        }
        let next = Atomic(0)
        let end = Atomic(count)
        let outcomes = Mutex([Result<Value, Failure>?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < end.load(ordering: .relaxed) else { return }
                let outcome = Result { () throws(Failure) in try work(index) }
                if case .failure = outcome { end.min(index, ordering: .relaxed) }
                outcomes.withLock { $0[index] = outcome }
            }
        }
        var values: [Value] = []
        for case let outcome? in outcomes.withLock(\.self) { values.append(try outcome.get()) }
        return values
    }
}
