/// Cuts lines and shapes to a rectangle.
struct PlotClip {
    let area: TextBox

    /// The part of a straight line inside; nil where none is. Liang and Barsky 1984, doi:10.1145/357332.357333.
    func line(_ from: Point, _ to: Point) -> (Point, Point)? {
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        guard dx.isFinite, dy.isFinite else { return nil }
        var (start, end) = (0.0, 1.0)
        let edges = [
            (-dx, from.x - area.left), (dx, area.right - from.x), (-dy, from.y - area.top), (dy, area.bottom - from.y),
        ]
        for (direction, distance) in edges {
            if direction == 0 {
                if distance < 0 { return nil }
            } else if direction < 0 {
                start = max(start, distance / direction)
            } else {
                end = min(end, distance / direction)
            }
        }
        guard start <= end else { return nil }
        return (
            Point(from.x + start * dx, from.y + start * dy), Point(from.x + end * dx, from.y + end * dy)
        )
    }

    /// The parts of a line through several places that are inside.
    func path(_ points: [Point]) -> [[Point]] {
        var parts: [[Point]] = []
        var current: [Point] = []
        for (a, b) in zip(points, points.dropFirst()) {
            guard let (from, to) = line(a, b) else {
                if current.count > 1 { parts.append(current) }
                current = []
                continue
            }
            if current.last != from {
                if current.count > 1 { parts.append(current) }
                current = [from]
            }
            current.append(to)
        }
        return current.count > 1 ? parts + [current] : parts
    }

    /// The part of a shape inside, empty where none is. Sutherland and Hodgman 1974, doi:10.1145/360767.360802.
    func polygon(_ points: [Point]) -> [Point] {
        typealias Edge = (inside: (Point) -> Bool, crossing: (Point, Point) -> Point)
        func atX(_ x: Double) -> (Point, Point) -> Point {
            { a, b in Point(x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)) }
        }
        func atY(_ y: Double) -> (Point, Point) -> Point {
            { a, b in Point(a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y), y) }
        }
        let edges: [Edge] = [
            ({ $0.x >= area.left }, atX(area.left)), ({ $0.x <= area.right }, atX(area.right)),
            ({ $0.y >= area.top }, atY(area.top)), ({ $0.y <= area.bottom }, atY(area.bottom)),
        ]
        var shape = points
        for edge in edges {
            guard var previous = shape.last else { return [] }
            var kept: [Point] = []
            for point in shape {
                if edge.inside(point) != edge.inside(previous) { kept.append(edge.crossing(previous, point)) }
                if edge.inside(point) { kept.append(point) }
                previous = point
            }
            shape = kept
        }
        return shape
    }
}
