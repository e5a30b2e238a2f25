import Testing
import TrialEvidence

@testable import TrialImport

/// Texts that would run in a spreadsheet, forge a line of a terminal, or are no text at all.
@Suite("Hostile texts")
struct HostileTextTests {
    static let formulas = [
        "=cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "\t=1+1",
        "=HYPERLINK(\"http://example.org\",\"x\")",
    ]

    @Test("a formula in a sheet is text, and leaves as guarded text in every exported table", arguments: formulas)
    func formula(text: String) throws {
        let escaped = text.replacing("\"", with: "&quot;")
        let cells = [
            ["study", "ai", "n1i", "ci", "n2i", "outcome", "notes1"],
            ["Alpha2020", "1", "20", "2", "21", escaped, escaped],
        ]
        let read = try SmallWorkbook(cells: cells).read().get()
        #expect(read.outcomes.map(\.outcome.trimmed) == [text.trimmed, text.trimmed])
        var dataset = Dataset(name: "d")
        (dataset.studies, dataset.arms, dataset.outcomes) = (read.studies, read.arms, read.outcomes)
        dataset.studies[0].notes = text
        for format in [WideExport() as any ExportFormat, LongExport(), RevManWebExport()] {
            for (name, bytes) in try format.export(dataset).files {
                let (table, _) = DelimitedText.commaSeparated.read(bytes, file: name)
                for cell in try #require(table).rows.joined() {
                    let isNumber = Decimals.parse(cell) != nil
                    #expect(isNumber || !"=+-@\t\r".contains(cell.first ?? " "), "\(format.name) \(name): \(cell)")
                }
            }
        }
    }

    @Test("the formula of a cell is not read, only what it gave")
    func cachedValue() throws {
        let header = ["study", "ai", "n1i", "ci", "n2i"].map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
        let values =
            "<c><f>SUM(A1:A9)</f><v>3</v></c><c><v>20</v></c><c t=\"str\"><f>cmd|'x'!A0</f><v>2</v></c><c><v>21</v></c>"
        let rows = "<row>\(header.joined())</row><row><c t=\"inlineStr\"><is><t>Alpha2020</t></is></c>\(values)</row>"
        let read = try SmallWorkbook(rows: rows).read().get()
        #expect(read.outcomes.map(\.events) == [3, 2])
    }

    @Test(
        "no message and no exclusion holds a control character or a mark that turns the writing",
        arguments: [
            "\u{1B}[31mred", "a\rb", "\u{202E}gnp.exe", "\u{2066}x", "line\u{2028}two", "bell\u{7}", "x\u{85}y",
        ])
    func terminal(text: String) throws {
        let quoted = "\"\(text)\""
        let errors = [
            ImportSupport.error(WideTable(), "study,ai,n1i,ci,n2i\nA,\(quoted),2,3,4\n")?.description,
            ImportSupport.error(RobvisTable(), "Study,D1,D2,D3,D4,D5,Overall\nA,Low,Low,\(quoted),Low,Low,Low\n")?
                .description,
            ImportSupport.error(PrismaFlow(), "data,n\nduplicates,\(quoted)\n")?.description,
            ImportSupport.error(DelimitedOutcomes(), "study_id,arm_id,outcome,statistic\n\(quoted),B,c,\(quoted)\n")?
                .description,
        ]
        let robvis = "Study,D1,D2,D3,D4,D5,Overall\n\(quoted),Low,Low,Low,Low,Low,Low\n"
        let left = try ImportSupport.read(RobvisTable(), robvis).notTaken.map(\.reason)
        #expect(left.count == 1)
        for message in errors + left {
            let message = try #require(message)
            #expect(message == message.printable && !message.contains(text), "\(message)")
        }
    }

    @Test(
        "half a surrogate pair in JSON is an error or a replacement, never a crash",
        arguments: [#"\ud800"#, #"\udc00x"#])
    func surrogates(escape: String) {
        let text = SmallRecord.text().replacing(#""briefTitle":"T""#, with: #""briefTitle":"\#(escape)""#)
        let read = Result { try SmallRecord.evidence(text) }
        switch read {
        case .success(let evidence): #expect(evidence.studies.count == 1)
        case .failure(let error): #expect("\(error)".contains("a.json"))
        }
    }

    @Test("printable text stays as it is, whatever the language")
    func printable() {
        for text in ["plain", "Müller–Ørsted", "日本語", "e\u{301}", "עברית", "👩‍🔬"] { #expect(text.printable == text) }
        #expect("a\u{0}b\u{202E}c".printable == "a?b?c")
    }
}
