import TrialResults

/// Writes a drawing as SVG 1.1 with real text.
///
/// Every text is escaped and cleaned; nothing in it can become markup, a script or a link. The classes on shapes
/// (`fill-estimate`, `stroke-rule`) let a page recolour an inline figure, for example in dark mode.
public struct SVGWriter {
    private let style: any FigureStyle

    /// Creates a writer.
    public init(style: any FigureStyle) { self.style = style }

    /// The drawing as one SVG document; `id` makes its parts' ids unique on a page.
    public func svg(_ scene: Scene, id: String) -> String {
        let id = SafeName.of(id)
        let size = "width=\"\(number(scene.width))\" height=\"\(number(scene.height))\""
        let view = "viewBox=\"0 0 \(number(scene.width)) \(number(scene.height))\""
        let families = style.fontFamilies.map { $0.contains(" ") ? "'\($0)'" : $0 }.joined(separator: ", ")
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) \(view) role=\"img\""
                + " aria-labelledby=\"\(id)-title\" aria-describedby=\"\(id)-desc\" font-family=\"\(families)\">",
            "<title id=\"\(id)-title\">\(DisplayText.escape(scene.title))</title>",
            "<desc id=\"\(id)-desc\">\(DisplayText.escape(scene.description))</desc>",
        ]
        lines += [scene.foreign?.element(prefix: "\(id)-")].compactMap(\.self) + scene.marks.map(element)
        lines.append("</svg>\n")
        return lines.joined(separator: "\n")
    }

    private func element(_ mark: Mark) -> String {
        switch mark {
        case .line(let from, let to, let ink, let width, let dashed):
            "<line x1=\"\(number(from.x))\" y1=\"\(number(from.y))\" x2=\"\(number(to.x))\" y2=\"\(number(to.y))\""
                + " class=\"stroke-\(ink.rawValue)\" stroke=\"\(style.colour(ink))\" stroke-width=\"\(number(width))\""
                + (dashed ? " stroke-dasharray=\"4 3\"/>" : "/>")
        case .path(let points, let ink, let width, let dashed):
            "<polyline points=\"\(places(points))\" fill=\"none\" class=\"stroke-\(ink.rawValue)\""
                + " stroke=\"\(style.colour(ink))\" stroke-width=\"\(number(width))\""
                + (dashed ? " stroke-dasharray=\"4 3\"/>" : "/>")
        case .polygon(let points, let ink):
            "<polygon points=\"\(places(points))\" class=\"fill-\(ink.rawValue)\" fill=\"\(style.colour(ink))\"/>"
        case .circle(let centre, let radius, let fill, let rim):
            "<circle cx=\"\(number(centre.x))\" cy=\"\(number(centre.y))\" r=\"\(number(radius))\""
                + " class=\"\(fill.map { "fill-\($0.rawValue)" } ?? "no-fill")\(rim.map { " stroke-\($0.rawValue)" } ?? "")\""
                + " fill=\"\(fill.map(style.colour) ?? "none")\"\(fill.map(opacity) ?? "")\(rim.map { " stroke=\"\(style.colour($0))\"" } ?? "")/>"
        case .text(let text):
            "<text x=\"\(number(text.place.x))\" y=\"\(number(text.place.y))\""
                + (text.isUpright ? " transform=\"rotate(-90 \(number(text.place.x)) \(number(text.place.y)))\"" : "")
                + (text.anchor == .start ? "" : " text-anchor=\"\(text.anchor.rawValue)\"")
                + " font-size=\"\(number(text.font.size))\"" + (text.font.isBold ? " font-weight=\"bold\"" : "")
                + " class=\"fill-\(text.ink.rawValue)\" fill=\"\(style.colour(text.ink))\">"
                + "\(DisplayText.escape(text.content))</text>"
        }
    }

    private func opacity(_ ink: Ink) -> String {
        let opacity = style.opacity(ink)
        return opacity < 1 ? " fill-opacity=\"\(number(opacity))\"" : ""
    }

    private func places(_ points: [Point]) -> String {
        points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    }

    /// Two decimals at most, without trailing zeros: a hundredth of a pixel is finer than any screen.
    private func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
