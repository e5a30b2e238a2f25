import TrialEvidence

/// Finds the byte between two fields in text whose dialect nobody has stated.
enum DelimiterDetection {
    /// The delimiters that are tried, the rarer in running text first.
    static let candidates = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ",")]

    /// The candidate that stands most often in the header outside quotes; a comma where there is none.
    static func dialect(of bytes: [UInt8]) -> DelimitedText {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            if candidates.contains(byte) { counts[byte, default: 0] += 1 }
        }
        var best = DelimitedText.commaSeparated.delimiter
        for candidate in candidates where counts[candidate] ?? 0 > counts[best] ?? 0 { best = candidate }
        return DelimitedText(delimiter: best)
    }

    /// Reads a table in the dialect that its header shows, or throws every fault.
    static func table(of bytes: [UInt8], file: String) throws(EvidenceError) -> (table: Table, dialect: DelimitedText) {
        let dialect = dialect(of: bytes)
        let (table, diagnostics) = dialect.read(bytes, file: file)
        guard let table, diagnostics.isEmpty else { throw EvidenceError(diagnostics) }
        return (table, dialect)
    }
}
