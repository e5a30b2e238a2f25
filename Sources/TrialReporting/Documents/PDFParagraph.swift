/// A paragraph.
struct PDFParagraph: PDFBlock {
    private let text: PDFText

    init(_ text: String) { self.text = PDFText(text, size: 9.5) }

    func least(on canvas: PDFCanvas) -> Double { text.height(on: canvas, most: 3) }
    func whole(on canvas: PDFCanvas) -> Double { text.height(on: canvas) + 7 }

    func draw(on canvas: PDFCanvas) {
        text.draw(as: "P", on: canvas)
        canvas.y += 7
    }
}

/// An item of a list.
struct PDFItem: PDFBlock {
    private let text: PDFText
    private let isFirst: Bool
    private let isLast: Bool

    /// A figure that waits goes before the list, not into it.
    let mayOvertake = false

    /// The items of a list.
    static func all(_ items: [String]) -> [PDFItem] {
        items.enumerated().map { PDFItem($1, isFirst: $0 == 0, isLast: $0 == items.count - 1) }
    }

    private init(_ text: String, isFirst: Bool, isLast: Bool) {
        (self.text, self.isFirst, self.isLast) = (
            PDFText("•\u{A0}\u{A0}\(text)", size: 9.5, indent: 10), isFirst, isLast
        )
    }

    func least(on canvas: PDFCanvas) -> Double { text.height(on: canvas, most: 3) }
    func whole(on canvas: PDFCanvas) -> Double { text.height(on: canvas) + 2 }

    func draw(on canvas: PDFCanvas) {
        if isFirst { canvas.begin("L") }
        text.draw(as: "LI", on: canvas)
        if isLast { canvas.end("L") }
        canvas.y += isLast ? 7 : 2
    }
}

/// A heading, listed in the outline.
struct PDFHeading: PDFBlock {
    private let title: String
    private let text: PDFText
    /// The level: 1 for the title of the report.
    let level: Int

    let keepsWithNext = true
    let mayOvertake = false

    private var above: Double { level == 2 ? 16 : 8 }

    init(_ title: String, level: Int) {
        self.title = title
        self.level = level
        text = PDFText(title, size: [1: 19.0, 2: 14.0, 3: 11.0][level] ?? 11, isBold: true)
    }

    func least(on canvas: PDFCanvas) -> Double { whole(on: canvas) }
    func whole(on canvas: PDFCanvas) -> Double { (canvas.isAtTop ? 0 : above) + text.height(on: canvas) + 5 }

    func draw(on canvas: PDFCanvas) {
        if !canvas.isAtTop { canvas.y += above }
        canvas.bookmark(title, level: level)
        text.draw(as: "H\(level)", on: canvas)
        canvas.y += 5
    }
}
