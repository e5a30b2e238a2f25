import Glibc
import TrialNumerics

/// The score of a likelihood at those points of a grid between which its sign may change.
///
/// An interval of the grid whose ends prove one sign is not looked into; any other is halved, down to neighbours on the
/// grid. Of neighbours that prove nothing the ones beside them are looked at too, so that turns are seen as on the whole grid.
struct ScoreScan {
    /// The score at one τ², in its two parts, both of which fall in τ².
    struct Point {
        let tau2: Double
        /// y′PPy.
        let rise: Double
        /// The trace.
        let fall: Double
        /// Its place on the grid; none for a point between.
        fileprivate(set) var place = -1

        /// The score, or rather twice it.
        var slope: Double { rise - fall }

        /// Times τ², so that the fall of the score with τ² does not hide a turn.
        fileprivate var risingSlope: Double { tau2 * slope }
    }

    /// The points looked at, in the order of τ².
    private(set) var points: [Point] = []

    /// Scans a grid with at least two points.
    init(_ grid: SearchGrid, _ evaluate: (Double) -> Point) {
        var known = [Point?](repeating: nil, count: grid.count)
        var looked = 0
        func look(_ place: Int) -> Point {
            if let point = known[place] { return point }
            var point = evaluate(grid[place])
            point.place = place
            known[place] = point
            looked += 1
            return point
        }
        let last = grid.count - 1
        var open: [(Int, Int)] = []
        open.reserveCapacity(16)
        open.append((0, last))
        while let (low, high) = open.popLast() {
            let (below, above) = (look(low), look(high))
            if Self.proveOneSign(below, above) { continue }
            if high - low > 1 {
                let middle = (low + high) / 2
                open.append((low, middle))
                open.append((middle, high))
            } else {
                _ = look(max(0, low - 1))
                _ = look(min(last, high + 1))
            }
        }
        points.reserveCapacity(looked)
        for case let point? in known { points.append(point) }
    }

    /// Whether the score has one sign between two points, with room for what rounding does to sums.
    private static func proveOneSign(_ below: Point, _ above: Point) -> Bool {
        let room = 1 + 1e-6
        return below.rise * room < above.fall || above.rise > below.fall * room
    }

    /// The points, and where the score comes near zero between two of them and turns back, the turn if it crosses there.
    ///
    /// Such a pair of crossings, a hill and a valley close together, would otherwise fall through the grid.
    func withTurns(_ slope: (Double) -> Double) -> [Point] {
        var added: [Point] = []
        for i in points.indices.dropFirst().dropLast() where points[i].place >= 2 {
            guard points[i - 1].place == points[i].place - 1, points[i + 1].place == points[i].place + 1 else {
                continue
            }
            let (before, after) = (points[i - 1], points[i + 1])
            let here = points[i].risingSlope
            let turnsDown = here > 0 && here <= min(before.risingSlope, after.risingSlope)
            let turnsUp = here < 0 && here >= max(before.risingSlope, after.risingSlope)
            guard turnsDown || turnsUp else { continue }
            let sign = turnsDown ? 1.0 : -1.0
            let turn = Minimiser.minimum(from: log(before.tau2), to: log(after.tau2)) {
                sign * exp($0) * slope(exp($0))
            }
            guard turn.value < 0 else { continue }
            let tau2 = exp(turn.argument)
            added.append(Point(tau2: tau2, rise: slope(tau2), fall: 0))
        }
        return added.isEmpty ? points : (points + added).sorted { $0.tau2 < $1.tau2 }
    }
}
