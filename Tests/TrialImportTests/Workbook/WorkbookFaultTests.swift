import Testing
import TrialArchives
import TrialEvidence

@testable import TrialImport

@Suite("Faults in workbooks")
struct WorkbookFaultTests {
    private let good = SmallWorkbook(cells: [["study", "ai", "n1i"], ["Alpha", "1", "10"], ["Beta", "2", "20"]])

    private func message(_ book: SmallWorkbook) throws -> String {
        guard case .failure(let error) = try book.read() else { return "it was read" }
        #expect(!error.description.contains("\n"))
        return error.description
    }

    @Test(
        "entity bombs and other encodings are refused in every part",
        arguments: [
            "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml",
            "xl/worksheets/sheet1.xml",
        ])
    func entityBomb(part: String) throws {
        let bomb = """
            <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>
            """
        var book = good
        book.others[part] = Array(bomb.utf8)
        #expect(try message(book).contains("document type"))
        let wide = Array(bomb.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        book.others[part] = [0xFF, 0xFE] + wide
        #expect(try message(book).contains("not UTF-8"))
        book.others[part] = Array("<?xml version=\"1.0\" encoding=\"UTF-7\"?><x/>".utf8)
        #expect(try message(book).contains("another encoding"))
        book.others[part] = Array("<a><b></a>".utf8)
        #expect(try message(book).contains("not well-formed"))
    }

    @Test("a zip bomb is refused")
    func zipBomb() throws {
        var book = good
        book.others["xl/media/image1.bin"] = [UInt8](repeating: 0, count: 64 << 20)
        #expect(try message(book).contains("too-large"))
    }

    @Test("cells far away cost nothing, and deep nesting is refused")
    func hostileShape() throws {
        let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"
        var book = SmallWorkbook(rows: good.rows + far)
        book.merges = ["A4:XFD1048576", "C2:C1048576"]
        let evidence = try book.read().get()
        #expect(evidence.outcomes.count == 2)
        #expect(evidence.notTaken.map(\.code).contains("no-header"))
        book.merges = ["A1:XFD1048576"] + (1...1000).map { "A\($0):A1048576" }
        #expect(try message(book).contains("no sheet has a header"))
        book = SmallWorkbook(rows: String(repeating: "<x>", count: 100_000))
        #expect(try message(book).contains("not well-formed"))
    }

    @Test(
        "each planted fault is named",
        arguments: [
            ("<row r=\"1\"><c r=\"A1\"><f>1+1</f></c></row>", "the formula in A1 has no value"),
            ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>", "A1 points at a text that is not there"),
            ("<row r=\"1\"><c r=\"A0\"><v>7</v></c></row>", "is no name of a cell"),
            ("<row r=\"0\"><c><v>7</v></c></row>", "the row number is impossible"),
            ("<row r=\"9999999999999999999\"><c r=\"ZZZZ1\"><v>7</v></c></row>", "is no name of a cell"),
            ("<row r=\"1\"><c><v>7</v></c></row>", "no sheet has a header"),
        ])
    func planted(rows: String, text: String) throws {
        #expect(try message(SmallWorkbook(rows: rows)).contains(text))
    }

    @Test("what is no workbook is refused with advice")
    func noWorkbook() throws {
        func code(_ bytes: [UInt8]) -> String {
            do throws(EvidenceError) {
                _ = try Workbook().read(bytes, file: "x.xlsx", into: Dataset(name: "empty"))
                return "it was read"
            } catch {
                return error.description
            }
        }
        #expect(code([0xD0, 0xCF, 0x11, 0xE0, 0xA1]).contains("old .xls"))
        #expect(code(Array("study,ai\n".utf8)).contains("not-an-archive"))
        #expect(code(try ZipArchive.write(["a.txt": [1]])).contains("has no workbook"))
    }

    @Test("spoilt archives and spoilt parts give a value or an error")
    func spoilt() throws {
        let whole = ByteMutations.check(Workbook(), try ImportSupport.fixture("workbook/trials.xlsx"), times: 200)
        #expect(whole.errors > 20)
        var mutations = ByteMutations(seed: 11)
        var counts = (values: 0, errors: 0)
        for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"] {
            for _ in 0..<100 {
                var book = good
                book.others[part] = mutations.spoil(good.parts[part] ?? [])
                switch try book.read() {
                case .success: counts.values += 1
                case .failure(let error):
                    #expect(!error.description.contains("\n"))
                    counts.errors += 1
                }
            }
        }
        #expect(counts.values > 20 && counts.errors > 20)
    }
}
