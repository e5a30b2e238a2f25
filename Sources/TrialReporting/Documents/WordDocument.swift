import TrialArchives
import TrialResults

/// An Office Open XML document (ECMA-376) as Word and LibreOffice open it: real headings, lists and tables, figures
/// inside it as pictures with their description.
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
        var pictures: [WordPicture] = []
        for (index, figure) in report.figures.enumerated() {
            pictures.append(try WordPicture(figure, number: index + 1))
        }
        var files: [String: String] = [
            "[Content_Types].xml": WordParts.contentTypes, "_rels/.rels": WordParts.relations,
            "docProps/core.xml": WordParts.properties(report),
            "word/document.xml": WordBody(report, pictures: pictures).xml,
            "word/_rels/document.xml.rels": WordParts.documentRelations(pictures),
            "word/styles.xml": WordParts.styles(language: report.convention.languageTag),
            "word/numbering.xml": WordParts.numbering, "word/settings.xml": WordParts.settings,
            "word/footer1.xml": WordParts.footer,
        ]
        files = files.mapValues { "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + $0 }
        var parts = files.mapValues { Array($0.utf8) }
        for picture in pictures { parts["word/\(picture.path)"] = picture.png }
        return try ZipArchive.write(parts)
    }
}

/// A picture inside a Word document.
struct WordPicture {
    let figure: ReportFigure
    let number: Int
    let png: [UInt8]

    /// The path from the folder `word`.
    var path: String { "media/figure\(number).png" }
    /// The id of its relation.
    var relation: String { "rIdFigure\(number)" }

    init(_ figure: ReportFigure, number: Int) throws(ReportingError) {
        self.figure = figure
        self.number = number
        png = try FigureFile.png.bytes(of: figure)
    }

    /// Its width and height in pixels, from the file's header.
    var pixels: (width: Int, height: Int) {
        func number(_ offset: Int) -> Int { png[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }
}
