import CPango
// Cairo comes through both doors, and a file sees its constants only through the one that the compiler read first.
import CRsvg
import TrialResults

/// A drawing with its title: whole where a page can hold it, else parted between rows with its headings again.
struct PDFFigure: PDFBlock {
    let figure: ReportFigure
    private let width: Double
    private let height: Double

    let mayOvertake = false

    /// Points for a pixel of a drawing that is shown as it is, and the fewest with which its letters can be read.
    private static let largest = 0.75
    private static let smallest = 0.46
    /// A figure may shrink so much to stand where there is room.
    private static let shrink = 0.7
    private static let below = 26.0

    init(_ figure: ReportFigure) {
        self.figure = figure
        (width, height) = (figure.drawn.drawing.width, figure.drawn.drawing.height)
    }

    private func natural(_ canvas: PDFCanvas) -> Double { min(Self.largest, canvas.width / width) }
    private func onePage(_ canvas: PDFCanvas) -> Double? {
        let scale = min(natural(canvas), (canvas.height - Self.below) / height)
        return scale >= min(Self.smallest, natural(canvas)) ? scale : nil
    }

    func least(on canvas: PDFCanvas) -> Double {
        guard let scale = onePage(canvas) else { return canvas.height * 0.4 }
        return max(Self.shrink * scale, min(Self.smallest, scale)) * height + Self.below
    }
    func whole(on canvas: PDFCanvas) -> Double { (onePage(canvas) ?? natural(canvas)) * height + Self.below }

    func draw(on canvas: PDFCanvas) throws(ReportingError) {
        canvas.ensure(least(on: canvas))
        if let scale = onePage(canvas) {
            let fitting = min(scale, (canvas.room - Self.below) / height)
            try draw(FigureSlice(head: 0, top: 0, bottom: height), fitting, figure.description, on: canvas)
        } else {
            let scale = natural(canvas)
            let slices = FigureCuts.slices(
                figure, height: height, first: (canvas.room - Self.below) / scale,
                page: (canvas.height - Self.below) / scale)
            for (index, slice) in slices.enumerated() {
                if index > 0 { canvas.breakPage() }
                let words = index == 0 ? figure.description : "\(figure.title), part \(index + 1) of \(slices.count)."
                try draw(slice, scale, words, on: canvas)
            }
        }
        canvas.y += 3
        PDFText(figure.title, size: 9).draw(as: "Caption", on: canvas)
        canvas.y += 9
    }

    private func draw(
        _ slice: FigureSlice, _ scale: Double, _ words: String, on canvas: PDFCanvas
    ) throws(ReportingError) {
        canvas.beginFigure(words)
        for (top, height) in [(0, slice.head), (slice.top, slice.bottom - slice.top)] where height > 0 {
            cairo_save(canvas.cairo)
            cairo_rectangle(canvas.cairo, canvas.left, canvas.y, canvas.width, height * scale)
            cairo_clip(canvas.cairo)
            cairo_translate(canvas.cairo, canvas.left, canvas.y - top * scale)
            cairo_scale(canvas.cairo, scale, scale)
            defer { cairo_restore(canvas.cairo) }
            try figure.drawn.drawing.render(on: canvas.cairo, rows: top...top + height)
            canvas.y += height * scale
        }
        canvas.end("Figure")
    }
}
