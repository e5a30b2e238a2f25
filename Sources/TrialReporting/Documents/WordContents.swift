import TrialResults

/// The table of contents of a Word document: a field that Word can renew, with its entries already in it.
///
/// It has no page numbers, because nobody knows them before the document is laid out; each entry leads to its heading.
struct WordContents {
    /// A heading with the name of its bookmark.
    struct Entry {
        let level: Int
        let text: String
        let bookmark: String
    }

    /// The headings down to the third level of the report, in the order of reading.
    let entries: [Entry]

    init(_ report: ReportText) {
        var entries: [Entry] = []
        for case .heading(let level, let text) in report.blocks {
            entries.append(Entry(level: level - 1, text: text, bookmark: "_Toc\(10_000 + entries.count)"))
        }
        self.entries = entries
    }

    /// The heading of this place as a paragraph with its bookmark.
    func heading(_ index: Int) -> String {
        let entry = entries[index]
        let mark = "<w:bookmarkStart w:id=\"\(index + 1)\" w:name=\"\(entry.bookmark)\"/>"
        return "<w:p><w:pPr><w:pStyle w:val=\"Heading\(entry.level)\"/></w:pPr>\(mark)\(WordXML.run(entry.text))"
            + "<w:bookmarkEnd w:id=\"\(index + 1)\"/></w:p>"
    }

    /// The field; empty without headings. Only the first level is shown: the others would fill pages.
    var xml: String {
        let shown = entries.filter { $0.level == 1 }
        guard !shown.isEmpty else { return "" }
        let begin =
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\">"
            + " TOC \\o &quot;1-1&quot; \\h \\n \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
        let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        let lines = shown.enumerated().map { index, entry in
            "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr>\(index == 0 ? begin : "")"
                + "<w:hyperlink w:anchor=\"\(entry.bookmark)\" w:history=\"1\">\(WordXML.run(entry.text))</w:hyperlink>"
                + "\(index == shown.count - 1 ? end : "")</w:p>"
        }
        return WordXML.paragraph("Contents", style: "TOCHeading", keepsWithNext: true) + lines.joined(separator: "\n")
    }
}
