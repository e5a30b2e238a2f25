import Foundation
import Testing
import TrialArchives
import TrialResults

@testable import TrialReporting

/// What a screen reader, an outline and a link need of documents.
@Suite struct AccessibleDocumentTests {
    @Test("a PDF is tagged, names its language and title, and its figures say what they show")
    func pdf() throws {
        let report = try WrittenReport(ResultBuilder(rows: 80))
        let bytes = try PDFDocument().write(report.text, figureFolder: "")
        let text = String(decoding: bytes, as: Unicode.ASCII.self)
        func count(_ part: String) -> Int { text.components(separatedBy: part).count - 1 }
        #expect(text.contains("/MarkInfo << /Marked true >>") && text.contains("/DisplayDocTitle true"))
        #expect(text.contains("/Lang <FEFF" + "en-GB".utf16.map { "00" + String($0, radix: 16) }.joined().uppercased()))
        // Each element is there as it was written and once more with its words.
        #expect(count("/Alt <FEFF") == count("/S /Figure\n") / 2 && count("/Alt <FEFF") >= report.text.figures.count)
        let words = try #require(report.text.figures.first).description.utf16.prefix(20).map {
            let digits = String($0, radix: 16).uppercased()
            return String(repeating: "0", count: 4 - digits.count) + digits
        }
        #expect(text.contains("/Alt <FEFF\(words.joined())"))
        for element in ["H1", "H2", "H3", "P", "Table", "TR", "TH", "TD", "Caption"] {
            #expect(count("/S /\(element)\n") > 0, "\(element)")
        }
        #expect(count("/Scope /Column") == count("/S /TH\n") / 2)
        #expect(count("/Subtype /Link") > 0 && text.contains("/Outlines"))
    }

    @Test("a file that is not built as expected stays as it is")
    func amendment() {
        let amendment = PDFAmendment(language: "en-GB", alternatives: ["x"])
        for text in ["", "%PDF-1.4\n", "startxref\n5\n%%EOF", "trailer << /Size 3 /Root 1 0 R >>\nstartxref\n0\n%%EOF"]
        {
            #expect(amendment.applied(to: Array(text.utf8)) == Array(text.utf8))
        }
    }

    @Test("a Word document has its contents filled in, each entry leading to a heading")
    func contents() throws {
        let report = try WrittenReport()
        let body = try #require(try report.wordParts()["word/document.xml"])
        #expect(body.contains(" TOC \\o &quot;1-1&quot; "))
        let marks = Set(body.matches(of: /<w:bookmarkStart [^>]*w:name="([^"]+)"/).map(\.output.1))
        let entries = body.matches(of: /<w:hyperlink w:anchor="([^"]+)"[^>]*>.*?<w:t[^>]*>([^<]*)</)
        let headings = report.text.blocks.compactMap { block -> String? in
            if case .heading(2, let text) = block { DisplayText.escape(text) } else { nil }
        }
        #expect(entries.map { String($0.output.2) } == headings && !headings.isEmpty)
        for entry in entries { #expect(marks.contains(entry.output.1)) }
    }

    @Test("links of a Word document lead out of it by relations that exist")
    func links() throws {
        let parts = try WrittenReport().wordParts()
        let body = try #require(parts["word/document.xml"])
        let relations = try #require(parts["word/_rels/document.xml.rels"])
        let ids = Set(body.matches(of: /<w:hyperlink r:id="([^"]+)"/).map(\.output.1))
        #expect(!ids.isEmpty)
        for id in ids {
            #expect(
                relations.contains(
                    try Regex(
                        "Id=\"\(id)\" Type=\"[^\"]*/hyperlink\" Target=\"https://[^\"]+\" TargetMode=\"External\"")))
        }
        #expect(!relations.contains("javascript"))
    }

    @Test("every column of a Word table has room for its longest word", arguments: [1, 12])
    func widths(_ rows: Int) throws {
        var builder = ResultBuilder(rows: rows, groups: [("relapsing", [0]), ("progressive", [0])])
        builder.note = "Standardised transformation of an unabbreviated justification"
        let body = try #require(try WrittenReport(builder).wordParts()["word/document.xml"])
        let measurer = TextMeasurer(family: WordParts.measuredFamily)
        var checked = 0
        for cell in body.components(separatedBy: "<w:tc>").dropFirst() {
            let xml = cell.components(separatedBy: "</w:tc>")[0]
            let width = try #require(xml.firstMatch(of: /<w:tcW w:w="(\d+)"/).flatMap { Double($0.output.1) }) / 20
            let size = xml.firstMatch(of: /<w:sz w:val="(\d+)"/).flatMap { Double($0.output.1) }.map { $0 / 2 } ?? 8
            let font = TextFont(size: size, isBold: xml.contains("\"TableHead\""))
            let text = try ParsedMarkup(
                "<x>\(xml.matches(of: /<w:t [^>]*>([^<]*)</).map { String($0.output.1) }.joined())</x>"
            ).text
            for piece in text.split(separator: "\u{200B}").flatMap({ LineBreaker.pieces(String($0)) }) {
                #expect(measurer.width(piece.text, font) <= width - WordPage.cellGap + 0.1, "\(piece.text)")
                checked += 1
            }
        }
        #expect(checked > 40)
    }

    @Test("a document names or shows the figures that the page folds away")
    func further() throws {
        func text(_ figures: FurtherFigures) throws -> ReportText {
            var look = ReportLook()
            look.furtherFigures = figures
            let report = try ToldReport(ResultBuilder(rows: 12).document(), look: look)
            return ReportTextBuilder(report, figures: ReportFigures(report)).text()
        }
        let (shown, named) = (try text(.shown), try text(.named))
        let report = try ToldReport(ResultBuilder(rows: 12).document())
        #expect(shown.figures.count == ReportFigures(report).all.count && shown.figures.count > named.figures.count)
        func names(_ text: ReportText) -> Bool {
            text.blocks.contains {
                if case .paragraph(let words) = $0 { words.hasPrefix("Further figures, ") } else { false }
            }
        }
        #expect(names(named) && !names(shown))
    }
}
