import TrialNumerics

/// Work on many items in pieces of a fixed size, on as many processors as there are.
///
/// The pieces do not depend on the number of processors, and what came of them is handed over in their order, so that any
/// machine gives the same bytes.
enum ParallelChunks {
    /// What `work` makes of each piece of the first `count` numbers, in their order.
    static func map<Part: Sendable>(
        _ count: Int, size: Int, _ work: @Sendable (Range<Int>) -> Part
    ) -> [Part] {
        let chunks = (count + size - 1) / size
        return ParallelMap.map(chunks) { chunk in work((chunk * size)..<min(count, (chunk + 1) * size)) }
    }
}
