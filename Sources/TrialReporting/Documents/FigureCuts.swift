/// Where a tall drawing may be parted between its rows, and what stands above them; in the drawing's own pixels.
public struct FigureCuts: Sendable, Equatable {
    /// The lower end of the headings, which are repeated on each page; 0 where there are none.
    let head: Double
    /// The places between rows, from top to bottom.
    let places: [Double]

    /// Between two rows there is more room than between two lines of one.
    private static let smallestGap = 6.0

    /// Looks for the places in a drawing: no text may be cut, and the headings end with the first rule across.
    init(_ scene: Scene) {
        let rules = scene.marks.compactMap { mark -> Double? in
            guard case .line(let from, let to, _, _, _) = mark, from.y == to.y, from.y < 0.25 * scene.height,
                abs(to.x - from.x) > 0.7 * scene.width
            else { return nil }
            return from.y
        }
        head = scene.unbroken.isEmpty ? rules.min().map { $0 + 2 } ?? 0 : 0
        let spans = scene.texts.filter { !$0.isUpright }.map { text in
            (top: text.place.y - 0.8 * text.font.size, bottom: text.place.y + 0.25 * text.font.size)
        }.sorted { $0.top < $1.top }
        var places: [Double] = []
        var end = spans.first?.bottom ?? 0
        for span in spans.dropFirst() {
            if span.top - end >= Self.smallestGap, span.top > head { places.append((span.top + end) / 2) }
            end = max(end, span.bottom)
        }
        self.places = places.filter { place in !scene.unbroken.contains { $0.contains(place) } }
    }

    /// The parts of a drawing of this height: the first one at most `first` high, each other at most `page` with the
    /// headings above it.
    static func slices(_ figure: ReportFigure, height: Double, first: Double, page: Double) -> [FigureSlice] {
        let head = figure.cuts.head
        var slices: [FigureSlice] = []
        var done = 0.0
        while done < height - 0.5 {
            let above = slices.isEmpty || head > page / 3 ? 0 : head
            let limit = done + (slices.isEmpty ? first : page) - above
            let end = limit >= height ? height : figure.cuts.places.last { $0 > done + 20 && $0 <= limit } ?? limit
            slices.append(FigureSlice(head: above, top: done, bottom: min(end, height)))
            done = end
        }
        return slices
    }
}

/// A part of a drawing, in its pixels.
struct FigureSlice: Equatable {
    /// How much of the drawing's top is repeated above the part.
    let head: Double
    /// Where the part begins.
    let top: Double
    /// Where the part ends.
    let bottom: Double

    /// How tall it is with what is repeated.
    var height: Double { head + bottom - top }
}
