import TrialArchives
import TrialResults

/// An Office Open XML document (ECMA-376) as Word and LibreOffice open it: a table of contents, real headings, lists and
/// tables, links, figures inside it as pictures with their description.
///
/// Written directly, because a converter puts the hour and random numbers into its files.
public struct WordDocument: DocumentFormat {
    /// `docx`.
    public let code = "docx"
    /// Word.
    public let title = "Word document"
    /// `docx`.
    public let fileExtension = "docx"
    /// None: the pictures are inside.
    public let linkedFigures: FigureFile? = nil

    /// Creates the format.
    public init() {}

    /// The document.
    public func write(_ report: ReportText, figureFolder: String) throws -> [UInt8] {
        let page = WordPage(report.convention)
        var figures: [[WordPicture]] = []
        for figure in report.figures {
            let first = figures.map(\.count).reduce(0, +) + 1
            figures.append(WordPicture.all(figure, first: first, page: page))
        }
        let pictures = figures.flatMap(\.self)
        let links = WordLinks()
        let body = WordBody(report, pictures: figures, links: links).xml
        var files: [String: String] = [
            "[Content_Types].xml": WordParts.contentTypes, "_rels/.rels": WordParts.relations,
            "docProps/core.xml": WordParts.properties(report),
            "word/document.xml": body,
            "word/_rels/document.xml.rels": WordParts.documentRelations(pictures, links),
            "word/styles.xml": WordParts.styles(language: report.convention.languageTag),
            "word/numbering.xml": WordParts.numbering, "word/settings.xml": WordParts.settings,
            "word/footer1.xml": WordParts.footer,
        ]
        files = files.mapValues { "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + $0 }
        var parts = files.mapValues { Array($0.utf8) }
        // Last: in a bundle others have drawn many of them meanwhile.
        for picture in pictures { parts["word/\(picture.path)"] = try picture.pixels() }
        return try ZipArchive.write(parts)
    }
}
