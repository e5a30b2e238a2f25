/// A text on the pages of a PDF, broken into lines, links among them.
struct PDFText {
    private let text: String
    private let font: TextFont
    private let indent: Double
    private var lineHeight: Double { font.size * PDFLine.height }

    init(_ text: String, size: Double, isBold: Bool = false, indent: Double = 0) {
        self.text = text
        self.indent = indent
        font = TextFont(size: size, isBold: isBold)
    }

    private func lines(_ canvas: PDFCanvas) -> [LineBreaker.Line] {
        canvas.lines(text, font.size, isBold: font.isBold, width: canvas.width - indent)
    }

    /// How tall it is, or its first lines.
    func height(on canvas: PDFCanvas, most: Int = .max) -> Double {
        Double(min(lines(canvas).count, most)) * lineHeight
    }

    /// Draws it as an element of the structure, on as many pages as it needs.
    func draw(as element: String, on canvas: PDFCanvas) {
        let lines = lines(canvas)
        // Beside a link plain text must be an element too, or the structure would lack it.
        let isMixed = LinkedText(text).hasLinks
        var next = 0
        while next < lines.count {
            canvas.ensure(lineHeight)
            // No last line of a text stays alone.
            var end = min(lines.count, next + max(1, Int(canvas.room / lineHeight)))
            if end == lines.count - 1, end - next > 2 { end -= 1 }
            canvas.element(element) {
                for line in lines[next..<end] { draw(line, isMixed: isMixed, on: canvas) }
            }
            next = end
            if next < lines.count { canvas.breakPage() }
        }
    }

    /// Draws a line at the canvas' place; in a text with links each of its parts is an element.
    private func draw(_ line: LineBreaker.Line, isMixed: Bool, on canvas: PDFCanvas) {
        let whole = line.text + (line.endsWithBlank ? " " : "")
        var x = canvas.left + indent
        for run in isMixed ? LinkedText(whole).runs : [.init(text: whole, address: nil)] {
            func show() { canvas.line(run.text, font).draw(on: canvas.cairo, x: x, y: canvas.y) }
            if let address = run.address {
                canvas.link(address, show)
            } else if isMixed {
                canvas.element("Span", show)
            } else {
                show()
            }
            x += canvas.measurer.width(run.text, font)
        }
        canvas.y += lineHeight
    }
}
