import TrialResults

/// The page of a Word document; lengths in twentieths of a point.
struct WordPage {
    private let width: Int
    private let height: Int
    private static let margin = 1134  // 2 cm

    init(_ convention: NumberConvention) {
        (width, height) = convention.spelling == .british ? (11906, 16838) : (12240, 15840)
    }

    /// What room there is for tables, in points.
    var tableSpace: TableSpace {
        TableSpace(
            upright: Double(width - 2 * Self.margin) / 20, sideways: Double(height - 2 * Self.margin) / 20,
            gap: Self.cellGap, sizes: [8, 7.5, 7, 6.5])
    }

    /// The margins of a cell, in points: `ReportTable` says the same.
    static let cellGap = 6.0

    /// The properties of a section; one that lies on its side has its sides exchanged.
    func section(sideways: Bool) -> String {
        let margins = ["top", "right", "bottom", "left"].map { "w:\($0)=\"\(Self.margin)\"" }.joined(separator: " ")
        let (wide, high) = sideways ? (height, width) : (width, height)
        return "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/>"
            + "<w:pgSz w:w=\"\(wide)\" w:h=\"\(high)\"\(sideways ? " w:orient=\"landscape\"" : "")/>"
            + "<w:pgMar \(margins) w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
    }

    /// The size of a drawing, given in its pixels, in English metric units, no larger than the page.
    func fitted(_ width: Double, _ height: Double) -> (width: Int, height: Int) {
        let unit = 9525.0  // 1/96 inch
        let scale = min(1, largestWidth * 635 / (width * unit), largestHeight * 635 / (height * unit))
        return (Int(width * unit * scale), Int(height * unit * scale))
    }

    /// How tall a drawing of this width may be, in its pixels, to be shown as wide as the page allows.
    func tallest(_ width: Double) -> Double {
        let scale = min(1, largestWidth * 635 / (width * 9525))
        return largestHeight * 635 / (9525 * scale)
    }

    private var largestWidth: Double { Double(width - 2 * Self.margin) }
    private var largestHeight: Double { Double(height - 2 * Self.margin - 1200) }
}
