import CPango
// Cairo comes through both doors, and a file sees its constants only through the one that the compiler read first.
import CRsvg

/// Measures texts with Pango, in the font that the figures name first.
///
/// It keeps one layout and is not shared between threads; each drawing makes its own.
public final class TextMeasurer {
    private let context: OpaquePointer
    private let layout: OpaquePointer
    private let family: String
    private var widths: [Key: Double] = [:]
    private var current: TextFont?

    private struct Key: Hashable {
        let text: String
        let font: TextFont
    }

    /// Creates a measurer for a font family.
    public init(family: String) {
        self.family = family
        context = FontContext.new()
        layout = pango_layout_new(context)
        pango_layout_set_single_paragraph_mode(layout, 1)
    }

    deinit {
        trialpool_unref(UnsafeMutableRawPointer(layout))
        trialpool_unref(UnsafeMutableRawPointer(context))
    }

    /// The width of a text on one line.
    public func width(_ text: String, _ font: TextFont) -> Double {
        let key = Key(text: text, font: font)
        if let known = widths[key] { return known }
        use(font)
        pango_layout_set_text(layout, text, -1)
        var logical = PangoRectangle()
        pango_layout_get_extents(layout, nil, &logical)
        let width = Double(logical.width) / Double(PANGO_SCALE)
        widths[key] = width
        return width
    }

    /// The text broken into lines no wider than `width`: between words, not between a value and its unit or sign, and inside
    /// a word that alone is too wide.
    public func lines(_ text: String, _ font: TextFont, width limit: Double) -> [String] {
        if width(text, font) <= limit { return [text] }
        var lines: [String] = []
        var line = ""
        let words = UnbrokenText.joined(text).split(separator: " ", omittingEmptySubsequences: true).flatMap { word in
            // A value with its unit that no line can hold is parted after all.
            width(String(word), font) <= limit ? [word] : word.split(separator: "\u{A0}")
        }
        for word in words {
            let longer = line.isEmpty ? String(word) : "\(line) \(word)"
            if width(longer, font) <= limit {
                line = longer
                continue
            }
            if !line.isEmpty { lines.append(line) }
            var pieces = broken(String(word), font, limit)
            line = pieces.removeLast()
            lines += pieces
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// Where the text of a mark is.
    public func box(of text: TextMark) -> TextBox {
        let width = width(text.content, text.font)
        let before: Double =
            switch text.anchor {
            case .start: 0
            case .middle: width / 2
            case .end: width
            }
        let (x, y, size) = (text.place.x, text.place.y, text.font.size)
        // An upright text runs from the bottom to the top, its baseline on the right.
        return text.isUpright
            ? TextBox(left: x - 0.76 * size, top: y + before - width, right: x + 0.24 * size, bottom: y + before)
            : TextBox(left: x - before, top: y - 0.76 * size, right: x - before + width, bottom: y + 0.24 * size)
    }

    private func broken(_ word: String, _ font: TextFont, _ limit: Double) -> [String] {
        guard width(word, font) > limit else { return [word] }
        var pieces: [String] = []
        var piece = ""
        for character in word {
            if !piece.isEmpty, width(piece + String(character), font) > limit {
                pieces.append(piece)
                piece = ""
            }
            piece.append(character)
        }
        return pieces + [piece]
    }

    private func use(_ font: TextFont) {
        guard current != font else { return }
        current = font
        font.set(of: family, on: layout)
    }
}

extension TextFont {
    /// Makes a layout write in this font of a family.
    func set(of family: String, on layout: OpaquePointer) {
        let description = pango_font_description_new()
        pango_font_description_set_family(description, family)
        pango_font_description_set_absolute_size(description, size * Double(PANGO_SCALE))
        pango_font_description_set_weight(description, isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
    }
}

/// The place that a text takes.
public struct TextBox: Sendable, Equatable {
    /// The left edge.
    public let left: Double
    /// The top edge.
    public let top: Double
    /// The right edge.
    public let right: Double
    /// The bottom edge.
    public let bottom: Double

    /// Whether two boxes share more than an edge.
    public func overlaps(_ other: TextBox) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
}
