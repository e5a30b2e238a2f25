import TrialArchives
import TrialEvidence

/// What a workbook says beside its sheets: their names and files, the strings they share, and which styles show dates.
struct WorkbookParts {
    /// A sheet that is listed.
    struct Listing: Equatable {
        let name: String
        let isHidden: Bool
        /// The entry of its file; `nil` where it is not a worksheet, but a chart for example.
        let entry: String?
    }

    let file: String
    let entries: [String: [UInt8]]
    let listings: [Listing]
    let dateSystem: SpreadsheetDate.System
    let strings: [String]
    /// Whether the style of each number shows a date.
    let styleShowsDate: [Bool]

    /// Far above any table of trials, and small enough for any computer.
    private static let limits = {
        var limits = ZipLimits(entries: 5000, totalBytes: 256 << 20, ratio: 200)
        limits.skipsFolders = true
        return limits
    }()
    private static let oldFormat: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

    /// Opens the archive, which must be safe, and reads everything but the sheets.
    init(_ bytes: [UInt8], file: String) throws(EvidenceError) {
        self.file = file
        entries = try Self.open(bytes, file)
        let relations = RelationSink()
        let book = BookSink()
        guard let main = entries["xl/workbook.xml"] else {
            throw SafeXML.refusal("the archive has no workbook; choose an .xlsx file", "xl/workbook.xml", file)
        }
        try SafeXML.parse(main, entry: "xl/workbook.xml", file: file, into: book)
        if let bytes = entries["xl/_rels/workbook.xml.rels"] {
            try SafeXML.parse(bytes, entry: "xl/_rels/workbook.xml.rels", file: file, into: relations)
        }
        dateSystem = book.uses1904 ? .from1904 : .from1900
        listings = book.sheets.map { sheet in
            Listing(name: sheet.name, isHidden: sheet.isHidden, entry: relations.worksheets[sheet.relation])
        }
        let strings = StringsSink()
        if let bytes = entries["xl/sharedStrings.xml"] {
            try SafeXML.parse(bytes, entry: "xl/sharedStrings.xml", file: file, into: strings)
        }
        self.strings = strings.strings
        let styles = StylesSink()
        if let bytes = entries["xl/styles.xml"] {
            try SafeXML.parse(bytes, entry: "xl/styles.xml", file: file, into: styles)
        }
        styleShowsDate = styles.showsDate
    }

    private static func open(_ bytes: [UInt8], _ file: String) throws(EvidenceError) -> [String: [UInt8]] {
        if bytes.starts(with: oldFormat) {
            let message = "it is an old .xls or has a password; save it as .xlsx without one"
            throw EvidenceError([Diagnostic(.malformedFile, at: Place(file), message)])
        }
        do throws(ArchiveError) {
            return try ZipArchive.read(bytes, path: file, limits: limits)
        } catch {
            let entry = error.entry.map { "\($0): " } ?? ""
            // The system's libraries end some reasons with a line break.
            let words = "\(entry)\(error.message)".split(whereSeparator: \.isWhitespace).joined(separator: " ")
            throw EvidenceError([Diagnostic(.malformedFile, at: Place(file), "\(words) (\(error.code.rawValue))")])
        }
    }
}

/// The sheets of a workbook in their order.
private final class BookSink: XMLSink {
    private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
    private(set) var uses1904 = false

    func start(_ element: String, _ attributes: [String: String]) {
        if element == "workbookPr" { uses1904 = ["1", "true"].contains(attributes["date1904"] ?? "") }
        guard element == "sheet" else { return }
        let relation = attributes.first { $0.key.hasSuffix(":id") }?.value ?? ""
        let state = attributes["state"] ?? "visible"
        let name = (attributes["name"] ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        sheets.append((name, relation, state != "visible"))
    }

    func text(_ text: String) {}
    func end(_ element: String) {}
}

/// Which file belongs to which relation.
private final class RelationSink: XMLSink {
    private(set) var worksheets: [String: String] = [:]

    func start(_ element: String, _ attributes: [String: String]) {
        guard element == "Relationship", let id = attributes["Id"], let target = attributes["Target"] else { return }
        guard attributes["Type"]?.hasSuffix("/worksheet") == true else { return }
        worksheets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/\(target)"
    }

    func text(_ text: String) {}
    func end(_ element: String) {}
}

/// The strings that cells point at; phonetic guides are no part of them.
private final class StringsSink: XMLSink {
    private(set) var strings: [String] = []
    private var phonetic = 0
    private var isText = false
    private var current = ""

    func start(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "si": current = ""
        case "rPh": phonetic += 1
        case "t": isText = phonetic == 0
        default: break
        }
    }

    func text(_ text: String) {
        if isText { current += text }
    }

    func end(_ element: String) {
        switch element {
        case "si": strings.append(current)
        case "rPh": phonetic -= 1
        case "t": isText = false
        default: break
        }
    }
}

/// Which cell styles show dates.
private final class StylesSink: XMLSink {
    private(set) var showsDate: [Bool] = []
    private var custom: [Int: Bool] = [:]
    private var isInCellFormats = false

    func start(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "numFmt":
            if let id = attributes["numFmtId"].flatMap({ Int($0) }) {
                custom[id] = DateFormats.isDate(attributes["formatCode"] ?? "")
            }
        case "cellXfs": isInCellFormats = true
        case "xf" where isInCellFormats:
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            showsDate.append(custom[id] ?? DateFormats.isDate(builtIn: id))
        default: break
        }
    }

    func text(_ text: String) {}

    func end(_ element: String) {
        if element == "cellXfs" { isInCellFormats = false }
    }
}
