/// A way to write a report text as a document.
///
/// A new format is one file with one type and one line in ``DocumentFormats``.
public protocol DocumentFormat: Sendable {
    /// The short code, such as `docx`.
    var code: String { get }
    /// The name for people, such as `Word document`.
    var title: String { get }
    /// The ending of its files, without the dot.
    var fileExtension: String { get }
    /// How figures lie beside the document; nil where they are inside it.
    var linkedFigures: FigureFile? { get }
    /// The document, the same bytes each time; `figureFolder` is what links to figures begin with, with a slash.
    ///
    /// - Throws: `ReportingError`, or `ArchiveError` where the document is an archive.
    func write(_ report: ReportText, figureFolder: String) throws -> [UInt8]
}

/// The files that a figure is written as.
public enum FigureFile: String, Sendable, CaseIterable {
    /// Shapes and text, for pages.
    case svg
    /// A page of its own, for typesetting.
    case pdf
    /// Pixels, for everything else.
    case png

    /// The file.
    ///
    /// - Throws: `ReportingError` where the drawing library refuses it.
    public func bytes(of figure: ReportFigure) throws(ReportingError) -> [UInt8] {
        switch self {
        case .svg: Array(figure.svg.utf8)
        case .pdf: try figure.drawn.page()
        case .png: try figure.drawn.pixels()
        }
    }
}

/// The document formats by code, as a value: a program adds its own to ``standard`` and passes the result on.
public struct DocumentFormats: Sendable {
    /// The formats, in the order in which they are offered.
    public private(set) var all: [any DocumentFormat]

    /// Creates a list of formats.
    public init(_ formats: [any DocumentFormat]) { all = formats }

    /// The formats that come with TrialPool; a new one is added here.
    public static let standard = DocumentFormats([
        MarkdownDocument(), LaTeXDocument(), WordDocument(), PDFDocument(),
    ])

    /// The same with a further format; it takes the place of one of the same code.
    public func adding(_ format: any DocumentFormat) -> DocumentFormats {
        var formats = self
        if let place = all.firstIndex(where: { $0.code == format.code }) {
            formats.all[place] = format
        } else {
            formats.all.append(format)
        }
        return formats
    }

    /// The format of a code or file ending, in small or large letters; nil where there is none.
    public func named(_ word: String) -> (any DocumentFormat)? {
        let word = word.lowercased()
        return all.first { $0.code == word || $0.fileExtension == word }
    }
}

/// A document with the figure files that it links to.
public struct DocumentFiles: Sendable {
    /// The document.
    public let document: [UInt8]
    /// The figure files by their path from the document's folder; empty where figures are inside the document.
    public let figures: [String: [UInt8]]

    /// The folder for the figures of a document of this name, with the slash: safe to link to, whatever the name is.
    public static func figureFolder(for document: String) -> String {
        let parts = document.split(separator: ".", omittingEmptySubsequences: false)
        return SafeName.of(parts.dropLast(parts.count > 1 ? 1 : 0).joined(separator: ".")) + "-figures/"
    }

    /// Writes a report.
    ///
    /// - Throws: `ReportingError`, or `ArchiveError` where the document is an archive.
    public init(_ report: ReportText, as format: any DocumentFormat, figureFolder: String) throws {
        document = try format.write(report, figureFolder: figureFolder)
        var figures: [String: [UInt8]] = [:]
        if let file = format.linkedFigures {
            for figure in report.figures {
                figures["\(figureFolder)\(figure.name).\(file.rawValue)"] = try file.bytes(of: figure)
            }
        }
        self.figures = figures
    }
}
