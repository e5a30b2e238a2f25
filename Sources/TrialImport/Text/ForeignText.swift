import TrialEvidence

/// Text of other programs as every importer of text takes it: UTF-8, lines that end in LF or CRLF, one byte between fields.
enum ForeignText {
    /// The bytes of a file in the usual form.
    ///
    /// UTF-16 with its byte order mark is decoded, lone carriage returns end lines where no line feed does, and runs of
    /// blanks between the fields of a table become tabs. Everything else comes back as it is.
    static func usual(_ bytes: [UInt8], isTable: Bool = false, delimiter: UInt8? = nil) -> [UInt8] {
        let form = TextForm(of: bytes.prefix(headLength), isTable: isTable, delimiter: delimiter)
        guard !form.isPlain else { return bytes }
        var transformer = TextTransformer(form)
        return transformer.feed(bytes[...], isLast: true)
    }

    /// A source of such bytes, and whether its fields are now separated by tabs.
    static func table(
        _ source: PeekedSource, delimiter: UInt8?
    ) throws -> (source: PeekedSource, delimiter: UInt8?) {
        let form = TextForm(of: source.head, isTable: true, delimiter: delimiter)
        guard !form.isPlain else { return (source, delimiter) }
        let usual = try PeekedSource(TransformedSource(source, form))
        return (usual, form.blanks == .kept ? delimiter : UInt8(ascii: "\t"))
    }

    /// How much of a file shows its form.
    private static let headLength = 1 << 16
}

/// A source whose text is brought into the usual form as it is read.
private final class TransformedSource: ByteSource {
    private let source: PeekedSource
    private var transformer: TextTransformer
    private var pending: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)

    init(_ source: PeekedSource, _ form: TextForm) {
        self.source = source
        transformer = TextTransformer(form)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while position == pending.count, !isAtEnd {
            let count = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
            isAtEnd = count == 0
            pending = transformer.feed(chunk[..<count], isLast: isAtEnd)
            position = 0
        }
        let count = min(buffer.count, pending.count - position)
        buffer.copyBytes(from: pending[position..<(position + count)])
        position += count
        return count
    }
}
