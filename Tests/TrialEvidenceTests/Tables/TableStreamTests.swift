import Testing

@testable import TrialEvidence

/// Gives bytes a few at a time, so that every place of a text is once the end of a piece.
private final class Trickle: ByteSource {
    private let bytes: [UInt8]
    private let step: Int
    private var position = 0

    init(_ bytes: [UInt8], step: Int) { (self.bytes, self.step) = (bytes, step) }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(step, buffer.count, bytes.count - position)
        buffer.copyBytes(from: bytes[position..<(position + count)])
        position += count
        return count
    }
}

/// The same bytes over and over, without an end.
private final class Endless: ByteSource {
    private var beginning: [UInt8]
    private let byte: UInt8
    private(set) var count = 0

    init(_ beginning: String, then byte: Character) {
        self.beginning = Array(beginning.utf8)
        self.byte = byte.asciiValue ?? 0
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        buffer.initializeMemory(as: UInt8.self, repeating: byte)
        buffer.copyBytes(from: beginning.prefix(buffer.count))
        beginning.removeFirst(min(beginning.count, buffer.count))
        count += buffer.count
        return buffer.count
    }
}

@Suite("Tables that stream by")
struct TableStreamTests {
    static let texts = [
        "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n", "\u{FEFF}a,b\n1,2", "a,b\n\"1\r\n1\",\"say \"\"so\"\"\"\r\n\"\",x\n",
        "a,b\n", "a,b",
        "a,b\nτ²,é\n", "", "a,b\n1,2\r3,4\n", "a,b\n1,\"2\n", "a,b\n1,2\n\"3\"x,4\n", "a,b\n1,2\n3,4\"\n", "a,a\n1,2\n",
        "a,b\n1\n2,3\n4,5,6\n", "\"a\n\",b\r\n1,2", "a,b\n1,\"\"",
    ]

    static func all(_ source: any ByteSource, pieces count: Int = 4096) throws -> (
        table: Table?, diagnostics: [Diagnostic]
    ) {
        var stream = TableStream(source, file: "t.csv", dialect: .commaSeparated)
        var table: Table?
        var diagnostics: [Diagnostic] = []
        while let piece = try stream.next(atMost: count) {
            diagnostics += piece.diagnostics
            guard let part = piece.table else { continue }
            guard var whole = table else {
                table = part
                continue
            }
            #expect(part.header == whole.header)
            whole.rows += part.rows
            whole.lines += part.lines
            table = whole
        }
        return (table, diagnostics)
    }

    @Test("wherever a piece ends, the table and its faults are those of the whole text", arguments: texts)
    func pieces(text: String) throws {
        let bytes = Array(text.utf8)
        let whole = DelimitedText.commaSeparated.read(bytes, file: "t.csv")
        for step in 1...max(1, bytes.count) {
            for count in [1, 2, 4096] {
                let streamed = try Self.all(Trickle(bytes, step: step), pieces: count)
                #expect(streamed.table == whole.table, "steps of \(step), pieces of \(count)")
                #expect(streamed.diagnostics == whole.diagnostics, "steps of \(step), pieces of \(count)")
            }
        }
    }

    @Test("rows beyond one buffer are read whole")
    func largeRows() throws {
        let cell = String(repeating: "x\"\"\n", count: 200_000)
        let text = "a,b\n\"\(cell)\",1\n2,3\n"
        let (table, diagnostics) = try Self.all(MemorySource(Array(text.utf8)))
        #expect(diagnostics.isEmpty)
        #expect(table?.rows.map { $0[0].utf8.count } == [600_000, 1])
        #expect(table?.lines == [2, 200_003])
    }

    @Test(
        "a line, a quote or a header without end is refused soon, with its line",
        arguments: [
            ("a,b\n1,", "x", DiagnosticCode.recordTooLong, 2), ("a,b\n1,2\n3,\"", "x", .unterminatedQuote, 3),
            ("a,b\n\"", "\n", .unterminatedQuote, 2), ("", "x", .recordTooLong, 1), ("a,b\n1", ",", .recordTooLong, 2),
        ] as [(String, Character, DiagnosticCode, Int)])
    func endless(beginning: String, byte: Character, code: DiagnosticCode, line: Int) throws {
        let source = Endless(beginning, then: byte)
        var stream = TableStream(source, file: "t.csv", dialect: .commaSeparated, line: 1, rowLimit: 1 << 20)
        let diagnostics = try stream.next()?.diagnostics ?? []
        #expect(diagnostics.map(\.code) == [code])
        #expect(diagnostics.first?.line == line)
        #expect(try stream.next() == nil)
        #expect(source.count < 5 << 20)
        #expect(DelimitedReader.usualRowLimit == 16 << 20)
    }

    @Test("a byte that is not UTF-8 is named with its place, and how to convert the file")
    func latin1() throws {
        let bytes = Array("a,b\n1,".utf8) + [0x4D, 0xFC, 0x6C] + Array("\n2,3\n".utf8)
        let (table, diagnostics) = try Self.all(Trickle(bytes, step: 3))
        #expect(table?.rows == [["2", "3"]])
        #expect(diagnostics.map(\.code) == [.invalidEncoding])
        #expect(diagnostics.first?.line == 2 && diagnostics.first?.column == "b")
        #expect(diagnostics.first?.message.contains("byte 0xFC at its place 2") == true)
        #expect(diagnostics.first?.message.contains("iconv") == true)
    }

    @Test("a NUL byte is refused with its place")
    func null() throws {
        let (_, diagnostics) = try Self.all(MemorySource(Array("a,b\n1,x\0y\n".utf8)))
        #expect(diagnostics.map(\.code) == [.invalidEncoding])
        #expect(diagnostics.first?.line == 2 && diagnostics.first?.column == "b")
    }

    @Test("of very many bad columns the first are named and the others counted")
    func manyColumns() throws {
        let names = (0..<100_000).map { "column\($0)" }
        let unknown = Table(file: "t.csv", header: names, rows: [])
        let found = RowReader.rows(of: unknown, as: FlowCount.self).diagnostics
        #expect(found.count { $0.code == .unknownColumn } == RowReader.reportedColumns + 1)
        #expect(found.contains { $0.message.contains("99980 more columns are unknown") })
        let twice = Array(("x" + String(repeating: ",x", count: 5000) + "\n").utf8)
        let (_, diagnostics) = try Self.all(MemorySource(twice))
        #expect(diagnostics.count == RowReader.reportedColumns + 1)
        #expect(diagnostics.last?.message.contains("4980 more columns") == true)
    }

    @Test("what was looked at is read again, and what was skipped is not")
    func peeked() throws {
        let source = try PeekedSource(Trickle(Array("sep=;\na;b\n".utf8), step: 2), count: 7)
        #expect(source.head == Array("sep=;\na".utf8))
        source.skip(6)
        #expect(try source.readAll(limit: 100) == Array("a;b\n".utf8))
        #expect(try PeekedSource(MemorySource([1, 2, 3])).readAll(limit: 2) == nil)
    }
}
