import TrialArchives
import TrialEvidence

/// A row that was put aside: the table it is for, where it came from, and its cells as bytes.
struct SpooledRow {
    private(set) var table = 0
    private(set) var file = 0
    /// The line in the imported file; 0 where it has none.
    private(set) var line = 0
    /// The cells' bytes, one after the other.
    private(set) var bytes: [UInt8] = []
    /// Where each cell ends in `bytes`.
    private(set) var ends: [Int] = []

    /// The bytes of a cell.
    func bytes(_ cell: Int) -> ArraySlice<UInt8> { bytes[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]] }

    /// The cells as texts.
    var cells: [String] { ends.indices.map { String(decoding: bytes($0), as: UTF8.self) } }

    fileprivate mutating func decode(_ record: UnsafeRawBufferPointer) {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        var index = 0
        func number() -> Int {
            var value = 0
            var shift = 0
            while true {
                let byte = record[index]
                index += 1
                value |= Int(byte & 0x7F) << shift
                if byte < 0x80 { return value }
                shift += 7
            }
        }
        (table, file, line) = (number(), number(), number())
        while index < record.count {
            let length = number()
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: record[index..<(index + length)]))
            ends.append(bytes.count)
            index += length
        }
    }
}

/// Imported rows that wait for their place, in the order in which they came; on disk where they are many.
final class RowSpool {
    private let scratch = ScratchFile()
    private var record: [UInt8] = []
    private var chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)

    deinit { chunk.deallocate() }

    /// How many bytes are put aside.
    var size: Int { scratch.count }

    /// Puts a row aside and says where.
    func append(table: Int, file: Int, line: Int, cells: [String]) throws -> Int {
        record.removeAll(keepingCapacity: true)
        for value in [table, file, line] { add(value) }
        for cell in cells {
            var cell = cell
            cell.withUTF8 { bytes in
                add(bytes.count)
                record.append(contentsOf: bytes)
            }
        }
        let place = scratch.count
        var length = UInt32(record.count)
        try withUnsafeBytes(of: &length) { try scratch.append($0) }
        try record.withUnsafeBytes { try scratch.append($0) }
        return place
    }

    private func add(_ number: Int) {
        var rest = number
        while rest >= 0x80 {
            record.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        record.append(UInt8(rest))
    }

    /// The row at a place.
    func row(at place: Int) throws -> SpooledRow {
        var row = SpooledRow()
        let count = try load(place)
        row.decode(UnsafeRawBufferPointer(rebasing: chunk[4..<count]))
        return row
    }

    /// Visits every row in the order in which they came.
    func forEach(_ body: (SpooledRow) throws -> Void) throws {
        var row = SpooledRow()
        var place = 0
        while place < scratch.count {
            let filled = try scratch.read(at: place, into: chunk)
            var index = 0
            while index + 4 <= filled {
                let length = 4 + Int(chunk.loadUnaligned(fromByteOffset: index, as: UInt32.self))
                guard index + length <= filled else { break }
                row.decode(UnsafeRawBufferPointer(rebasing: chunk[(index + 4)..<(index + length)]))
                try body(row)
                index += length
            }
            if index == 0 { index = try grow(for: place) }
            place += index
        }
    }

    /// Makes room for a record that is larger than the chunk.
    private func grow(for place: Int) throws -> Int {
        _ = try load(place)
        return 0
    }

    /// Loads the record at a place and says where it ends in the chunk.
    private func load(_ place: Int) throws -> Int {
        _ = try scratch.read(at: place, into: UnsafeMutableRawBufferPointer(rebasing: chunk[..<4]))
        let length = 4 + Int(chunk.loadUnaligned(as: UInt32.self))
        if length > chunk.count {
            chunk.deallocate()
            chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 16)
        }
        _ = try scratch.read(at: place, into: UnsafeMutableRawBufferPointer(rebasing: chunk[..<length]))
        return length
    }
}
