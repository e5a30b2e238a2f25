import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite struct ReportPageTests {
    static let documents: [(name: String, document: ResultDocument)] = {
        var plain = ResultBuilder()
        plain.groups = [("relapsing", [0, 1]), ("progressive", [2, 3])]
        plain.beside = 1
        plain.excluded = [ExcludedRow(study: "Twin 2021", code: "overlap", reason: "Overlaps Study 1.")]
        plain.warnings = [MethodWarning(code: "few", message: "Few studies: read the interval, not the estimate.")]
        var hostile = plain
        hostile.id = HostileText.joined
        hostile.title = HostileText.joined
        hostile.label = { _ in HostileText.joined }
        hostile.groupLabels = [HostileText.joined, HostileText.joined]
        hostile.groups = [(HostileText.joined, [0, 1])]
        hostile.excluded = [
            ExcludedRow(study: HostileText.joined, arm: HostileText.joined, code: "x", reason: HostileText.joined)
        ]
        hostile.note = HostileText.joined
        hostile.document = "javascript:alert(1) \(HostileText.joined)"
        hostile.favours = [HostileText.joined, HostileText.joined]
        hostile.warnings = [MethodWarning(code: "x", message: HostileText.joined)]
        let empty = ResultBuilder(rows: 0)
        return [
            ("plain", plain.document()), ("hostile", hostile.document()), ("empty", empty.document()),
            ("many", plain.document((0..<4).map { _ in plain.analysis() } + [empty.analysis()])),
            ("choices", choices(plain, "")), ("hostile choices", choices(hostile, HostileText.joined)),
        ]
    }()

    /// A document with choices for the reader, doubts about numbers and a figure of the whole evidence.
    private static func choices(_ builder: ResultBuilder, _ text: String) -> ResultDocument {
        var document = builder.document([builder.explorable()])
        var overview = EvidenceOverview()
        overview.findings = ["likely", "doubtful"].map {
            var finding = ReportedFinding(
                check: "grim\(text)", severity: $0, studies: ["Study1"], subject: "Mean of Study 1\(text)")
            finding.found = "3.27 of 10\(text)"
            finding.advice = "Ask the authors.\(text)"
            finding.accepted = $0 == "doubtful" ? "Printed so in the paper.\(text)" : nil
            return finding
        }
        document.overview = overview
        return document
    }

    @Test("the page is well-formed, without handlers or foreign addresses", arguments: documents.map(\.name))
    func inert(_ name: String) throws {
        let parsed = try ParsedMarkup(try html(name))
        let forbidden: Set = ["img", "iframe", "object", "embed", "link", "base", "form"]
        #expect(parsed.elements.isDisjoint(with: forbidden))
        #expect(parsed.attributes.allSatisfy { !$0.lowercased().hasPrefix("on") && $0 != "src" && $0 != "style" })
        let addresses = parsed.values["href"] ?? []
        #expect(addresses.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("https://") || $0.hasPrefix("http://") })
        #expect(!parsed.text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1B}" || $0 == "\u{0}" })
    }

    @Test("the only code is the page's own, and the policy names it", arguments: documents.map(\.name))
    func script(_ name: String) throws {
        let html = try html(name)
        let document = try #require(Self.documents.first { $0.name == name }).document
        let explored = document.analyses.filter { $0.alternatives != nil }.count
        #expect(html.matches(of: /<script/).count == 1 + explored)
        #expect(html.matches(of: /<script type="application\/json"/).count == explored)
        #expect(html.contains("<script>\(PageScript.javaScript)</script>"))
        #expect(html.contains("<style>\(PageStyle.css(JournalStyle()))</style>"))
        #expect(html.matches(of: /sha256-/).count >= 2)
        #expect(!html.contains("unsafe-inline"))
        #expect(!PageScript.javaScript.contains("innerHTML"))
        #expect(!PageScript.javaScript.contains("Math.log"), "the script does no statistics")
    }

    @Test("doubts about numbers are shown, open ones first, accepted ones with their reason")
    func findings() throws {
        let text = try ParsedMarkup(try html("choices")).text
        for expected in [
            "1 doubt is open, 1 accepted with a reason.", "Mean of Study 1", "3.27 of 10", "Ask the authors.",
            "Printed so in the paper.",
        ] {
            #expect(text.contains(expected), "'\(expected)' is not on the page")
        }
        #expect(!(try html("plain").contains("id=\"findings\"")))
    }

    @Test("a figure of the whole evidence is shown once; contradicting numbers stop the page")
    func evidence() throws {
        let document = ResultBuilder().document()
        let figure = EvidenceFigure(error: nil)
        let html = try ReportPage(document, look: ReportLook(documentFigures: [figure])).html()
        #expect(html.contains("id=\"evidence\""))
        #expect(html.contains("A map of trials"))
        let wrong = EvidenceFigure(error: ReportingError(.template, "the boxes do not add up"))
        #expect(throws: ReportingError.self) {
            try ReportPage(document, look: ReportLook(documentFigures: [wrong])).html()
        }
    }

    @Test("the first figure is open, the others behind a summary that names them")
    func furtherFigures() throws {
        let look = ReportLook(kinds: ReportKinds([TwoFigures()]))
        let html = try ReportPage(ResultBuilder().document(), look: look).html()
        let further = try #require(html.range(of: "<details class=\"further\">"))
        #expect(html[further.upperBound...].contains("<summary>Second figure</summary>"))
        #expect(try #require(html.range(of: "forest-analysis-worsened-title")).lowerBound < further.lowerBound)
    }

    @Test("ids are unique and links lead to them", arguments: documents.map(\.name))
    func ids(_ name: String) throws {
        let parsed = try ParsedMarkup(try html(name))
        let ids = parsed.values["id"] ?? []
        #expect(Set(ids).count == ids.count)
        let known = Set(ids)
        for link in parsed.values["href"] ?? [] where link.hasPrefix("#") {
            #expect(known.contains(String(link.dropFirst())))
        }
        for name in ["aria-labelledby", "aria-describedby"] {
            for reference in parsed.values[name] ?? [] { #expect(known.contains(reference)) }
        }
    }

    @Test("landmarks, captions and row headings are there for screen readers")
    func accessible() throws {
        let parsed = try ParsedMarkup(try html("plain"))
        #expect(parsed.elements.isSuperset(of: ["header", "nav", "main", "footer", "figure", "figcaption", "details"]))
        #expect(parsed.counts["caption"] == parsed.counts["table"])
        #expect(parsed.counts["main"] == 1)
        #expect(parsed.counts["h1"] == 1)
        #expect(Set(parsed.values["scope"] ?? []) == ["row", "col"])
        #expect(parsed.values["lang"] == ["en-GB"])
        #expect(parsed.values["role"]?.contains("img") == true)
    }

    @Test("the page says what the document says")
    func content() throws {
        let text = try ParsedMarkup(try html("plain")).text
        let document = try #require(Self.documents.first { $0.name == "plain" }).document
        let analysis = document.analyses[0]
        let display = MeasureDisplay(analysis.question.measure)
        for study in analysis.rows {
            #expect(text.contains(study.label))
            #expect(text.contains(display.effect(study.natural)))
        }
        let pooled = try #require(analysis.pooled)
        #expect(text.contains(display.effect(pooled.natural)))
        for expected in [
            "Overlaps Study 1.", "Few studies: read the interval", "Table 3", "outcomes.csv:2", "Zhou2019",
            "never pooled", "MSC in MS", "trialpool-1", "1.2.3", "cd34", "By MS type", "odds ratio",
            "multi-arm: split-control", "trialpool-report verify",
        ] {
            #expect(text.contains(expected), "'\(expected)' is not on the page")
        }
    }

    @Test("two pages of one document are equal", arguments: documents.map(\.name))
    func deterministic(_ name: String) throws { #expect(try html(name) == (try html(name))) }

    @Test("the template inserts only raw markup under names that the contexts have")
    func templateNames() throws {
        let template = ReportPage.templates.values.joined()
        let names = template.matches(of: /\{\{\{([^}]*)\}\}\}|\{\{[#\/]?([^{}]*)\}\}/)
        let look = ReportLook(
            kinds: ReportKinds([TwoFigures(), RegressionReport()]), documentFigures: [EvidenceFigure(error: nil)])
        var document = try #require(Self.documents.first { $0.name == "choices" }).document
        document = ResultBuilder().document(document.analyses + [TuberculosisTrials.analysis])
        document.overview = try #require(Self.documents.first { $0.name == "choices" }).document.overview
        let builder = PageContextBuilder(try ToldReport(document, look: look))
        var known: Set<String> = ["."]
        var strings = 0
        collect(builder.context, &known, &strings)
        #expect(strings == 0, "a leaf is a String, which the template would insert without escaping")
        for match in names {
            if let raw = match.output.1 { #expect(known.contains(String(raw)), "unknown name '\(raw)'") }
            guard let other = match.output.2, !other.hasPrefix("> ") else { continue }
            #expect(match.output.0.hasPrefix("{{#") || match.output.0.hasPrefix("{{/"), "'\(other)' is not raw")
            #expect(known.contains(String(other)), "unknown name '\(other)'")
        }
    }

    private func collect(_ value: Any, _ names: inout Set<String>, _ strings: inout Int) {
        if value is Markup { return }
        if value is String { strings += 1 }
        for child in Mirror(reflecting: value).children {
            if let label = child.label { names.insert(label) }
            collect(child.value, &names, &strings)
        }
    }

    private func html(_ name: String) throws -> String {
        try ReportPage(try #require(Self.documents.first { $0.name == name }).document).html()
    }

    @Test("the page can be looked at", .enabled(if: Pictures.folder != nil), arguments: documents.map(\.name))
    func pictures(_ name: String) throws {
        let folder = try #require(Pictures.folder)
        try html(name).write(to: folder.appending(path: "\(name).html"), atomically: true, encoding: .utf8)
    }
}

/// A pooled effect with two figures.
private struct TwoFigures: PooledReport {
    let kinds = ["pairwise"]
    var figures: [any Figure] { [ForestPlot(), SecondFigure()] }
}

private struct SecondFigure: Figure {
    let code = "second"
    let title = "Second figure"
    func scene(for analysis: AnalysisRecord, style: any FigureStyle) -> Scene? {
        Scene(width: 10, height: 10, title: "Second", description: "Nothing.")
    }
}

private struct EvidenceFigure: DocumentFigure {
    let code = "map"
    let title = "Map"
    let error: ReportingError?
    func scene(for document: ResultDocument, style: any FigureStyle) throws(ReportingError) -> Scene? {
        if let error { throw error }
        return Scene(width: 10, height: 10, title: "A map of trials", description: "Nothing.")
    }
}

@Suite struct DarkInksTests {
    @Test("every ink but those of the lights has a colour on a dark page, and dark ones become light")
    func complete() {
        let css = DarkInks(JournalStyle()).css
        for ink in Ink.allCases where !["light", "onDark", "onBright"].contains(where: ink.rawValue.hasPrefix) {
            #expect(css.contains(".fill-\(ink.rawValue) {"))
            #expect(css.contains(".stroke-\(ink.rawValue) {"))
        }
        #expect(DarkInks.lightened("#000000") == "#7f7f7f")
        #expect(DarkInks.lightened("#f0e442") == "#f0e442")
    }
}

@Suite struct DocumentLinkTests {
    @Test(
        "a DOI or a web address becomes a link",
        arguments: [
            ("10.1000/xyz", "https://doi.org/10.1000/xyz"),
            ("doi:10.1016/S1474(21)", "https://doi.org/10.1016/S1474(21)"),
            ("https://example.org/a?b=c", "https://example.org/a?b=c"),
            ("http://e.org/\"onx='", "http://e.org/%22onx=%27"), ("10.1/é<", "https://doi.org/10.1/%C3%A9%3C"),
        ])
    func links(_ reference: String, _ address: String) { #expect(DocumentLink(reference)?.address == address) }

    @Test(
        "anything else stays text",
        arguments: [
            "javascript:alert(1)", "data:text/html,x", "file:///etc", "PMID 12", "", "10.x/y", " //e.org", "10.1/",
        ])
    func noLinks(_ reference: String) { #expect(DocumentLink(reference) == nil) }
}
