import TrialResults

/// The body of a Word document: `word/document.xml`.
struct WordBody {
    private let report: ReportText
    private let pictures: [WordPicture]
    private let page: WordPage

    init(_ report: ReportText, pictures: [WordPicture]) {
        self.report = report
        self.pictures = pictures
        page = WordPage(report.convention)
    }

    var xml: String {
        var next = pictures.makeIterator()
        var parts = [WordXML.paragraph(report.title, style: "Title")]
        for block in report.blocks {
            switch block {
            case .heading(let level, let text): parts.append(WordXML.paragraph(text, style: "Heading\(level - 1)"))
            case .paragraph(let text): parts.append(WordXML.paragraph(text, style: "BodyText"))
            case .list(let items): parts += items.map { WordXML.paragraph($0, style: "ListBullet") }
            case .table(let table): parts.append(self.table(table))
            case .figure:
                if let picture = next.next() { parts.append(self.picture(picture)) }
            }
        }
        return
            "<w:document \(WordXML.namespaces)><w:body>\(parts.joined(separator: "\n"))\(page.section)</w:body></w:document>"
    }

    private func table(_ table: TextTable) -> String {
        let widths = ColumnWidths(table).shares.map { Int($0 * Double(page.textWidth)) }
        let grid = widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined()
        let head = row(table.columns.map(\.heading), table.columns, widths, isHead: true)
        let rows = table.rows.map { row($0, table.columns, widths, isHead: false) }
        let properties =
            "<w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"\(widths.reduce(0, +))\" w:type=\"dxa\"/>"
            + "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\"/>"
            + "<w:tblCaption w:val=\"\(DisplayText.escape(table.caption))\"/></w:tblPr>"
        return WordXML.paragraph(table.caption, style: "Caption", keepsWithNext: true)
            + "<w:tbl>\(properties)<w:tblGrid>\(grid)</w:tblGrid>\(([head] + rows).joined(separator: "\n"))</w:tbl>"
            + WordXML.paragraph("", style: "AfterTable")
    }

    private func row(_ texts: [String], _ columns: [TextTable.Column], _ widths: [Int], isHead: Bool) -> String {
        let cells = zip(texts.indices, texts).map { index, text in
            let side = columns[index].alignment == .trailing ? "<w:jc w:val=\"right\"/>" : ""
            return "<w:tc><w:tcPr><w:tcW w:w=\"\(widths[index])\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr>"
                + "<w:pStyle w:val=\"\(isHead ? "TableHead" : "TableText")\"/>\(side)</w:pPr>\(WordXML.run(text))</w:p></w:tc>"
        }
        let properties = "<w:trPr><w:cantSplit/>\(isHead ? "<w:tblHeader/>" : "")</w:trPr>"
        return "<w:tr>\(properties)\(cells.joined())</w:tr>"
    }

    private func picture(_ picture: WordPicture) -> String {
        let (width, height) = page.fitted(picture.pixels)
        let (id, relation) = (picture.number, picture.relation)
        let description = DisplayText.escape(picture.figure.description)
        let size = "cx=\"\(width)\" cy=\"\(height)\""
        let drawing =
            "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent \(size)/>"
            + "<wp:docPr id=\"\(id)\" name=\"Figure \(id)\" descr=\"\(description)\"/>"
            + "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>"
            + "<pic:nvPicPr><pic:cNvPr id=\"\(id)\" name=\"Figure \(id)\" descr=\"\(description)\"/><pic:cNvPicPr/></pic:nvPicPr>"
            + "<pic:blipFill><a:blip r:embed=\"\(relation)\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
            + "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext \(size)/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>"
            + "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        return "<w:p><w:pPr><w:pStyle w:val=\"Figure\"/></w:pPr><w:r>\(drawing)</w:r></w:p>"
            + WordXML.paragraph(picture.figure.title, style: "Caption")
    }
}

/// The page of a Word document; lengths in twentieths of a point.
struct WordPage {
    private let width: Int
    private let height: Int
    private static let margin = 1134  // 2 cm

    init(_ convention: NumberConvention) {
        (width, height) = convention.spelling == .british ? (11906, 16838) : (12240, 15840)
    }

    /// The width between the margins.
    var textWidth: Int { width - 2 * Self.margin }

    /// The properties of the one section.
    var section: String {
        let margins = ["top", "right", "bottom", "left"].map { "w:\($0)=\"\(Self.margin)\"" }.joined(separator: " ")
        return "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/>"
            + "<w:pgSz w:w=\"\(width)\" w:h=\"\(height)\"/>"
            + "<w:pgMar \(margins) w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
    }

    /// The size of a picture of twice as many pixels as it has units, in English metric units, no larger than the page.
    func fitted(_ pixels: (width: Int, height: Int)) -> (width: Int, height: Int) {
        let unit = 9525.0 / 2  // 1/96 inch, of two pixels
        let (natural, tall) = (Double(pixels.width) * unit, Double(pixels.height) * unit)
        let largest = (Double(textWidth) * 635, Double(height - 2 * Self.margin - 1200) * 635)
        let scale = min(1, largest.0 / natural, largest.1 / tall)
        return (Int(natural * scale), Int(tall * scale))
    }
}
