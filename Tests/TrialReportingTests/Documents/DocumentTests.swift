import Foundation
import Testing
import TrialArchives
import TrialResults

@testable import TrialReporting

/// What a document test starts from.
struct WrittenReport {
    let document: ResultDocument
    let text: ReportText

    init(_ builder: ResultBuilder = ResultBuilder(), convention: NumberConvention = .british) throws {
        document = builder.document()
        let report = try ToldReport(document, look: ReportLook(convention: convention))
        text = ReportTextBuilder(report, figures: ReportFigures(report)).text(date: "2026-11-23")
    }

    func string(_ format: any DocumentFormat) throws -> String {
        String(decoding: try format.write(text, figureFolder: "figures/"), as: UTF8.self)
    }

    /// The XML parts of the Word document by name.
    func wordParts() throws -> [String: String] {
        try ZipArchive.read(try WordDocument().write(text, figureFolder: "")).filter { !$0.key.hasSuffix(".png") }
            .mapValues { String(decoding: $0, as: UTF8.self) }
    }
}

/// A report in which every name is hostile.
enum HostileReport {
    static func builder() -> ResultBuilder {
        var builder = ResultBuilder(rows: 3)
        builder.title = HostileText.joined
        builder.label = { "\(HostileText.all[$0 % HostileText.all.count]) \\input{/etc/passwd} \\write18{ls} \($0)" }
        builder.note = "[x](javascript:alert(1)) `code` | pipe $x$ @cite \(HostileText.joined)"
        builder.document = "javascript:alert(1)"
        builder.favours = [HostileText.joined, "_em_ *strong* ~sub~ ^sup^ #1"]
        builder.groups = [("<b>a</b>|", [0, 1]), ("\\end{document}", [1, 2])]
        builder.excluded = [ExcludedRow(study: "=1+1", code: "x|y", reason: HostileText.joined)]
        return builder
    }
}

@Suite struct DocumentFormatTests {
    @Test("every format gives the same bytes each time", arguments: DocumentFormats.standard.all.map(\.code))
    func deterministic(_ code: String) throws {
        let format = try #require(DocumentFormats.standard.named(code))
        let first = try format.write(try WrittenReport().text, figureFolder: "f/")
        #expect(first == (try format.write(try WrittenReport().text, figureFolder: "f/")))
        #expect(!first.isEmpty)
    }

    @Test("codes and endings are their own, and both lead to the format")
    func names() {
        let codes = DocumentFormats.standard.all.map(\.code)
        #expect(Set(codes + DocumentFormats.standard.all.map(\.fileExtension)).count >= codes.count)
        #expect(DocumentFormats.standard.named("TEX")?.code == "latex")
        #expect(DocumentFormats.standard.named("docx")?.code == "docx")
        #expect(DocumentFormats.standard.named("odt") == nil)
    }

    @Test(
        "the folder of linked figures is named after the document, with what a link can hold",
        arguments: [
            ("report.md", "report-figures/"), ("my.report.v2.tex", "my.report.v2-figures/"),
            ("Odd (names) & co.md", "Odd--names----co-figures/"), ("report", "report-figures/"),
        ])
    func figureFolder(_ document: String, _ folder: String) {
        #expect(DocumentFiles.figureFolder(for: document) == folder)
    }

    @Test("linked figures lie where the document looks for them")
    func links() throws {
        let text = try WrittenReport().text
        for format in [MarkdownDocument() as any DocumentFormat, LaTeXDocument()] {
            let files = try DocumentFiles(text, as: format, figureFolder: "x-figures/")
            #expect(files.figures.count == text.figures.count && !files.figures.isEmpty)
            for path in files.figures.keys {
                #expect(String(decoding: files.document, as: UTF8.self).contains(path))
            }
        }
        #expect(try DocumentFiles(text, as: WordDocument(), figureFolder: "").figures.isEmpty)
    }
}

@Suite struct MarkdownDocumentTests {
    @Test(
        "marks that Markdown acts on are inert",
        arguments: [
            ("*a* _b_", "\\*a\\* \\_b\\_"), ("[x](y)", "\\[x\\](y)"), ("a|b", "a\\|b"), ("<b>", "\\<b\\>"),
            ("1. x", "1\\. x"), ("- x", "\\- x"), ("10.1000/x", "10.1000/x"), ("http://x", "http\\://x"),
            ("www.x.org", "www\\.x.org"),
            ("0.58 to 1.50", "0.58 to 1.50"), ("\\input", "\\\\input"), ("a\nb", "a b"), ("# x", "\\# x"),
        ])
    func escaping(_ text: String, _ escaped: String) { #expect(MarkdownText.escaped(text) == escaped) }

    @Test("tables have as many cells in every row as in the head, whatever is in them")
    func tables() throws {
        let lines = try WrittenReport(HostileReport.builder()).string(MarkdownDocument()).split(separator: "\n")
        var cells = 0
        var rows = 0
        for line in lines {
            guard line.hasPrefix("|") else {
                cells = 0
                continue
            }
            let count = line.replacing("\\|", with: "").count { $0 == "|" }
            if cells == 0 { cells = count }
            #expect(count == cells, "\(line)")
            rows += 1
        }
        #expect(rows > 20)
    }
}

@Suite struct LaTeXDocumentTests {
    @Test(
        "marks that LaTeX acts on are inert",
        arguments: [
            ("\\input{x}", "\\textbackslash{}input\\{x\\}"), ("50% & #1 $x$ a_b", "50\\% \\& \\#1 \\$x\\$ a\\_b"),
            ("a~b^c", "a\\textasciitilde{}b\\textasciicircum{}c"), ("--", "-{}-{}"),
            ("\u{2212}0.45", "\\ensuremath{-}0.45"),
            ("τ²", "\\ensuremath{\\tau}\\textsuperscript{2}"),
            ("\\\\[1em]", "\\textbackslash{}\\textbackslash{}{[}1em{]}"),
        ])
    func escaping(_ text: String, _ escaped: String) { #expect(LaTeXText.escaped(text) == escaped) }

    @Test("no command of a name reaches the compiler")
    func hostile() throws {
        let source = try WrittenReport(HostileReport.builder()).string(LaTeXDocument())
        for command in ["\\input", "\\write18", "\\end{document}\n\\"] { #expect(!source.contains(command)) }
        #expect(source.components(separatedBy: "\\end{document}").count == 2)
        let groups = source.replacing("\\{", with: "").replacing("\\}", with: "")
        let (open, close) = (groups.unicodeScalars.count { $0 == "{" }, groups.unicodeScalars.count { $0 == "}" })
        #expect(open == close)
    }
}

@Suite struct WordDocumentTests {
    @Test("every part is well-formed XML, hostile names included")
    func wellFormed() throws {
        for builder in [ResultBuilder(), HostileReport.builder(), ResultBuilder(rows: 0)] {
            for (name, xml) in try WrittenReport(builder).wordParts() {
                #expect(throws: Never.self, "\(name)") { try ParsedMarkup(xml) }
            }
        }
    }

    @Test("every relation leads to a part, and every part has a content type")
    func parts() throws {
        let report = try WrittenReport()
        let archive = try ZipArchive.read(try WordDocument().write(report.text, figureFolder: ""))
        let relations = String(decoding: try #require(archive["word/_rels/document.xml.rels"]), as: UTF8.self)
        let body = String(decoding: try #require(archive["word/document.xml"]), as: UTF8.self)
        for match in relations.matches(of: /Id="([^"]+)"[^>]*Target="([^"]+)"\/>/) {
            #expect(archive["word/\(match.output.2)"] != nil, "\(match.output.2)")
        }
        let embedded = body.matches(of: /r:embed="([^"]+)"/).map(\.output.1)
        #expect(embedded.count == report.text.figures.count && !embedded.isEmpty)
        for id in embedded { #expect(relations.contains("Id=\"\(id)\"")) }
        let types = String(decoding: try #require(archive["[Content_Types].xml"]), as: UTF8.self)
        for name in archive.keys
        where name.hasSuffix(".xml") && name != "[Content_Types].xml" && !name.contains("_rels") {
            #expect(types.contains("/\(name)\""), "\(name)")
        }
    }

    @Test("tables are tables, headings headings, and pictures say what they show")
    func structure() throws {
        let report = try WrittenReport()
        let body = try #require(try report.wordParts()["word/document.xml"])
        let tables = report.text.blocks.count { if case .table = $0 { true } else { false } }
        #expect(body.components(separatedBy: "<w:tbl>").count == tables + 1)
        #expect(body.contains("<w:tblHeader/>"))
        #expect(body.contains("w:val=\"Heading1\""))
        let description = DisplayText.escape(try #require(report.text.figures.first).description)
        #expect(body.contains("descr=\"\(description)\""))
    }
}

@Suite struct PDFDocumentTests {
    @Test("a PDF carries its title and date, and nothing of the hour")
    func metadata() throws {
        let bytes = try PDFDocument().write(try WrittenReport().text, figureFolder: "")
        let text = String(decoding: bytes, as: Unicode.ASCII.self)
        #expect(text.hasPrefix("%PDF-1."))
        #expect(text.contains("20261123"))
    }

    @Test("long, wide and hostile reports are written; no row is too tall for a page")
    func sizes() throws {
        var long = ResultBuilder(rows: 60)
        long.label = { LongLabels.all[$0 % LongLabels.all.count] }
        long.note = String(repeating: "A note that never ends. ", count: 400)
        for builder in [long, HostileReport.builder(), ResultBuilder(rows: 0)] {
            let bytes = try PDFDocument().write(try WrittenReport(builder).text, figureFolder: "")
            #expect(bytes.starts(with: Array("%PDF".utf8)))
        }
    }
}

@Suite struct ColumnWidthsTests {
    @Test("columns fill the line, and none is narrower than its longest word while there is room")
    func widths() {
        let shares = ColumnWidths(least: [10, 20, 5], natural: [10, 200, 5], available: 100).shares
        #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
        #expect(shares[0] * 100 >= 10 - 1e-9 && shares[2] * 100 >= 5 - 1e-9)
        #expect(shares[1] > 0.8)
    }

    @Test("where there is no room, each gets its part")
    func crowded() {
        let shares = ColumnWidths(least: [100, 100], natural: [100, 300], available: 100).shares
        #expect(shares == [0.5, 0.5])
    }
}
