/// Puts blocks on pages: headings with what follows, and a figure that needs the next page after the text behind it.
struct PDFFlow {
    let canvas: PDFCanvas
    private var waiting: [any PDFBlock] = []

    init(canvas: PDFCanvas) { self.canvas = canvas }

    mutating func add(_ block: any PDFBlock, following: ArraySlice<any PDFBlock>) throws(ReportingError) {
        if !waiting.isEmpty {
            let overtakes = block.mayOvertake && !block.isSideways && block.whole(on: canvas) <= canvas.room
            if overtakes { return try block.draw(on: canvas) }
            try placeWaiting()
        }
        let sideways = Self.isSideways(block, following)
        if let sideways { canvas.turn(sideways: sideways) }
        let need =
            block.keepsWithNext ? block.whole(on: canvas) + Self.need(following, canvas) : block.least(on: canvas)
        if need > canvas.room, !canvas.isAtTop {
            // The text behind a figure may fill the page before it; nothing else changes its place.
            if block is PDFFigure, canvas.room > 0.08 * canvas.height {
                waiting.append(block)
                return
            }
            canvas.breakPage()
        }
        try block.draw(on: canvas)
    }

    mutating func placeWaiting() throws(ReportingError) {
        for block in waiting {
            canvas.ensure(block.least(on: canvas))
            try block.draw(on: canvas)
        }
        waiting = []
    }

    /// Which way the page lies for a block; a heading and the paragraph below it go with the table that follows, and a
    /// paragraph in between stays where it is.
    private static func isSideways(_ block: any PDFBlock, _ following: ArraySlice<any PDFBlock>) -> Bool? {
        if block is PDFTable { return block.isSideways }
        guard block is PDFHeading else { return block is PDFFigure ? false : nil }
        for next in following {
            if next is PDFTable { return next.isSideways }
            if next is PDFFigure { return false }
            if let heading = next as? PDFHeading, heading.level < 3 { return false }
        }
        return false
    }

    /// What must follow a heading on its page: other headings, and the beginning of the first thing that is none.
    private static func need(_ following: ArraySlice<any PDFBlock>, _ canvas: PDFCanvas) -> Double {
        var need = 0.0
        for block in following {
            need += block.keepsWithNext ? block.whole(on: canvas) : block.least(on: canvas)
            if !block.keepsWithNext { break }
        }
        return min(need, canvas.height * 0.9)
    }
}
