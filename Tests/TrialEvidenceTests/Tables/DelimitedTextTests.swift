import Testing
import TrialEvidence

@Suite("Delimited text")
struct DelimitedTextTests {
    func read(_ text: String) -> (table: Table?, diagnostics: [Diagnostic]) {
        DelimitedText.commaSeparated.read(Array(text.utf8), file: "t.csv")
    }

    @Test(
        "every spelling RFC 4180 allows is read",
        arguments: [
            ("a,b\n1,2\n", [["1", "2"]]),
            ("a,b\n1,2", [["1", "2"]]),
            ("a,b\r\n1,2\r\n", [["1", "2"]]),
            ("\u{FEFF}a,b\n1,2\n", [["1", "2"]]),
            ("a,b\n\"1,1\",2\n", [["1,1", "2"]]),
            ("a,b\n\"1\n1\",2\n", [["1\n1", "2"]]),
            ("a,b\n\"1\r\n1\",2\r\n", [["1\r\n1", "2"]]),
            ("a,b\n\"say \"\"so\"\"\",2\n", [["say \"so\"", "2"]]),
            ("a,b\n\"\"\"\",\n", [["\"", ""]]),
            ("a,b\n,\n", [["", ""]]),
            ("a,b\n1,\"\"", [["1", ""]]),
            ("a,b\n", []),
            ("a,b", []),
            ("a,b\nτ²,é\n", [["τ²", "é"]]),
        ])
    func reads(text: String, rows: [[String]]) {
        let (table, diagnostics) = read(text)
        #expect(diagnostics.isEmpty)
        #expect(table?.header == ["a", "b"])
        #expect(table?.rows == rows)
    }

    @Test("tabs delimit where the dialect says so")
    func tabs() {
        let (table, diagnostics) = DelimitedText.tabSeparated.read(Array("a\tb\n1,5\t2\n".utf8), file: "t.tsv")
        #expect(diagnostics.isEmpty)
        #expect(table?.rows == [["1,5", "2"]])
    }

    @Test(
        "a broken text names its line, column and fault, and nothing is mended",
        arguments: [
            ("a,b\n1,\"2\n", DiagnosticCode.unterminatedQuote, 2, "b"),
            ("a,b\n1,2\n\"3,4\n5,6\n", .unterminatedQuote, 3, "a"),
            ("a,b\n1,2\"\n", .strayQuote, 2, "b"),
            ("a,b\n\"1\"x,2\n", .strayQuote, 2, "a"),
            ("a,b\n\"1\" ,2\n", .strayQuote, 2, "a"),
            ("a,b\n1,2\r3,4\n", .bareCarriageReturn, 2, "b"),
            ("a,a\n1,2\n", .duplicateColumn, 1, "a"),
        ])
    func faults(text: String, code: DiagnosticCode, line: Int, column: String) {
        let diagnostics = read(text).diagnostics
        #expect(diagnostics.map(\.code) == [code])
        #expect(diagnostics.first?.line == line)
        #expect(diagnostics.first?.column == column)
        #expect(diagnostics.first?.file == "t.csv")
    }

    @Test("every ragged row is reported, with the line after quoted line breaks counted right")
    func raggedRows() {
        let (table, diagnostics) = read("a,b\n\"x\ny\",1\n2\n3,4\n5,6,7\n\n")
        #expect(diagnostics.map(\.code) == [.raggedRow, .raggedRow, .raggedRow])
        #expect(diagnostics.map(\.line) == [4, 6, 7])
        #expect(table?.rows == [["x\ny", "1"], ["3", "4"]])
        #expect(table?.lines == [2, 5])
    }

    @Test("bytes that are not UTF-8 are an error with the column")
    func encoding() {
        let bytes = Array("a,b\n1,".utf8) + [0xE9] + Array("\n2,3\n".utf8)
        let (table, diagnostics) = DelimitedText.commaSeparated.read(bytes, file: "t.csv")
        #expect(diagnostics.map(\.code) == [.invalidEncoding])
        #expect(diagnostics.first?.line == 2)
        #expect(diagnostics.first?.column == "b")
        #expect(table?.rows == [["2", "3"]])
    }

    @Test("an empty file has no table")
    func empty() {
        let (table, diagnostics) = read("")
        #expect(table == nil)
        #expect(diagnostics.map(\.code) == [.emptyFile])
    }

    @Test(
        "what is written reads back the same, whatever the cells hold",
        arguments: ["plain", "", "a,b", "a\"b", "\"", "a\nb", "a\r\nb", "\r", " lead", "τ²", "\"\""])
    func roundTrip(cell: String) {
        let table = Table(file: "t.csv", header: ["a", "b"], rows: [[cell, "x"], ["y", cell]])
        let (back, diagnostics) = DelimitedText.commaSeparated.read(
            DelimitedText.commaSeparated.write(table), file: "t.csv")
        #expect(diagnostics.isEmpty)
        #expect(back?.header == table.header)
        #expect(back?.rows == table.rows)
    }

    @Test("a table of one empty column survives")
    func singleColumn() {
        let table = Table(file: "t.csv", header: ["a"], rows: [[""], ["x"]])
        let bytes = DelimitedText.commaSeparated.write(table)
        #expect(String(decoding: bytes, as: UTF8.self) == "a\n\"\"\nx\n")
        #expect(DelimitedText.commaSeparated.read(bytes, file: "t.csv").table?.rows == table.rows)
    }
}
