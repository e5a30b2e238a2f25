import TrialResults

/// The body of a Word document: `word/document.xml`.
struct WordBody {
    private let report: ReportText
    private let pictures: [[WordPicture]]
    private let page: WordPage
    private let links: WordLinks
    private let measurer: TextMeasurer

    /// Prepares a body; each figure has its pictures, and `links` collects where the text leads.
    init(_ report: ReportText, pictures: [[WordPicture]], links: WordLinks) {
        self.report = report
        self.pictures = pictures
        self.links = links
        page = WordPage(report.convention)
        measurer = TextMeasurer(family: WordParts.measuredFamily)
    }

    var xml: String {
        let contents = WordContents(report)
        var sections = WordSections(page)
        var (heading, figure) = (0, 0)
        sections.add(WordXML.paragraph(report.title, style: "Title"))
        sections.add(contents.xml)
        for (index, block) in report.blocks.enumerated() {
            switch block {
            case .heading(_, _):
                sections.turn(sideways: isSideways(report.blocks[(index + 1)...]))
                sections.add(contents.heading(heading))
                heading += 1
            case .paragraph(let text): sections.add(paragraph(text, style: "BodyText"))
            case .list(let items): for item in items { sections.add(paragraph(item, style: "ListBullet")) }
            case .table(let table):
                let plan = plan(table)
                sections.turn(sideways: plan.isSideways)
                sections.add(WordTable(table, plan: plan, links: links).xml)
            case .figure:
                sections.turn(sideways: false)
                for picture in pictures[figure] { sections.add(picture.xml(page)) }
                figure += 1
            }
        }
        return "<w:document \(WordXML.namespaces)><w:body>\(sections.xml)</w:body></w:document>"
    }

    private func plan(_ table: TextTable) -> TablePlan {
        TablePlan(table, space: page.tableSpace, measurer: measurer)
    }

    /// Whether a heading followed by this goes on a page on its side: where its table does.
    private func isSideways(_ following: ArraySlice<ReportText.Block>) -> Bool {
        for block in following {
            switch block {
            case .table(let table): return plan(table).isSideways
            case .figure: return false
            case .heading(let level, _) where level < 3: return false
            default: continue
            }
        }
        return false
    }

    private func paragraph(_ text: String, style: String) -> String {
        "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/></w:pPr>\(links.runs(text))</w:p>"
    }
}

/// The sections of a Word document, each upright or on its side.
private struct WordSections {
    private let page: WordPage
    private var parts: [String] = []
    private var isSideways = false

    init(_ page: WordPage) { self.page = page }

    mutating func add(_ part: String) { parts.append(part) }

    /// Ends the section where the page turns.
    mutating func turn(sideways: Bool) {
        guard sideways != isSideways else { return }
        parts.append("<w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/>\(page.section(sideways: isSideways))</w:pPr></w:p>")
        isSideways = sideways
    }

    var xml: String { (parts + [page.section(sideways: isSideways)]).joined(separator: "\n") }
}
