import TrialArchives

/// The look of a cell that is written, in the order of the styles' file.
enum CellStyle: Int {
    /// Numbers as they are, text as it is.
    case plain
    /// What is typed stays a text: `1-2` does not become a date.
    case text
    /// The name of a column.
    case header
    /// The name of a column that must be filled.
    case requiredHeader
    /// A line that stands over others.
    case title
    /// A text over several lines.
    case wrapped
}

/// A cell that is written: a text, or a formula with the value that it has now.
struct WrittenCell {
    var text: String
    var style = CellStyle.plain
    var formula: String?

    init(_ text: String, _ style: CellStyle = .plain, formula: String? = nil) {
        (self.text, self.style, self.formula) = (text, style, formula)
    }
}

/// What a spreadsheet says and asks in the cells of a column.
struct CellGuidance {
    /// What the cells may hold.
    enum Test {
        /// Anything.
        case nothing
        /// One of the cells that a formula names; others are refused, or only asked about.
        case list(formula: String, isClosed: Bool)
        /// A whole number.
        case wholeNumber
        /// A number.
        case number
    }

    var column: Int
    var test = Test.nothing
    /// What is shown beside the cell that is being filled.
    var title: String
    var prompt: String
    /// What is said of a cell that does not pass.
    var complaint = ""
}

/// A sheet that is written.
struct WrittenSheet {
    var name: String
    var isHidden = false
    var rows: [[WrittenCell]] = []
    /// The columns' widths in characters.
    var widths: [Double] = []
    /// The look of the cells that are still empty, by column.
    var styles: [CellStyle] = []
    /// How many rows and columns stay in sight.
    var frozen: (rows: Int, columns: Int) = (0, 0)
    var guidance: [CellGuidance] = []
    /// The rows, counted from 1, that the guidance is for.
    var guided = 2...2000
}

/// Writes an Excel workbook (Office Open XML, ISO/IEC 29500-1:2016, part SpreadsheetML), the same bytes for the same sheets.
struct WorkbookWriter {
    let sheets: [WrittenSheet]

    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

    /// The bytes of the workbook.
    func bytes() throws(ArchiveError) -> [UInt8] {
        var parts = [
            "[Content_Types].xml": contentTypes,
            "_rels/.rels": relations([("\(Self.office)/officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": relations(
                sheets.indices.map { ("\(Self.office)/worksheet", "worksheets/sheet\($0 + 1).xml") }
                    + [("\(Self.office)/styles", "styles.xml")]),
            "xl/styles.xml": styles,
        ]
        for (index, sheet) in sheets.enumerated() {
            parts["xl/worksheets/sheet\(index + 1).xml"] = SheetXML(sheet: sheet, isFirst: index == 0).text
        }
        return try ZipArchive.write(parts.mapValues { Array((Self.declaration + $0).utf8) })
    }

    private var contentTypes: String {
        let sheets = sheets.indices.map {
            "<Override PartName=\"/xl/worksheets/sheet\($0 + 1).xml\" ContentType=\"\(Self.types).worksheet+xml\"/>"
        }
        return "<Types xmlns=\"\(Self.package)/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(Self.types).sheet.main+xml\"/>"
            + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(Self.types).styles+xml\"/>\(sheets.joined())</Types>"
    }

    private func relations(_ targets: [(type: String, target: String)]) -> String {
        let each = targets.enumerated().map { index, relation in
            "<Relationship Id=\"rId\(index + 1)\" Type=\"\(relation.type)\" Target=\"\(relation.target)\"/>"
        }
        return "<Relationships xmlns=\"\(Self.package)/relationships\">\(each.joined())</Relationships>"
    }

    private var book: String {
        let list = sheets.enumerated().map { index, sheet in
            let state = sheet.isHidden ? " state=\"hidden\"" : ""
            return "<sheet name=\"\(sheet.name.asXML)\" sheetId=\"\(index + 1)\"\(state) r:id=\"rId\(index + 1)\"/>"
        }
        return
            "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.office)\"><sheets>\(list.joined())</sheets></workbook>"
    }

    /// The fonts, fills and cell formats, in the order of ``CellStyle``.
    private var styles: String {
        let font = "<sz val=\"10\"/><name val=\"Arial\"/>"
        let fill = { (colour: String) in
            "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF\(colour)\"/></patternFill></fill>"
        }
        let format = { (number: Int, font: Int, fill: Int, wraps: Bool) in
            "<xf numFmtId=\"\(number)\" fontId=\"\(font)\" fillId=\"\(fill)\" borderId=\"0\" xfId=\"0\" "
                + "applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyAlignment=\"1\">"
                + "<alignment vertical=\"top\"\(wraps ? " wrapText=\"1\"" : "")/></xf>"
        }
        // 49 is the built-in format of texts.
        let formats = [
            format(0, 0, 0, false), format(49, 0, 0, false), format(49, 1, 2, false), format(49, 2, 3, false),
            format(0, 3, 0, false), format(49, 0, 0, true),
        ]
        return "<styleSheet xmlns=\"\(Self.main)\">"
            + "<fonts count=\"4\"><font>\(font)</font><font><b/>\(font)</font>"
            + "<font><b/><color rgb=\"FFFFFFFF\"/>\(font)</font>"
            + "<font><b/><sz val=\"13\"/><name val=\"Arial\"/></font></fonts>"
            + "<fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill>"
            + "<fill><patternFill patternType=\"gray125\"/></fill>\(fill("DCE6F0"))\(fill("1F4E79"))</fills>"
            + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
            + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
            + "<cellXfs count=\"\(formats.count)\">\(formats.joined())</cellXfs>"
            + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    }

    /// One sheet as XML.
    private struct SheetXML {
        let sheet: WrittenSheet
        let isFirst: Bool

        var text: String {
            "<worksheet xmlns=\"\(WorkbookWriter.main)\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\(view)\(columns)"
                + "<sheetData>\(sheet.rows.enumerated().map { row($1, $0 + 1) }.joined())</sheetData>\(guidance)"
                + "<pageSetup orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"
        }

        private var view: String {
            let (rows, columns) = sheet.frozen
            let selected = isFirst ? " tabSelected=\"1\"" : ""
            guard rows + columns > 0 else {
                return "<sheetViews><sheetView\(selected) workbookViewId=\"0\"/></sheetViews>"
            }
            let pane = rows > 0 && columns > 0 ? "bottomRight" : rows > 0 ? "bottomLeft" : "topRight"
            let splits = [("xSplit", columns), ("ySplit", rows)].filter { $0.1 > 0 }.map { "\($0.0)=\"\($0.1)\"" }
            return "<sheetViews><sheetView\(selected) workbookViewId=\"0\"><pane \(splits.joined(separator: " ")) "
                + "topLeftCell=\"\(Worksheet.letters(columns))\(rows + 1)\" activePane=\"\(pane)\" state=\"frozen\"/>"
                + "<selection pane=\"\(pane)\"/></sheetView></sheetViews>"
        }

        private var columns: String {
            let each = sheet.widths.enumerated().map { index, width in
                let style = index < sheet.styles.count ? sheet.styles[index] : .plain
                return "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\" "
                    + "style=\"\(style.rawValue)\"/>"
            }
            return each.isEmpty ? "" : "<cols>\(each.joined())</cols>"
        }

        private func row(_ cells: [WrittenCell], _ number: Int) -> String {
            let each = cells.enumerated().map { column, cell -> String in
                let place = "r=\"\(Worksheet.letters(column))\(number)\" s=\"\(cell.style.rawValue)\""
                if let formula = cell.formula {
                    return "<c \(place) t=\"str\"><f>\(formula.asXML)</f><v>\(cell.text.asXML)</v></c>"
                }
                guard !cell.text.isEmpty else { return "" }
                return "<c \(place) t=\"inlineStr\"><is><t xml:space=\"preserve\">\(cell.text.asXML)</t></is></c>"
            }
            return "<row r=\"\(number)\"\(height(of: cells))>\(each.joined())</row>"
        }

        /// The height of a row whose texts go over several lines, in points; other rows have the usual one.
        private func height(of cells: [WrittenCell]) -> String {
            let lines = cells.enumerated().map { column, cell -> Int in
                guard cell.style == .wrapped, column < sheet.widths.count else { return 1 }
                return Self.lines(of: cell.text, width: Int(sheet.widths[column]))
            }
            guard let most = lines.max(), most > 1 else { return "" }
            return " ht=\"\(13 * most + 2)\" customHeight=\"1\""
        }

        /// How many lines a text takes where words are not parted.
        private static func lines(of text: String, width: Int) -> Int {
            var (lines, filled) = (1, 0)
            for word in text.split(separator: " ") {
                if filled > 0, filled + word.count > width { (lines, filled) = (lines + 1, 0) }
                lines += word.count / max(width, 1)
                filled += word.count + 1
            }
            return lines
        }

        private var guidance: String {
            let each = sheet.guidance.map { item -> String in
                let (attributes, formulas) = item.test.xml
                let column = Worksheet.letters(item.column)
                let range = "\(column)\(sheet.guided.lowerBound):\(column)\(sheet.guided.upperBound)"
                // A spreadsheet shows no more than 32 letters of a title and 255 of a text.
                return "<dataValidation \(attributes) allowBlank=\"1\" showInputMessage=\"1\" "
                    + "errorTitle=\"\(item.title.cut(to: 32).asXML)\" error=\"\(item.complaint.cut(to: 225).asXML)\" "
                    + "promptTitle=\"\(item.title.cut(to: 32).asXML)\" prompt=\"\(item.prompt.cut(to: 255).asXML)\" "
                    + "sqref=\"\(range)\">\(formulas)</dataValidation>"
            }
            guard !each.isEmpty else { return "" }
            return "<dataValidations count=\"\(each.count)\">\(each.joined())</dataValidations>"
        }
    }
}

extension CellGuidance.Test {
    /// The attributes and the formulas of the validation.
    fileprivate var xml: (attributes: String, formulas: String) {
        let limits = { (low: String, high: String) in "<formula1>\(low)</formula1><formula2>\(high)</formula2>" }
        switch self {
        case .nothing: return ("type=\"none\"", "")
        case .list(let formula, let isClosed):
            let style = isClosed ? "stop" : "warning"
            let list = "type=\"list\" errorStyle=\"\(style)\" showErrorMessage=\"1\""
            return (list, "<formula1>\(formula.asXML)</formula1>")
        case .wholeNumber:
            return ("type=\"whole\" operator=\"between\" showErrorMessage=\"1\"", limits("-1000000000", "1000000000"))
        case .number:
            return ("type=\"decimal\" operator=\"between\" showErrorMessage=\"1\"", limits("-1E+300", "1E+300"))
        }
    }
}

extension String {
    /// The text as it may stand in XML, between tags and in attributes; what XML cannot hold becomes a question mark.
    var asXML: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "\n": text += "&#10;"
            case "\t": text += "&#9;"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": text += "?"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    fileprivate func cut(to length: Int) -> String { count <= length ? self : "\(prefix(length - 1))…" }
}
