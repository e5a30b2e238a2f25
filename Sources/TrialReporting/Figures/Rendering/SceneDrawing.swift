import CPango
// Cairo comes through both doors, and a file sees its constants only through the one that the compiler read first.
import CRsvg
import TrialResults

/// Draws a scene with Cairo and Pango: the same shapes, sizes, colours and texts that ``SVGWriter`` writes for browsers.
///
/// A renderer of SVG would draw the same picture, but spends most of its time on the outlines of letters.
struct SceneDrawing: Sendable {
    let scene: Scene
    private let style: any FigureStyle

    init(_ scene: Scene, style: any FigureStyle) {
        self.scene = scene
        self.style = style
    }

    /// All that the style says to a drawing: its fonts, and the colour of every ink.
    var look: String {
        let inks = Ink.allCases.map { "\($0.rawValue) \(style.colour($0)) \(style.opacity($0))" }
        return (style.fontFamilies + inks).joined(separator: "\n")
    }

    var width: Double { scene.width }
    var height: Double { scene.height }

    /// Whether there is a drawing of another program in it, which can only be drawn as a whole.
    var isForeign: Bool { scene.foreign != nil }

    /// Draws everything in the drawing's own pixels; any thread may do so.
    ///
    /// - Parameter rows: What of it can be seen, from top to bottom, where the rest is clipped; nil for all. A drawing in many
    ///   parts would otherwise be laid out whole for each of them.
    func render(on cairo: OpaquePointer, rows: ClosedRange<Double>? = nil) throws(ReportingError) {
        if let foreign = scene.foreign {
            let svg =
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\">"
                + foreign.element(prefix: "foreign-") + "</svg>"
            try SVGDrawing(svg).render(on: cairo)
        }
        cairo_save(cairo)
        defer { cairo_restore(cairo) }
        let pen = ScenePen(cairo, style: style)
        for mark in scene.marks where rows?.overlaps(mark.rows) ?? true { try pen.draw(mark) }
    }
}

extension Mark {
    /// What of a drawing's height the mark may reach, with room for the ends of lines and for letters below the baseline.
    fileprivate var rows: ClosedRange<Double> {
        func around(_ places: [Point], _ margin: Double) -> ClosedRange<Double> {
            let (least, most) = places.reduce((Double.infinity, -Double.infinity)) {
                (min($0.0, $1.y), max($0.1, $1.y))
            }
            return least <= most ? least - margin...most + margin : 0...0
        }
        switch self {
        case .line(let from, let to, _, let width, _): return around([from, to], 4 * width)
        case .path(let points, _, let width, _): return around(points, 4 * width)
        case .polygon(let points, _): return around(points, 1)
        case .circle(let centre, let radius, _, _): return around([centre], radius + 1)
        case .text(let text) where text.isUpright: return -Double.infinity...Double.infinity
        case .text(let text): return around([text.place], 2 * text.font.size)
        }
    }
}

/// What draws marks, one after the other.
private final class ScenePen {
    private let cairo: OpaquePointer
    private let style: any FigureStyle
    private let fonts: OpaquePointer
    private let layout: OpaquePointer
    private let families: String
    private var font: TextFont?
    private var colours: [Ink: (red: Double, green: Double, blue: Double)] = [:]

    init(_ cairo: OpaquePointer, style: any FigureStyle) {
        self.cairo = cairo
        self.style = style
        families = style.fontFamilies.joined(separator: ",")
        fonts = FontContext.new()
        pango_cairo_update_context(cairo, fonts)
        layout = pango_layout_new(fonts)
        pango_layout_set_single_paragraph_mode(layout, 1)
        // As SVG has it.
        cairo_set_miter_limit(cairo, 4)
    }

    deinit {
        trialpool_unref(UnsafeMutableRawPointer(layout))
        trialpool_unref(UnsafeMutableRawPointer(fonts))
    }

    func draw(_ mark: Mark) throws(ReportingError) {
        switch mark {
        case .line(let from, let to, let ink, let width, let dashed):
            try stroke([from, to], ink, width, dashed)
        case .path(let points, let ink, let width, let dashed):
            try stroke(points, ink, width, dashed)
        case .polygon(let points, let ink):
            trace(points)
            cairo_close_path(cairo)
            try use(ink)
            cairo_fill(cairo)
        case .circle(let centre, let radius, let fill, let rim):
            cairo_new_path(cairo)
            cairo_arc(cairo, centre.x, centre.y, radius, 0, 2 * .pi)
            cairo_close_path(cairo)
            if let fill {
                try use(fill, opacity: style.opacity(fill))
                cairo_fill_preserve(cairo)
            }
            if let rim {
                try use(rim)
                cairo_set_line_width(cairo, 1)
                cairo_set_dash(cairo, nil, 0, 0)
                cairo_stroke_preserve(cairo)
            }
            cairo_new_path(cairo)
        case .text(let text):
            try write(text)
        }
    }

    private func stroke(_ points: [Point], _ ink: Ink, _ width: Double, _ dashed: Bool) throws(ReportingError) {
        trace(points)
        try use(ink)
        cairo_set_line_width(cairo, width)
        if dashed {
            cairo_set_dash(cairo, [4, 3], 2, 0)
        } else {
            cairo_set_dash(cairo, nil, 0, 0)
        }
        cairo_stroke(cairo)
    }

    private func trace(_ points: [Point]) {
        cairo_new_path(cairo)
        for point in points { cairo_line_to(cairo, point.x, point.y) }
    }

    private func write(_ text: TextMark) throws(ReportingError) {
        try use(text.ink)
        if font != text.font {
            font = text.font
            text.font.set(of: families, on: layout)
        }
        pango_layout_set_text(layout, text.content, -1)
        cairo_save(cairo)
        defer {
            cairo_restore(cairo)
            if text.isUpright { pango_cairo_update_layout(cairo, layout) }
        }
        cairo_translate(cairo, text.place.x, text.place.y)
        if text.isUpright {
            cairo_rotate(cairo, -.pi / 2)
            pango_cairo_update_layout(cairo, layout)
        }
        guard let line = pango_layout_get_line_readonly(layout, 0) else { return }
        var logical = PangoRectangle()
        pango_layout_line_get_extents(line, nil, &logical)
        let width = Double(logical.width) / Double(PANGO_SCALE)
        let before: Double =
            switch text.anchor {
            case .start: 0
            case .middle: width / 2
            case .end: width
            }
        cairo_move_to(cairo, -before, 0)
        pango_cairo_show_layout_line(cairo, line)
    }

    private func use(_ ink: Ink, opacity: Double = 1) throws(ReportingError) {
        let colour = if let known = colours[ink] { known } else { try parsed(ink) }
        colours[ink] = colour
        cairo_set_source_rgba(cairo, colour.red, colour.green, colour.blue, opacity)
    }

    private func parsed(_ ink: Ink) throws(ReportingError) -> (red: Double, green: Double, blue: Double) {
        let written = style.colour(ink)
        let digits = written.dropFirst()
        guard written.hasPrefix("#"), digits.utf8.count == 6, let number = UInt32(digits, radix: 16) else {
            let message = "the style '\(style.code)' has the colour '\(DisplayText.clean(written))' for \(ink.rawValue)"
            throw ReportingError(.drawing, "\(message); write it as #rrggbb")
        }
        func channel(_ shift: UInt32) -> Double { Double(number >> shift & 0xFF) / 255 }
        return (channel(16), channel(8), channel(0))
    }
}
