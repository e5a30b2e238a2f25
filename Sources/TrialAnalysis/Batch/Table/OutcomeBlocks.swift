import TrialEvidence

/// Cuts a table into blocks of whole outcomes.
///
/// Where a block ends depends on the bytes of the table alone, never on how they arrive.
struct OutcomeBlocks {
    private let source: any ByteSource
    private let header: OutcomeTableHeader
    private var buffer: [UInt8]
    private var row: Int
    private var isAtEnd = false

    /// About how many bytes a block has; one outcome with more makes a larger one.
    static let size = 1 << 18

    /// Begins behind the header; `row` is the number of the row there.
    init(_ source: any ByteSource, _ header: OutcomeTableHeader, row: Int) {
        self.source = source
        self.header = header
        buffer = []
        self.row = row
    }

    /// The next block; nil at the end.
    mutating func next() throws -> OutcomeBlock? {
        var wanted = Self.size
        while true {
            try fill(wanted)
            if isAtEnd { return buffer.isEmpty ? nil : take(buffer.count) }
            if let end = lastBeginning() { return take(end) }
            wanted = buffer.count * 2
        }
    }

    private mutating func take(_ count: Int) -> OutcomeBlock {
        let block = OutcomeBlock(bytes: Array(buffer[..<count]), firstRow: row)
        buffer.removeFirst(count)
        row += block.bytes.withUnsafeBufferPointer { bytes in
            bytes.reduce(into: 0) { $0 += $1 == UInt8(ascii: "\n") ? 1 : 0 }
        }
        return block
    }

    /// Reads until there are so many bytes, or no more.
    private mutating func fill(_ wanted: Int) throws {
        guard !isAtEnd, buffer.count < wanted else { return }
        let begun = buffer
        var failure: (any Error)?
        buffer = Array(unsafeUninitializedCapacity: wanted) { space, filled in
            filled = begun.withUnsafeBufferPointer { UnsafeMutableRawBufferPointer(space).copied(from: $0) }
            do {
                while filled < wanted {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(space)[filled...])
                    let count = try source.read(into: rest)
                    guard count > 0 else {
                        isAtEnd = true
                        return
                    }
                    filled += count
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Where the last outcome of the buffer begins; nil where it holds one only.
    private func lastBeginning() -> Int? {
        buffer.withUnsafeBufferPointer { bytes in
            guard var end = Self.start(of: bytes.count, in: bytes) else { return nil }
            var last: [UInt8]?
            // Backwards row by row, each as long as the row behind it is one of the same outcome.
            while end > 0 {
                let start = Self.start(of: end - 1, in: bytes) ?? 0
                if let name = name(UnsafeBufferPointer(rebasing: bytes[start..<end])) {
                    if let last, last != name { return end }
                    last = name
                }
                end = start
            }
            return nil
        }
    }

    /// The beginning of the row in which a position lies.
    private static func start(of position: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var at = position
        while at > 0, bytes[at - 1] != UInt8(ascii: "\n") { at -= 1 }
        return at > 0 ? at : nil
    }

    /// The outcome of a row; nil for a blank one.
    private func name(_ row: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var rows = TableRows(row, separator: header.separator, keeping: header.outcome + 1)
        switch rows.next() {
        case .fields(let count):
            var name: [UInt8] = []
            if count > header.outcome { rows.append(rows.fields[header.outcome], to: &name) }
            return name
        case .openQuote: return Array(row)
        case .blank, nil: return nil
        }
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Copies bytes to the beginning and says how many.
    fileprivate func copied(from bytes: UnsafeBufferPointer<UInt8>) -> Int {
        copyBytes(from: bytes)
        return bytes.count
    }
}
