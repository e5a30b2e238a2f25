extension WordParts {
    /// The family in which texts are measured: as wide as Arial, which the document names because every system has it or
    /// one like it.
    static let measuredFamily = "Liberation Sans"
    /// The size of the letters of tables, in points.
    static let tableSize = 8.0

    /// `word/styles.xml`: few styles with plain names, so that an editor can restyle the whole document.
    static func styles(language: String) -> String {
        let defaults =
            "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\" w:eastAsia=\"Arial\"/>"
            + "<w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"\(language)\"/></w:rPr></w:rPrDefault>"
            + "<w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
        let all =
            [
                WordStyle("Normal", "Normal"),
                WordStyle("Title", "Title") { ($0.size, $0.isBold, $0.after) = (36, true, 160) },
                WordStyle("Heading1", "heading 1") { ($0.size, $0.isBold, $0.before, $0.outline) = (28, true, 360, 0) },
                WordStyle("Heading2", "heading 2") { ($0.size, $0.isBold, $0.before, $0.outline) = (23, true, 200, 1) },
                WordStyle("BodyText", "Body Text"),
                WordStyle("ListBullet", "List Bullet") { ($0.isBulleted, $0.after) = (true, 40) },
                WordStyle("Caption", "caption") { ($0.size, $0.isBold, $0.before, $0.after) = (19, true, 120, 60) },
                WordStyle("FigureTitle", "Figure Title") { ($0.size, $0.after) = (19, 200) },
                WordStyle("Figure", "Figure") { ($0.before, $0.after) = (120, 40) },
                WordStyle("FigurePart", "Figure Part") { ($0.before, $0.after) = (120, 40) },
                WordStyle("TOCHeading", "TOC Heading") { ($0.size, $0.isBold, $0.before) = (23, true, 200) },
                WordStyle("TOC1", "toc 1") { $0.after = 40 },
                WordStyle("TableText", "Table Text") { ($0.size, $0.after) = (16, 20) },
                WordStyle("TableHead", "Table Head") { ($0.size, $0.isBold, $0.after) = (16, true, 20) },
                WordStyle("AfterTable", "After Table") { ($0.size, $0.after) = (8, 60) },
                WordStyle("Footer", "footer") { ($0.size, $0.isCentred) = (17, true) },
            ].map(\.xml) + [link]
        return "<w:styles \(WordXML.namespaces)>\(defaults)\(all.joined(separator: "\n"))\(table)</w:styles>"
    }

    private static let link =
        "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr>"
        + "<w:color w:val=\"0A58A8\"/><w:u w:val=\"single\"/></w:rPr></w:style>"

    /// Rules above, below and under the head, as journals set tables.
    private static let table =
        "<w:style w:type=\"table\" w:styleId=\"ReportTable\"><w:name w:val=\"Report Table\"/><w:tblPr><w:tblBorders>"
        + "<w:top w:val=\"single\" w:sz=\"8\" w:color=\"1A1A1A\"/><w:bottom w:val=\"single\" w:sz=\"8\" w:color=\"1A1A1A\"/>"
        + "<w:insideH w:val=\"single\" w:sz=\"2\" w:color=\"C9C9C9\"/></w:tblBorders><w:tblCellMar><w:left w:w=\"40\" w:type=\"dxa\"/>"
        + "<w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:tcBorders>"
        + "<w:bottom w:val=\"single\" w:sz=\"6\" w:color=\"1A1A1A\"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
}

/// One paragraph style of a Word document; sizes in half points, spaces in twentieths of a point.
private struct WordStyle {
    let id: String
    let name: String
    var size: Int?
    var isBold = false
    var before: Int?
    var after: Int?
    var outline: Int?
    var isBulleted = false
    var isCentred = false

    init(_ id: String, _ name: String, _ change: (inout WordStyle) -> Void = { _ in }) {
        self.id = id
        self.name = name
        change(&self)
    }

    var xml: String {
        let isNormal = id == "Normal"
        return
            "<w:style w:type=\"paragraph\"\(isNormal ? " w:default=\"1\"" : "") w:styleId=\"\(id)\"><w:name w:val=\"\(name)\"/>"
            + "\(isNormal ? "" : "<w:basedOn w:val=\"Normal\"/>")<w:qFormat/>\(paragraph)\(run)</w:style>"
    }

    private var paragraph: String {
        let keep = outline != nil || id == "Figure" ? "<w:keepNext/>" : ""
        let bullet = isBulleted ? "<w:numPr><w:numId w:val=\"1\"/></w:numPr>" : ""
        let spaces = [before.map { "w:before=\"\($0)\"" }, after.map { "w:after=\"\($0)\"" }].compactMap(\.self)
        let spacing = spaces.isEmpty ? "" : "<w:spacing \(spaces.joined(separator: " "))/>"
        let side = isCentred ? "<w:jc w:val=\"center\"/>" : ""
        let level = outline.map { "<w:outlineLvl w:val=\"\($0)\"/>" } ?? ""
        return "<w:pPr>\(keep)\(bullet)\(spacing)\(side)\(level)</w:pPr>"
    }

    private var run: String {
        let sizes = size.map { "<w:sz w:val=\"\($0)\"/><w:szCs w:val=\"\($0)\"/>" } ?? ""
        return "<w:rPr>\(isBold ? "<w:b/><w:bCs/>" : "")\(sizes)</w:rPr>"
    }
}
