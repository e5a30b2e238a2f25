import TrialResults

/// A picture inside a Word document: a figure, or a part of one that is too tall for a page.
struct WordPicture {
    let figure: ReportFigure
    let number: Int
    /// The part of the figure; nil for all of it.
    let slice: FigureSlice?
    /// The size in the drawing's pixels.
    let width: Double
    let height: Double
    /// What it shows, in words.
    let description: String
    /// Whether the title follows.
    let isLast: Bool

    /// A figure may be shown this much smaller to stay whole.
    private static let shrink = 0.62

    /// The path from the folder `word`.
    var path: String { "media/figure\(number).png" }
    /// The id of its relation.
    var relation: String { "rIdFigure\(number)" }

    /// The pictures of a figure; `first` is the number of the first one.
    static func all(_ figure: ReportFigure, first: Int, page: WordPage) -> [WordPicture] {
        let drawing = figure.drawn.drawing
        let (width, height) = (drawing.width, drawing.height)
        let tallest = page.tallest(width)
        guard height * shrink > tallest else {
            return [
                WordPicture(
                    figure: figure, number: first, slice: nil, width: width, height: height,
                    description: figure.description, isLast: true)
            ]
        }
        let slices = FigureCuts.slices(figure, height: height, first: tallest, page: tallest)
        var pictures: [WordPicture] = []
        for (index, slice) in slices.enumerated() {
            let words = index == 0 ? figure.description : "\(figure.title), part \(index + 1) of \(slices.count)."
            pictures.append(
                WordPicture(
                    figure: figure, number: first + index, slice: slice, width: width, height: slice.height,
                    description: words, isLast: index == slices.count - 1))
        }
        return pictures
    }

    /// The picture as PNG.
    func pixels() throws(ReportingError) -> [UInt8] {
        if let slice { try FigureRenderer().png(figure.drawn.drawing, slice) } else { try figure.drawn.pixels() }
    }

    /// The picture as a paragraph.
    func xml(_ page: WordPage) -> String {
        let (wide, high) = page.fitted(width, height)
        let words = DisplayText.escape(description)
        let names =
            "id=\"\(number)\" name=\"Figure \(number)\" descr=\"\(words)\""
            + " title=\"\(DisplayText.escape(figure.title))\""
        let size = "cx=\"\(wide)\" cy=\"\(high)\""
        let drawing =
            "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent \(size)/>"
            + "<wp:docPr \(names)/>"
            + "<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>"
            + "<pic:nvPicPr><pic:cNvPr \(names)/><pic:cNvPicPr/></pic:nvPicPr>"
            + "<pic:blipFill><a:blip r:embed=\"\(relation)\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
            + "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext \(size)/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>"
            + "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        return
            "<w:p><w:pPr><w:pStyle w:val=\"\(isLast ? "Figure" : "FigurePart")\"/></w:pPr><w:r>\(drawing)</w:r></w:p>"
            + (isLast ? WordXML.paragraph(figure.title, style: "FigureTitle") : "")
    }
}
