import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// What plugins say and show, in page, documents and files.
@Suite struct PluginReportTests {
    private let record = KindFixtures.plugin
    private let plugin = PluginReference(name: "sections", version: "2.0", sha256: String(repeating: "c", count: 64))

    private func document(_ additions: [PluginAddition] = []) -> ResultDocument {
        var document = ResultBuilder(id: "plugin", rows: 4).document([record])
        document.additions = additions
        return document
    }

    private func paragraph(_ text: String) -> PluginContent {
        var content = PluginContent()
        content.paragraph = text
        return content
    }

    @Test("an answer is read without the plugin, by whatever name, and written again the same")
    func reads() throws {
        let file = try ResultCoding().encode(document())
        let read = try ResultCoding().decode(file)
        #expect(read.analyses[0].answer == record.answer)
        #expect(try ResultCoding().encode(read) == file)
    }

    @Test("finding, table, list, drawing and origin stand in page and documents, and nothing is markup")
    func tells() throws {
        let report = try ToldReport(document())
        let page = try ReportPage(report, place: .alone).html()
        let text = ReportTextBuilder(report, figures: ReportFigures(report)).text()
        let markdown = String(
            decoding: MarkdownDocument().write(text, figureFolder: "figures/"), as: UTF8.self
        ).replacing("\\", with: "").replacing("\u{A0}", with: " ")
        for words in [
            "The plugin found something.", "First point", "A table of the plugin", "my-plugin 1.2.3",
            "a method of its own",
        ] {
            #expect(page.contains(words), "\(words)")
            #expect(markdown.contains(words), "\(words)")
        }
        #expect(!page.contains("<b>marks</b>") && page.contains("&lt;b&gt;marks&lt;/b&gt;"))
        #expect(page.contains("<circle cx=\"5\" cy=\"5\" r=\"2\">"))
        #expect(report.analyses[0].figures.map(\.code).contains("dots"))
    }

    @Test("what a plugin adds to an analysis stands with it, what it adds to the report behind all")
    func additions() throws {
        let added = [
            PluginAddition(plugin, analysis: record.id, heading: "Of the analysis", content: [paragraph("Inside.")]),
            PluginAddition(plugin, heading: "Of the report", content: [paragraph("Behind.")], remarks: ["Mind this."]),
            PluginAddition(plugin, heading: "It failed", content: [], remarks: ["plugin x: it took too long"]),
        ]
        let report = try ToldReport(document(added))
        #expect(report.analyses[0].sections.contains { $0.heading?.text == "Of the analysis" })
        #expect(report.additions.map { $0.heading?.text } == ["Of the report", "It failed"])
        let page = try ReportPage(report, place: .alone).html()
        let text = ReportTextBuilder(report, figures: ReportFigures(report)).text()
        for words in ["Inside.", "Behind.", "Mind this.", "plugin x: it took too long", "From the plugin sections 2.0"]
        {
            #expect(page.contains(words), "\(words)")
            #expect(text.blocks.contains { "\($0)".replacing("\u{A0}", with: " ").contains(words) }, "\(words)")
        }
    }

    @Test("a drawing that is not safe is named with the reason and not shown")
    func unsafe() throws {
        var content = PluginContent()
        content.figure = PluginDrawing(
            code: "bad", title: "Bad", description: "", svg: "<svg width='9' height='9'><script>alert(1)</script></svg>"
        )
        let page = try ReportPage(
            ToldReport(document([PluginAddition(plugin, heading: "Drawn", content: [content])])), place: .alone
        ).html()
        #expect(!page.contains("alert(1)"))
        #expect(page.contains("cannot be shown") && page.contains("script"))
    }
}

/// Drawings of unknown origin.
@Suite struct SafeSVGTests {
    private func element(_ inside: String) throws(SafeSVGError) -> String {
        try SafeSVG(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='10' height='20'>\(inside)</svg>"
        )
        .element(prefix: "p-")
    }

    @Test("shapes and texts stay, with the attributes that draw; a style becomes attributes")
    func keeps() throws {
        let text = try element("<g style='fill: red; behavior: url(x)' onclick='x()'><text x='1'>a &lt; b</text></g>")
        #expect(text.contains("<g fill=\"red\">") && text.contains("a &lt; b"))
        #expect(!text.contains("onclick") && !text.contains("behavior"))
    }

    @Test("ids get a prefix, and references lead to them only")
    func references() throws {
        let text = try element(
            "<defs><clipPath id='c'><rect width='5' height='5'/></clipPath></defs>"
                + "<g clip-path='url(#c)'><use xlink:href='#c'/><use href='http://evil/x.svg#y'/></g>"
                + "<rect fill='url(http://evil/)' mask='url(\"#c\")'/>")
        #expect(
            text.contains("id=\"p-c\"") && text.contains("clip-path=\"url(#p-c)\"") && text.contains("href=\"#p-c\""))
        #expect(!text.contains("evil"))
        #expect(text.contains("mask=\"url(#p-c)\""))
    }

    @Test(
        "what could do more than draw is refused",
        arguments: [
            "<script>x</script>", "<foreignObject/>", "<image href='data:,'/>", "<a href='#'/>", "<style>x{}</style>",
            "<animate/>", "<iframe/>",
        ])
    func refuses(_ inside: String) {
        #expect(throws: SafeSVGError.self) { try element(inside) }
    }

    @Test("document types, unfinished drawings, drawings without a size and other formats are refused")
    func noDrawing() {
        for svg in [
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg width='1' height='1'/>", "<svg width='1' height='1'>", "", "PNG",
            "<svg/>", "<svg width='100%' height='1'/>", "<g width='1' height='1'/>", "<svg width='1e9' height='1'/>",
        ] {
            #expect(throws: SafeSVGError.self, "\(svg)") { try SafeSVG(svg) }
        }
    }

    @Test("sizes are pixels, in whatever unit they are said")
    func sizes() throws {
        let drawing = try SafeSVG("<svg width='72pt' height='1in' viewBox='0 0 72 72'><title>t</title></svg>")
        #expect(drawing.width == 96 && drawing.height == 96)
        #expect(drawing.element(prefix: "").contains("viewBox=\"0.0 0.0 72.0 72.0\""))
    }
}
