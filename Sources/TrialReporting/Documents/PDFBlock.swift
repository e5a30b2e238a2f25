/// Something on the pages of a PDF.
protocol PDFBlock {
    /// Whether it wants a page on its side.
    var isSideways: Bool { get }
    /// Whether it stays with what follows.
    var keepsWithNext: Bool { get }
    /// Whether it may stand before a figure that waits for the next page.
    var mayOvertake: Bool { get }
    /// The height that must be there for it to begin on this page.
    func least(on canvas: PDFCanvas) -> Double
    /// Its whole height.
    func whole(on canvas: PDFCanvas) -> Double
    /// Draws it.
    func draw(on canvas: PDFCanvas) throws(ReportingError)
}

extension PDFBlock {
    var isSideways: Bool { false }
    var keepsWithNext: Bool { false }
    var mayOvertake: Bool { true }
}
