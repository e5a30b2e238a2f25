import Glibc

/// Points gathered in the cells of a hexagonal lattice, so that thousands of them stay a drawing of hundreds.
///
/// Carr et al. 1987, doi:10.2307/2289444.
struct HexagonalBins {
    /// One cell.
    struct Cell {
        /// Its middle.
        let centre: Point
        /// Points in it.
        var count = 0
        /// Points in it that belong to the marked ones.
        var marked = 0

        /// The share of marked points.
        var share: Double { Double(marked) / Double(count) }
    }

    /// The cells that hold a point, from the top, then from the left.
    let cells: [Cell]
    /// The largest number of points in a cell; 0 without points.
    let largest: Int

    /// Gathers points; `step` is the distance between neighbouring cells.
    init(_ points: [(place: Point, isMarked: Bool)], step: Double) {
        let height = step * 3.0.squareRoot() / 2
        struct Index: Hashable {
            let row: Int
            let column: Int
        }
        var found: [Index: Cell] = [:]
        for point in points {
            // The nearest middle is in one of the two rows around the point.
            let low = Int((point.place.y / height).rounded(.down))
            let candidates = [low, low + 1].map { row -> (index: Index, centre: Point) in
                let shift = row.isMultiple(of: 2) ? 0 : step / 2
                let column = Int(((point.place.x - shift) / step).rounded())
                return (Index(row: row, column: column), Point(Double(column) * step + shift, Double(row) * height))
            }
            let distances = candidates.map { hypot($0.centre.x - point.place.x, $0.centre.y - point.place.y) }
            let nearest = distances[0] <= distances[1] ? candidates[0] : candidates[1]
            var cell = found[nearest.index] ?? Cell(centre: nearest.centre)
            cell.count += 1
            cell.marked += point.isMarked ? 1 : 0
            found[nearest.index] = cell
        }
        cells = found.values.sorted { ($0.centre.y, $0.centre.x) < ($1.centre.y, $1.centre.x) }
        largest = cells.map(\.count).max() ?? 0
    }
}

/// How many points fall into equal steps of a range.
struct StepCounts {
    /// The counts, from the lower end.
    let counts: [Int]

    /// Counts places in pixels; those at an end or beyond count to the outermost steps.
    init(_ places: [Double], over range: ClosedRange<Double>, steps: Int) {
        var counts = [Int](repeating: 0, count: steps)
        let width = (range.upperBound - range.lowerBound) / Double(steps)
        for place in places where place.isFinite {
            let step = Int(min(max((place - range.lowerBound) / width, 0), Double(steps - 1)))
            counts[step] += 1
        }
        self.counts = counts
    }
}
