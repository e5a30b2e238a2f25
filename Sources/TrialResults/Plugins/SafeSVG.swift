import Foundation
import FoundationXML

/// A drawing of unknown origin, reduced to shapes and texts: no script, style sheet, link, picture or anything from outside.
///
/// Elements that draw are kept with the attributes that say how; a `style` attribute becomes such attributes; ids are made
/// unique by a prefix, and references lead to them only. Titles and metadata are left out, because a report has its own.
/// An element that might do anything else is an error, not silently lost.
public struct SafeSVG: Sendable, Equatable {
    /// The width in pixels.
    public let width: Double
    /// The height in pixels.
    public let height: Double
    /// The drawing's own coordinates, as `viewBox` has them.
    public let view: String
    /// What is inside the outermost element, with `\u{1}` where the prefix of ids belongs.
    private let inside: String

    /// The largest drawing that is read.
    private static let largest = 16 << 20

    /// Reads a drawing.
    ///
    /// - Throws: `SafeSVGError` that says what in it cannot be shown.
    public init(_ svg: String) throws(SafeSVGError) {
        guard svg.utf8.count <= Self.largest else { throw SafeSVGError("it has more than \(Self.largest >> 20) MB") }
        guard !svg.contains("<!DOCTYPE"), !svg.contains("<!ENTITY") else {
            throw SafeSVGError("it declares a document type or entities; leave them out")
        }
        let reader = SVGReader()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.shouldResolveExternalEntities = false
        parser.delegate = reader
        let isWhole = parser.parse()
        if let problem = reader.problem { throw SafeSVGError(problem) }
        guard isWhole, reader.isClosed, let size = reader.size else { throw SafeSVGError("it is no well-formed SVG") }
        (width, height) = size
        view = reader.view ?? "0 0 \(width) \(height)"
        inside = reader.text
    }

    /// The drawing as an element to stand inside another SVG; `prefix` makes its ids unique there.
    public func element(prefix: String) -> String {
        "<svg x=\"0\" y=\"0\" width=\"\(width)\" height=\"\(height)\" viewBox=\"\(view)\">"
            + inside.replacing("\u{1}", with: prefix) + "</svg>"
    }
}

/// Why a drawing cannot be shown.
public struct SafeSVGError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One line.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// What of SVG draws, and nothing else.
private enum DrawingSVG {
    static let elements: Set<String> = [
        "svg", "g", "path", "line", "polyline", "polygon", "rect", "circle", "ellipse", "text", "tspan", "defs",
        "clipPath", "use", "symbol", "linearGradient", "radialGradient", "stop", "marker", "mask", "pattern",
    ]
    static let passedOver: Set<String> = ["title", "desc", "metadata"]
    static let attributes = styles.union([
        "id", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "fx", "fy", "d", "points",
        "transform", "width", "height", "viewBox", "offset", "gradientUnits", "gradientTransform", "spreadMethod",
        "clipPathUnits", "markerWidth", "markerHeight", "markerUnits", "refX", "refY", "orient", "textLength",
        "lengthAdjust", "rotate", "preserveAspectRatio", "overflow", "patternUnits", "patternTransform", "maskUnits",
        "href", "xlink:href", "xml:space",
    ])
    static let styles: Set<String> = [
        "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
        "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color",
        "font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline",
        "alignment-baseline", "baseline-shift", "letter-spacing", "word-spacing", "text-decoration", "clip-path",
        "clip-rule", "mask", "marker-start", "marker-mid", "marker-end", "stop-color", "stop-opacity", "visibility",
        "display", "vector-effect", "paint-order",
    ]
    /// The pixels of units of length.
    static let units: [String: Double] = [
        "": 1, "px": 1, "pt": 4.0 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4,
    ]

    /// A length in pixels; nil where it is none, or relative.
    static func pixels(_ text: String) -> Double? {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        guard let unit = units[text.dropFirst(digits.count).trimmingCharacters(in: .whitespaces)],
            let number = Double(digits), number > 0, number <= 20_000
        else { return nil }
        return number * unit
    }
}

/// Reads an SVG element by element and writes what is safe of it.
private final class SVGReader: NSObject, XMLParserDelegate {
    private(set) var text = ""
    private(set) var size: (width: Double, height: Double)?
    private(set) var view: String?
    private(set) var problem: String?
    private var depth = 0
    private var skipped = 0
    /// Whether the outermost element has ended; the parser itself takes a drawing that breaks off for a whole one.
    private(set) var isClosed = false

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        depth += 1
        if skipped > 0 || DrawingSVG.passedOver.contains(name) {
            skipped += 1
            return
        }
        guard DrawingSVG.elements.contains(name), depth <= 200 else {
            return stop(
                parser,
                "it has an element '\(DisplayText.clean(String(name.prefix(40))))'; shapes and texts only are shown")
        }
        guard depth > 1 else { return begin(parser, name, attributes) }
        let written = Self.settled(attributes).sorted { $0.key < $1.key }.compactMap(Self.written)
        text += "<\(name)\(written.joined())>"
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        depth -= 1
        if depth == 0 { isClosed = true }
        if skipped > 0 {
            skipped -= 1
        } else if depth > 0 {
            text += "</\(name)>"
        }
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) {
        guard skipped == 0, depth > 1, !characters.allSatisfy(\.isNewline) else { return }
        text += DisplayText.escape(characters)
    }

    private func begin(_ parser: XMLParser, _ name: String, _ attributes: [String: String]) {
        guard name == "svg" else { return stop(parser, "its outermost element is no 'svg'") }
        let box = (attributes["viewBox"] ?? "").split { $0 == " " || $0 == "," }.compactMap { Double($0) }
        if box.count == 4 { view = box.map { "\($0)" }.joined(separator: " ") }
        let width = attributes["width"].flatMap(DrawingSVG.pixels) ?? (box.count == 4 ? box[2] : nil)
        let height = attributes["height"].flatMap(DrawingSVG.pixels) ?? (box.count == 4 ? box[3] : nil)
        guard let width, let height, width > 0, height > 0, width <= 20_000, height <= 20_000 else {
            return stop(parser, "it does not say its width and height in pixels, at most 20,000")
        }
        size = (width, height)
    }

    private func stop(_ parser: XMLParser, _ problem: String) {
        self.problem = self.problem ?? problem
        parser.abortParsing()
    }

    /// The attributes with those of a `style` among them, which come before others as in CSS.
    private static func settled(_ attributes: [String: String]) -> [String: String] {
        var settled = attributes
        settled["style"] = nil
        for part in (attributes["style"] ?? "").split(separator: ";") {
            let pair = part.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if pair.count == 2, DrawingSVG.styles.contains(pair[0]) { settled[pair[0]] = pair[1] }
        }
        return settled
    }

    /// An attribute that says how something is drawn; nil for any other.
    private static func written(_ key: String, _ value: String) -> String? {
        guard DrawingSVG.attributes.contains(key) else { return nil }
        // The mark for the prefix is set behind the cleaning, which takes such marks away.
        if key == "id" { return " id=\"\u{1}\(DisplayText.escape(value))\"" }
        if key == "href" || key == "xlink:href" {
            return value.hasPrefix("#") ? " href=\"#\u{1}\(DisplayText.escape(String(value.dropFirst())))\"" : nil
        }
        guard value.lowercased().contains("url(") else { return " \(key)=\"\(DisplayText.escape(value))\"" }
        let inside = value.trimmingCharacters(in: .whitespaces)
        guard inside.hasPrefix("url("), inside.hasSuffix(")"), inside.count(where: { $0 == "(" }) == 1 else {
            return nil
        }
        let target = inside.dropFirst(4).dropLast().trimmingCharacters(in: CharacterSet(charactersIn: " '\""))
        guard target.hasPrefix("#") else { return nil }
        return " \(key)=\"url(#\u{1}\(DisplayText.escape(String(target.dropFirst()))))\""
    }
}
