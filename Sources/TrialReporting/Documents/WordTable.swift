import TrialResults

/// A table of a Word document with its caption; its head is repeated on each page.
struct WordTable {
    private let table: TextTable
    private let plan: TablePlan
    private let links: WordLinks

    init(_ table: TextTable, plan: TablePlan, links: WordLinks) {
        self.table = table
        self.plan = plan
        self.links = links
    }

    var xml: String {
        plan.parts.enumerated().map { index, part in
            self.part(part, caption: index == 0 ? table.caption : "\(table.caption), further columns")
        }.joined(separator: "\n")
    }

    private func part(_ part: TablePlan.Part, caption: String) -> String {
        // Rounded up: Word must not have a hair less than a word needs.
        let widths = part.widths.map { Int((($0 + WordPage.cellGap) * 20).rounded(.up)) }
        let grid = widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined()
        let head = row(part.columns.map { table.columns[$0].heading }, part.columns, widths, isHead: true)
        let rows = table.rows.map { row in
            self.row(part.columns.map { row[$0] }, part.columns, widths, isHead: false)
        }
        let properties =
            "<w:tblPr><w:tblStyle w:val=\"ReportTable\"/><w:tblW w:w=\"\(widths.reduce(0, +))\" w:type=\"dxa\"/>"
            + "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\"/>"
            + "<w:tblCaption w:val=\"\(DisplayText.escape(caption))\"/></w:tblPr>"
        return WordXML.paragraph(caption, style: "Caption", keepsWithNext: true)
            + "<w:tbl>\(properties)<w:tblGrid>\(grid)</w:tblGrid>\(([head] + rows).joined(separator: "\n"))</w:tbl>"
            + WordXML.paragraph("", style: "AfterTable")
    }

    private func row(_ texts: [String], _ columns: [Int], _ widths: [Int], isHead: Bool) -> String {
        let style = isHead ? "TableHead" : "TableText"
        let size = plan.size == WordParts.tableSize ? nil : Int(plan.size * 2)
        let cells = texts.indices.map { index in
            let side = table.columns[columns[index]].alignment == .trailing ? "<w:jc w:val=\"right\"/>" : ""
            let keep = isHead ? "<w:keepNext/>" : ""
            return "<w:tc><w:tcPr><w:tcW w:w=\"\(widths[index])\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr>"
                + "<w:pStyle w:val=\"\(style)\"/>\(keep)\(side)</w:pPr>\(content(texts[index], size))</w:p></w:tc>"
        }
        let properties = "<w:trPr><w:cantSplit/>\(isHead ? "<w:tblHeader/>" : "")</w:trPr>"
        return "<w:tr>\(properties)\(cells.joined())</w:tr>"
    }

    /// A cell: an address that it consists of leads there as a whole.
    private func content(_ text: String, _ size: Int?) -> String { links.runs(text, size: size) }
}
