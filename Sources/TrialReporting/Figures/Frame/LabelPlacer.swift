import Glibc

/// Finds places for the names of points: beside each, or further off with a line to it, never over another name, a
/// point or the edge; numbers with a key where names would crowd.
///
/// Greedy in the order of the points, with places tried from near to far; boxes are kept in a grid of cells, so that the
/// work grows with the number of points only. After the idea of Imhof 1975, doi:10.1559/152304075784313304.
struct LabelPlacer {
    /// What was placed.
    struct Result {
        /// Texts and the lines to their points.
        var marks: [Mark] = []
        /// The names of the numbers, where names would crowd.
        var key: [(number: Int, name: String)] = []
        /// How many points stay without a label.
        var hidden = 0
    }

    /// The most points that get their name in the figure.
    static let mostNames = 16
    /// The most points that get a number.
    static let mostNumbers = 40
    /// The widest name in the figure.
    static let widestName = 150.0

    private let area: TextBox
    private let lines: [(from: Point, to: Point)]
    /// Circles of the figure, those of the points among them.
    private let circles: [TextBox]
    private let measurer: TextMeasurer
    private let font: TextFont

    /// Places labels within `area`, and off the lines among `marks` where that is possible nearby.
    init(area: TextBox, avoiding marks: [Mark] = [], measurer: TextMeasurer, font: TextFont) {
        self.area = area
        lines = marks.flatMap(\.segments)
        circles = marks.compactMap(\.circle)
        self.measurer = measurer
        self.font = font
    }

    /// Labels for the points, names where all find room.
    func labels(for points: [PlottedPoint]) -> Result {
        guard points.count > 0 else { return Result() }
        let names = points.map(\.name)
        if names.allSatisfy(Self.isNumber) {
            // Numbers for names that are numbers would need a key of numbers to numbers.
            let placed = place(names, points, Self.attempts[...])
            return Result(
                marks: placed.compactMap(\.self).flatMap(\.self), hidden: placed.count { $0 == nil })
        }
        if points.count <= Self.mostNames, names.allSatisfy({ measurer.width($0, font) <= Self.widestName }) {
            let placed = place(names, points, Self.attempts.dropLast())
            if placed.allSatisfy({ $0 != nil }) { return Result(marks: placed.compactMap(\.self).flatMap(\.self)) }
        }
        let labelled = points.count <= Self.mostNumbers ? points.count : Self.mostNumbers / 2
        let placed = place((1...labelled).map(String.init), points, Self.attempts[...])
        var result = Result(hidden: points.count - labelled)
        for (index, marks) in placed.enumerated() {
            if let marks {
                result.marks += marks
                result.key.append((index + 1, names[index]))
            } else {
                result.hidden += 1
            }
        }
        return result
    }

    private static func isNumber(_ name: String) -> Bool {
        name.count <= 4 && name.allSatisfy(\.isWholeNumber)
    }

    /// The marks of each text, nil where it found no room; `texts` go with the first of `points`.
    private func place(
        _ texts: [String], _ points: [PlottedPoint], _ attempts: ArraySlice<Attempt>
    ) -> [[Mark]?] {
        var taken = BoxGrid()
        for point in points { taken.add(Self.box(of: point)) }
        circles.forEach { taken.add($0) }
        var leaders: [(from: Point, to: Point)] = []
        var placed: [TextBox] = []
        return zip(texts, points).map { text, point in
            let width = measurer.width(text, font)
            for attempt in attempts {
                for (gap, direction) in attempt.gaps.flatMap({ gap in Self.directions.map { (gap, $0) } }) {
                    let box = candidate(width, point, gap, direction)
                    guard isInside(box), taken.isFree(box) else { continue }
                    let leader = gap > 4 ? leader(to: box, from: point) : nil
                    if attempt.avoidsLines, crosses(box, lines) { continue }
                    if attempt.avoidsLeaders {
                        guard !crosses(box, leaders) else { continue }
                        if let leader, placed.contains(where: { crosses($0, [leader]) }) { continue }
                    }
                    taken.add(box.grown(1.5))
                    placed.append(box)
                    if let leader { leaders.append(leader) }
                    return marks(text, box, leader)
                }
            }
            return nil
        }
    }

    private struct Attempt {
        let gaps: [Double]
        /// Whether the lines of the figure may not run through the text.
        let avoidsLines: Bool
        /// Whether the lines from texts to points may not run through a text.
        let avoidsLeaders: Bool
    }

    /// Names that would lie on each other's lines become numbers, so they get all but the last.
    private static let attempts = [
        Attempt(gaps: [1.5, 5, 11, 18], avoidsLines: true, avoidsLeaders: true),
        Attempt(gaps: [1.5, 5, 11, 18, 27, 38, 50], avoidsLines: false, avoidsLeaders: true),
        Attempt(gaps: [1.5, 5, 11, 18, 27, 38, 50], avoidsLines: false, avoidsLeaders: false),
    ]

    private func isInside(_ box: TextBox) -> Bool {
        box.left >= area.left + 2 && box.right <= area.right - 2 && box.top >= area.top + 2
            && box.bottom <= area.bottom - 2
    }

    private func crosses(_ box: TextBox, _ lines: [(from: Point, to: Point)]) -> Bool {
        let clip = PlotClip(area: box)
        return lines.contains { clip.line($0.from, $0.to) != nil }
    }

    /// Right first, as readers expect, then left, above, below and between.
    private static let directions: [(x: Double, y: Double)] = [
        (1, 0), (-1, 0), (0, -1), (0, 1), (0.8, -0.8), (-0.8, -0.8), (0.8, 0.8), (-0.8, 0.8), (1, -0.5), (-1, -0.5),
        (1, 0.5), (-1, 0.5),
    ]

    private func candidate(
        _ width: Double, _ point: PlottedPoint, _ gap: Double, _ direction: (x: Double, y: Double)
    ) -> TextBox {
        let reach = point.radius + gap
        let x = point.centre.x + direction.x * (reach + width / 2)
        let y = point.centre.y + direction.y * (reach + font.size / 2)
        return TextBox(left: x - width / 2, top: y - font.size / 2, right: x + width / 2, bottom: y + font.size / 2)
    }

    /// The line from a point to its text; nil where they are too near for one.
    private func leader(to box: TextBox, from point: PlottedPoint) -> (from: Point, to: Point)? {
        let end = Point(
            min(max(point.centre.x, box.left), box.right), min(max(point.centre.y, box.top), box.bottom))
        let (dx, dy) = (end.x - point.centre.x, end.y - point.centre.y)
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > point.radius + 2 else { return nil }
        let start = Point(
            point.centre.x + dx / length * point.radius, point.centre.y + dy / length * point.radius)
        return (start, end)
    }

    private func marks(_ text: String, _ box: TextBox, _ leader: (from: Point, to: Point)?) -> [Mark] {
        let mark = Mark.text(
            TextMark(text, at: Point(box.left, box.bottom - 0.24 * font.size), font: font, ink: .text))
        return leader.map { [.line(from: $0.from, to: $0.to, ink: .rule, width: 0.6), mark] } ?? [mark]
    }

    private static func box(of point: PlottedPoint) -> TextBox {
        let r = point.radius
        return TextBox(
            left: point.centre.x - r, top: point.centre.y - r, right: point.centre.x + r, bottom: point.centre.y + r)
    }
}

/// Boxes in cells, so that a neighbour is found without looking at all of them.
private struct BoxGrid {
    private struct Cell: Hashable {
        let column: Int
        let row: Int
    }

    private static let size = 32.0
    private var cells: [Cell: [TextBox]] = [:]

    mutating func add(_ box: TextBox) {
        for cell in Self.cells(of: box) { cells[cell, default: []].append(box) }
    }

    func isFree(_ box: TextBox) -> Bool {
        Self.cells(of: box).allSatisfy { cell in !(cells[cell] ?? []).contains { $0.overlaps(box) } }
    }

    private static func cells(of box: TextBox) -> [Cell] {
        let columns = Int((box.left / size).rounded(.down))...Int((box.right / size).rounded(.down))
        let rows = Int((box.top / size).rounded(.down))...Int((box.bottom / size).rounded(.down))
        return columns.flatMap { column in rows.map { Cell(column: column, row: $0) } }
    }
}

extension TextBox {
    /// The box with some room around it.
    func grown(_ by: Double) -> TextBox {
        TextBox(left: left - by, top: top - by, right: right + by, bottom: bottom + by)
    }
}

extension Mark {
    /// The box of a circle; nil for other marks.
    fileprivate var circle: TextBox? {
        guard case .circle(let centre, let radius, _, _) = self else { return nil }
        return TextBox(
            left: centre.x - radius, top: centre.y - radius, right: centre.x + radius, bottom: centre.y + radius)
    }

    /// The straight lines of a mark.
    fileprivate var segments: [(from: Point, to: Point)] {
        switch self {
        case .line(let from, let to, _, _, _): [(from, to)]
        case .path(let points, _, _, _): zip(points, points.dropFirst()).map { ($0, $1) }
        case .polygon, .circle, .text: []
        }
    }
}
