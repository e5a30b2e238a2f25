import TrialEvidence

/// Finds the byte between two fields in text whose dialect nobody has stated.
enum DelimiterDetection {
    /// The delimiters that are tried, the rarer in running text first.
    static let candidates = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ",")]

    /// The candidate that stands most often in the header outside quotes; a comma where there is none.
    static func dialect(of bytes: [UInt8]) -> DelimitedText { dialect(delimiter: likely(bytes[...])) }

    /// The dialect of other people's tables, which may hold rows and columns of nothing.
    static func dialect(delimiter: UInt8) -> DelimitedText {
        var dialect = DelimitedText(delimiter: delimiter)
        dialect.forgivesEmptiness = true
        return dialect
    }

    /// The candidate that stands most often in the first line outside quotes; a comma where there is none.
    static func likely(_ bytes: ArraySlice<UInt8>) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes.drop(while: { [0xEF, 0xBB, 0xBF, 0x0A, 0x0D].contains($0) }) {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            if candidates.contains(byte) { counts[byte, default: 0] += 1 }
        }
        var best = DelimitedText.commaSeparated.delimiter
        for candidate in candidates where counts[candidate] ?? 0 > counts[best] ?? 0 { best = candidate }
        return best
    }

    /// Reads a table in the form that the file shows, or throws every fault.
    ///
    /// - Parameter titles: What becomes of the titles above the table, by their lines; nil where the first line is its header.
    static func table(
        of foreign: [UInt8], file: String, delimiter: UInt8? = nil, titles: ((Int) -> Void)? = nil
    ) throws(EvidenceError) -> (table: Table, dialect: DelimitedText) {
        let bytes = ForeignText.usual(foreign, isTable: true, delimiter: delimiter)
        let delimiter = delimiter == UInt8(ascii: " ") ? nil : delimiter
        let (stated, start) = statedDialect(of: bytes)
        var content = start == 0 ? bytes : Array(bytes[start...])
        var skipped = start == 0 ? 0 : 1
        if let titles {
            let above = TitleLines(of: content, delimiter: delimiter ?? stated?.delimiter)
            for line in above.titles { titles(line + skipped) }
            content.removeFirst(above.start)
            skipped += above.count
        }
        let dialect = delimiter.map { Self.dialect(delimiter: $0) } ?? stated ?? dialect(of: content)
        let (read, found) = dialect.read(content, file: file)
        var diagnostics = found
        for index in diagnostics.indices { diagnostics[index].line = diagnostics[index].line.map { $0 + skipped } }
        guard var table = read, diagnostics.isEmpty else { throw EvidenceError(diagnostics) }
        table.lines = table.lines.map { $0 + skipped }
        return (table, dialect)
    }

    /// The delimiter of a first line `sep=;`, as spreadsheets write it, and where the table begins after it.
    static func statedDialect(of bytes: [UInt8]) -> (dialect: DelimitedText?, start: Int) {
        let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let line = bytes[mark...].prefix { $0 != UInt8(ascii: "\n") }
        let bare = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        guard bare.count == 5, bare.starts(with: Array("sep=".utf8)), let delimiter = bare.last,
            candidates.contains(delimiter), line.endIndex < bytes.count
        else { return (nil, 0) }
        return (dialect(delimiter: delimiter), line.endIndex + 1)
    }
}
