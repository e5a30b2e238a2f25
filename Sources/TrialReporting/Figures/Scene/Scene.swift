import TrialResults

/// A drawing as a value: shapes and texts at their places, top left is (0, 0), one unit is a pixel.
public struct Scene: Sendable, Equatable {
    /// The width.
    public var width: Double
    /// The height.
    public var height: Double
    /// The name of the drawing, for screen readers.
    public var title: String
    /// What the drawing shows, in full sentences, for who cannot see it.
    public var description: String
    /// What is drawn, from back to front.
    public var marks: [Mark] = []
    /// The heights that stay together where a drawing is parted over pages; a drawing that names some has no headings to repeat.
    public var unbroken: [ClosedRange<Double>] = []
    /// A drawing of another program, behind the marks; nil for none.
    public var foreign: SafeSVG?

    /// Creates an empty drawing.
    public init(width: Double, height: Double, title: String, description: String) {
        self.width = width
        self.height = height
        self.title = title
        self.description = description
    }

    /// The texts of the drawing.
    public var texts: [TextMark] {
        marks.compactMap { mark in
            if case .text(let text) = mark { text } else { nil }
        }
    }
}

/// A place in a drawing.
public struct Point: Sendable, Equatable {
    /// Pixels from the left.
    public let x: Double
    /// Pixels from the top.
    public let y: Double

    /// Creates a place.
    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// One thing in a drawing.
public enum Mark: Sendable, Equatable {
    /// A straight line.
    case line(from: Point, to: Point, ink: Ink, width: Double, dashed: Bool = false)
    /// A line through several places.
    case path([Point], ink: Ink, width: Double, dashed: Bool = false)
    /// A filled shape.
    case polygon([Point], ink: Ink)
    /// A circle: filled with one ink, its rim drawn with another; nil leaves that part out.
    case circle(centre: Point, radius: Double, fill: Ink?, rim: Ink?)
    /// A text.
    case text(TextMark)

    /// A filled rectangle.
    public static func rectangle(left: Double, top: Double, right: Double, bottom: Double, ink: Ink) -> Mark {
        .polygon([Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)], ink: ink)
    }
}

/// A text in a drawing: one line.
public struct TextMark: Sendable, Equatable {
    /// Which end of the text is at its place.
    public enum Anchor: String, Sendable {
        /// The left end.
        case start
        /// The middle.
        case middle
        /// The right end.
        case end
    }

    /// The text.
    public let content: String
    /// The place of its anchor on the baseline.
    public let place: Point
    /// Which end is at the place.
    public let anchor: Anchor
    /// Size and weight.
    public let font: TextFont
    /// The colour.
    public let ink: Ink
    /// Whether the text runs upwards, as beside a vertical axis; turned about its place.
    public var isUpright = false

    /// Creates a text.
    public init(_ content: String, at place: Point, anchor: Anchor = .start, font: TextFont, ink: Ink = .text) {
        self.content = DisplayText.clean(content)
        self.place = place
        self.anchor = anchor
        self.font = font
        self.ink = ink
    }
}

/// The size and weight of a text.
public struct TextFont: Sendable, Equatable, Hashable {
    /// The size in pixels.
    public let size: Double
    /// Whether the text is bold.
    public let isBold: Bool

    /// Creates a font.
    public init(size: Double, isBold: Bool = false) {
        self.size = size
        self.isBold = isBold
    }

    /// From one baseline to the next.
    public var lineHeight: Double { (size * 1.35).rounded() }
}
