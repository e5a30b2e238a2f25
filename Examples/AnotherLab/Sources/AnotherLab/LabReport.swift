import TrialReporting
import TrialResults

/// A result as this laboratory hands it on: a page, a Markdown and a Word document, tables, and the result file.
public struct LabReport {
    private let document: ResultDocument

    /// Takes a result.
    public init(_ document: ResultDocument) { self.document = document }

    /// The files by name.
    ///
    /// - Throws: What the formats throw.
    public func files() throws -> [String: [UInt8]] {
        let told = try ToldReport(document, look: .anotherLab)
        let drawn = ReportFigures(told)
        let text = ReportTextBuilder(told, figures: drawn).text()
        var files = try TableFolder(document, kinds: told.look.kinds).files()
        for format in told.look.formats.all where format.linkedFigures == nil || format is MarkdownDocument {
            files["report.\(format.fileExtension)"] = try format.write(text, figureFolder: "")
        }
        for figure in drawn.all { files["\(figure.name).svg"] = Array(figure.svg.utf8) }
        files["index.html"] = Array(try ReportPage(told).html().utf8)
        files["results.json"] = Array(try ResultCoding().encode(document))
        return files
    }
}
