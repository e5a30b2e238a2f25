import TrialArchives

/// Sorts any number of small records in bounded memory: runs that fit into memory are sorted, put aside and merged.
final class ExternalSorter<Record: Comparable & BitwiseCopyable> {
    private let capacity: Int
    private var buffer: [Record] = []
    private let scratch = ScratchFile()
    private var runs: [Range<Int>] = []

    /// Holds at most so many records in memory.
    init(capacity: Int = 1 << 19) {
        self.capacity = capacity
    }

    /// How many records there are.
    private(set) var count = 0

    func append(_ record: Record) throws {
        buffer.append(record)
        count += 1
        if buffer.count == capacity { try putAside() }
    }

    /// The records from the least on; nothing may be appended after this, which may be asked again.
    func sorted() throws -> SortedRecords<Record> {
        if runs.isEmpty {
            buffer.sort()
            return SortedRecords(buffer)
        }
        if !buffer.isEmpty { try putAside() }
        buffer = []
        return try SortedRecords(runs, of: scratch)
    }

    private func putAside() throws {
        buffer.sort()
        let start = scratch.count
        try buffer.withUnsafeBytes { try scratch.append($0) }
        runs.append(start..<scratch.count)
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Sorted records, one after the other, out of memory or out of sorted runs.
struct SortedRecords<Record: Comparable & BitwiseCopyable> {
    private struct Run {
        let scratch: ScratchFile
        var rest: Range<Int>
        var records: [Record] = []
        var index = 0

        var head: Record { records[index] }

        /// Moves on; returns false where the run is at its end.
        mutating func advance() throws -> Bool {
            index += 1
            if index < records.count { return true }
            let stride = MemoryLayout<Record>.stride
            let count = Swift.min(rest.count / stride, 1024)
            guard count > 0 else { return false }
            let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: count * stride, alignment: 16)
            defer { bytes.deallocate() }
            _ = try scratch.read(at: rest.lowerBound, into: bytes)
            records = Array(bytes.bindMemory(to: Record.self))
            rest = (rest.lowerBound + count * stride)..<rest.upperBound
            index = 0
            return true
        }
    }

    private var records: [Record] = []
    private var index = 0
    /// A heap: no run has a smaller head than the two behind it.
    private var runs: [Run] = []

    init(_ records: [Record]) {
        self.records = records
    }

    init(_ ranges: [Range<Int>], of scratch: ScratchFile) throws {
        for range in ranges {
            var run = Run(scratch: scratch, rest: range)
            if try run.advance() { runs.append(run) }
        }
        for position in runs.indices.reversed() { sink(position) }
    }

    mutating func next() throws -> Record? {
        guard !runs.isEmpty else {
            guard index < records.count else { return nil }
            index += 1
            return records[index - 1]
        }
        let least = runs[0].head
        if try !runs[0].advance() {
            runs.swapAt(0, runs.count - 1)
            runs.removeLast()
        }
        sink(0)
        return least
    }

    private mutating func sink(_ start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < runs.count && runs[child].head < runs[least].head {
                least = child
            }
            guard least != parent else { return }
            runs.swapAt(parent, least)
            parent = least
        }
    }
}
