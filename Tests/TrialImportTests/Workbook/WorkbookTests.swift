import Testing
import TrialArchives
import TrialEvidence

@testable import TrialImport

@Suite("Workbooks")
struct WorkbookTests {
    @Test("a real workbook: title, merged header, blank row, dates, several sheets, a hidden one")
    func realWorkbook() throws {
        let bytes = try ImportSupport.fixture("workbook/trials.xlsx")
        let evidence = try Workbook().read(bytes, file: "trials.xlsx", into: Dataset(name: "empty"))
        #expect(evidence.studies.map(\.id) == ["Alpha2001", "Beta2002"])
        let relapses = evidence.outcomes.filter { $0.statistic == .events }
        #expect(relapses.map(\.events) == [3, 6, 1, 4] && relapses.map(\.n) == [20, 21, 10, 11])
        #expect(relapses.map(\.line) == [4, 4, 6, 6])
        let scales = evidence.outcomes.filter { $0.statistic == .meanSD }
        #expect(scales.map(\.sd) == [0.3, 0.4] && scales.allSatisfy { $0.outcome == "edss_change" })
        let places = evidence.notTaken.map { "\($0.place): \($0.code)" }
        #expect(places.contains("sheet Old: hidden-sheet") && places.contains("sheet Notes: not-recognised"))
        #expect(places.contains("sheet Relapses, row 1: title-row"))
        #expect(places.contains("sheet Relapses, column Published: unknown-column"))
    }

    @Test("shared, inline and formula texts, numbers, booleans and #N/A")
    func cellKinds() throws {
        var book = SmallWorkbook(
            rows: """
                <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>n1i</t>\
                </is></c><c r="D1" t="inlineStr"><is><t>notes</t></is></c></row>
                <row r="3"><c r="A3" t="str"><f>"Al"&amp;"pha"</f><v>Alpha</v></c><c r="B3"><f>1+2</f><v>3</v></c>\
                <c r="C3"><v>1.2E1</v></c><c r="D3" t="b"><v>1</v></c></row>
                <row r="4"><c r="A4" t="s"><v>2</v></c><c r="B4" t="e"><v>#N/A</v></c><c r="C4" t="e"><v>#DIV/0!</v></c></row>
                """)
        book.sharedStrings = ["<t>study</t>", "<r><t>a</t></r><r><t>i</t></r><rPh><t>x</t></rPh>", "<t>Be&amp;ta</t>"]
        let evidence = try book.read().get()
        #expect(evidence.studies.map(\.id) == ["Alpha", "Be&ta"])
        let row = try #require(evidence.outcomes.first)
        #expect(row.events == 3 && row.n == 12 && row.line == 3 && row.provenance.note == "TRUE")
        #expect(evidence.outcomes.count == 1)
        #expect(evidence.notTaken.map(\.code) == ["formula-error", "no-result"])
        #expect(evidence.notTaken[0].place.contains("C4 (#DIV/0!)"))
    }

    @Test("a sheet of outcome rows goes the way of delimited outcomes")
    func outcomeRows() throws {
        let header = ["study", "arm", "outcome", "statistic", "n", "events", "confidence"]
        let book = SmallWorkbook(cells: [header, ["Petrou2020", "MSC", "relapse", "events", "16", "2", "primary"]])
        let evidence = try book.read(into: ImportSupport.dataset()).get()
        #expect(evidence.outcomes.map(\.events) == [2] && evidence.outcomes[0].line == 2)
        let wrong = SmallWorkbook(cells: [header, ["Petrou2020", "MCS", "relapse", "events", "16", "2", "primary"]])
        guard case .failure(let error) = try wrong.read(into: ImportSupport.dataset()) else {
            Issue.record("an unknown arm was taken")
            return
        }
        #expect(error.code == .unknownArm && error.description.contains("sheet Data"))
    }

    @Test("a text merged over rows stands for all of them, a number only for the first")
    func mergedRows() throws {
        var book = SmallWorkbook(
            rows: """
                <row r="1"><c t="inlineStr"><is><t>study</t></is></c><c t="inlineStr"><is><t>outcome</t></is></c>\
                <c t="inlineStr"><is><t>ai</t></is></c><c t="inlineStr"><is><t>n1i</t></is></c></row>
                <row r="2"><c t="inlineStr"><is><t>Alpha</t></is></c><c t="inlineStr"><is><t>one</t></is></c>\
                <c><v>1</v></c><c><v>9</v></c></row>
                <row r="3"><c r="B3" t="inlineStr"><is><t>two</t></is></c><c><v>2</v></c></row>
                """)
        book.merges = ["A2:A3", "D2:D3"]
        let evidence = try book.read().get()
        #expect(evidence.outcomes.map(\.outcome) == ["one", "two"])
        #expect(evidence.outcomes.map(\.n) == [9, nil])
        #expect(evidence.notTaken.map(\.code) == ["merged-number"])
    }

    @Test(
        "dates of both systems",
        arguments: [
            (1, "1900-01-01"), (59, "1900-02-28"), (60, "1900-02-29"), (61, "1900-03-01"), (36526, "2000-01-01"),
            (43951.5625, "2020-04-30T13:30"), (43951.99999, "2020-05-01"), (2_958_465, "9999-12-31"),
        ])
    func dates(serial: Double, text: String) {
        #expect(SpreadsheetDate.text(serial, .from1900) == text)
        if serial > 1462, serial < 2_957_000 { #expect(SpreadsheetDate.text(serial - 1462, .from1904) == text) }
        #expect(SpreadsheetDate.text(0.5, .from1900) == nil && SpreadsheetDate.text(3e6, .from1900) == nil)
    }

    @Test("styles decide which numbers are dates")
    func styles() throws {
        let header =
            "<row r=\"1\">"
            + ["study", "ai", "p1", "p2", "p3"].map {
                "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>"
            }.joined() + "</row>"
        let row =
            "<row r=\"2\"><c t=\"inlineStr\"><is><t>A</t></is></c><c><v>1</v></c><c s=\"1\"><v>36526</v></c>"
            + "<c s=\"2\"><v>36526</v></c><c s=\"3\"><v>36526</v></c></row>"
        var book = SmallWorkbook(rows: header + row)
        let parts = try WorkbookParts(try book.bytes(), file: "book.xlsx")
        let sheet = try Worksheet.read(parts.listings[0], of: parts)
        #expect(sheet.rows[1].cells == [0: "A", 1: "1", 2: "2000-01-01", 3: "2000-01-01", 4: "36526"])
        book.date1904 = true
        let later = try WorkbookParts(try book.bytes(), file: "book.xlsx")
        #expect(try Worksheet.read(later.listings[0], of: later).rows[1].cells[2] == "2004-01-02")
    }
}
