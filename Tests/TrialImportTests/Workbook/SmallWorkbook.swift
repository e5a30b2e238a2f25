import TrialArchives
import TrialEvidence
import TrialImport

/// A workbook of one sheet, written by hand so that tests can spoil each part of it.
struct SmallWorkbook {
    var rows: String
    var sharedStrings: [String] = []
    var date1904 = false
    var merges: [String] = []
    var others: [String: [UInt8]] = [:]

    init(rows: String) {
        self.rows = rows
    }

    /// A sheet of inline strings and numbers, one array a row.
    init(cells: [[String]]) {
        rows = cells.enumerated().map { number, row in
            let cells = row.map { cell in
                Double(cell) == nil ? "<c t=\"inlineStr\"><is><t>\(cell)</t></is></c>" : "<c><v>\(cell)</v></c>"
            }
            return "<row r=\"\(number + 1)\">\(cells.joined())</row>"
        }.joined()
    }

    var parts: [String: [UInt8]] {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let strings = sharedStrings.map { "<si>\($0)</si>" }.joined()
        let merged =
            merges.isEmpty ? "" : "<mergeCells>\(merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined())</mergeCells>"
        let texts = [
            "xl/workbook.xml": """
            <workbook xmlns="\(main)" xmlns:r="\(relations)"><workbookPr date1904="\(date1904 ? 1 : 0)"/>\
            <sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>
            """,
            "xl/_rels/workbook.xml.rels": """
            <Relationships><Relationship Id="rId1" Type="\(relations)/worksheet" Target="worksheets/sheet1.xml"/>\
            </Relationships>
            """,
            "xl/sharedStrings.xml": "<sst xmlns=\"\(main)\">\(strings)</sst>",
            "xl/styles.xml": """
            <styleSheet xmlns="\(main)"><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>\
            <numFmt numFmtId="165" formatCode="0.0&quot; days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/>\
            </cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>\
            </cellXfs></styleSheet>
            """,
            "xl/worksheets/sheet1.xml": """
            <?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="\(main)"><sheetData>\(rows)</sheetData>\(merged)\
            </worksheet>
            """,
        ]
        return texts.mapValues { Array($0.utf8) }.merging(others) { _, other in other }
    }

    func bytes() throws -> [UInt8] { try ZipArchive.write(parts) }

    /// Reads the workbook, or gives back the error.
    func read(into dataset: Dataset = Dataset(name: "empty")) throws -> Result<ImportedEvidence, EvidenceError> {
        let bytes = try bytes()
        return Result { () throws(EvidenceError) in try Workbook().read(bytes, file: "book.xlsx", into: dataset) }
    }
}
