import TrialResults

/// Pieces of WordprocessingML.
enum WordXML {
    static let namespaces = [
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
        "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"",
        "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"",
        "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"",
        "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"",
    ].joined(separator: " ")

    /// A text in the paragraph's own look; cleaned and escaped.
    ///
    /// `size` in half points and a character's `style` where they are not the paragraph's own. A run without blanks that is
    /// too long for a line may break behind its marks, not inside a word.
    static func run(_ text: String, size: Int? = nil, style: String? = nil) -> String {
        guard !text.isEmpty else { return "" }
        let look =
            (style.map { "<w:rStyle w:val=\"\($0)\"/>" } ?? "")
            + (size.map { "<w:sz w:val=\"\($0)\"/><w:szCs w:val=\"\($0)\"/>" } ?? "")
        let properties = look.isEmpty ? "" : "<w:rPr>\(look)</w:rPr>"
        return "<w:r>\(properties)<w:t xml:space=\"preserve\">\(DisplayText.escape(breakable(text)))</w:t></w:r>"
    }

    /// The text with a break without width where a long run without blanks may be parted.
    private static func breakable(_ text: String) -> String {
        guard text.utf8.count > 20, text.split(separator: " ").contains(where: { $0.utf8.count > 20 }) else {
            return text
        }
        return text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            word.utf8.count > 20
                ? LineBreaker.pieces(String(word)).map(\.text).joined(separator: "\u{200B}") : String(word)
        }.joined(separator: " ")
    }

    static func paragraph(_ text: String, style: String, keepsWithNext: Bool = false) -> String {
        let keep = keepsWithNext ? "<w:keepNext/>" : ""
        return "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>\(keep)</w:pPr>\(run(text))</w:p>"
    }
}

/// The parts of a Word document beside its body.
enum WordParts {
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let main = "application/vnd.openxmlformats-officedocument.wordprocessingml"

    static let contentTypes =
        "<Types xmlns=\"\(package)/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>"
        + [
            ("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"), ("settings", "settings"),
            ("footer1", "footer"),
        ]
        .map { "<Override PartName=\"/word/\($0.0).xml\" ContentType=\"\(main).\($0.1)+xml\"/>" }.joined()
        + "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"

    static let relations =
        "<Relationships xmlns=\"\(package)/relationships\">"
        + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" Target=\"word/document.xml\"/>"
        + "<Relationship Id=\"rId2\" Type=\"\(package)/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
        + "</Relationships>"

    static func documentRelations(_ pictures: [WordPicture], _ links: WordLinks) -> String {
        let parts = ["styles", "numbering", "settings"].map {
            "<Relationship Id=\"rId\($0.prefix(1).uppercased() + $0.dropFirst())\" Type=\"\(office)/\($0)\" Target=\"\($0).xml\"/>"
        }
        let footer = "<Relationship Id=\"rIdFooter\" Type=\"\(office)/footer\" Target=\"footer1.xml\"/>"
        let images = pictures.map {
            "<Relationship Id=\"\($0.relation)\" Type=\"\(office)/image\" Target=\"\($0.path)\"/>"
        }
        return
            "<Relationships xmlns=\"\(package)/relationships\">\((parts + [footer] + images + links.relations).joined())</Relationships>"
    }

    /// Title, language and, where there is one, the date; nothing of the hour or the machine.
    static func properties(_ report: ReportText) -> String {
        let date = report.date.map {
            "<dcterms:created xsi:type=\"dcterms:W3CDTF\">\(DisplayText.escape($0))T00:00:00Z</dcterms:created>"
                + "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">\(DisplayText.escape($0))T00:00:00Z</dcterms:modified>"
        }
        return
            "<cp:coreProperties xmlns:cp=\"\(package)/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
            + " xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
            + "<dc:title>\(DisplayText.escape(report.title))</dc:title><dc:creator>TrialPool</dc:creator>"
            + "<dc:language>\(report.convention.languageTag)</dc:language>\(date ?? "")</cp:coreProperties>"
    }

    static let settings =
        "<w:settings \(WordXML.namespaces)><w:updateFields w:val=\"false\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\""
        + " w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"

    static let numbering =
        "<w:numbering \(WordXML.namespaces)><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>"
        + "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/>"
        + "<w:pPr><w:ind w:left=\"360\" w:hanging=\"260\"/></w:pPr></w:lvl></w:abstractNum>"
        + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"

    static let footer =
        "<w:ftr \(WordXML.namespaces)><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
        + "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
        + "<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:ftr>"
}
