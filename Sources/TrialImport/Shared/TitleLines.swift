/// The lines above a table in text that are none of its rows: a title, a caption, lines of nothing.
///
/// Such a line holds at most one filled field, and a wider line follows within ``reach`` lines. A title with commas of its own
/// and no quotes cannot be told from a header.
struct TitleLines: Equatable {
    /// The numbers of the lines that hold a title.
    private(set) var titles: [Int] = []
    /// How many lines stand above the header.
    private(set) var count = 0
    /// Where the header begins.
    private(set) var start = 0

    /// How far the header may lie below the first line of its file.
    static let reach = 12

    /// Looks at the first lines, each with the delimiter that is stated, else the one that stands most often in it.
    init(of bytes: [UInt8], delimiter: UInt8? = nil) {
        let lines = Self.lines(of: bytes)
        let widths = lines.map { Self.filledFields(bytes[$0], delimiter ?? DelimiterDetection.likely(bytes[$0])) }
        guard let header = widths.firstIndex(where: { $0 > 1 }), header > 0 else { return }
        let filled = (0..<header).filter { widths[$0] == 1 }
        // A group of columns over a part of the table is no title: its name stands further right than the header begins.
        let isTitled = filled.allSatisfy { line in
            bytes[lines[line]].first { $0 != UInt8(ascii: " ") }.map { !DelimiterDetection.candidates.contains($0) }
                ?? true
        }
        guard isTitled else { return }
        titles = filled.map { $0 + 1 }
        (count, start) = (header, lines[header].lowerBound)
    }

    /// The first lines without their ends; line ends inside quotes belong to the line.
    private static func lines(of bytes: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var (begin, isQuoted) = (0, false)
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard byte == UInt8(ascii: "\n"), !isQuoted else { continue }
            lines.append(begin..<index)
            begin = index + 1
            if lines.count == reach { return lines }
        }
        if begin < bytes.count { lines.append(begin..<bytes.count) }
        return lines
    }

    private static func filledFields(_ line: ArraySlice<UInt8>, _ delimiter: UInt8) -> Int {
        var (count, isFilled, isQuoted) = (0, false, false)
        for byte in line {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == delimiter, !isQuoted {
                count += isFilled ? 1 : 0
                isFilled = false
            } else if ![UInt8(ascii: " "), UInt8(ascii: "\r"), UInt8(ascii: "\t"), UInt8(ascii: "\"")].contains(byte) {
                isFilled = true
            }
        }
        return count + (isFilled ? 1 : 0)
    }
}
