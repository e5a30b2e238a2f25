/// The one maximum of a likelihood over τ² ≥ 0, found and proven to be the only one from a few evaluations.
///
/// With C orthonormal and orthogonal to the design and μ the eigenvalues of C′VC: y′PPy = Σ z² / (μ + τ²)² and
/// tr P = Σ 1 / (μ + τ²); tr W is the same sum over the variances. The score has the sign of ρ − 1, where ρ is the first over the
/// second. Let α = y′PPy / y′PPPy − τ² and β = tr P / tr PP − τ², means of the μ. By the inequality of Cauchy and
/// Schwarz both rise in τ², and d log ρ / dτ² = 1 / (β + τ²) − 2 / (α + τ²). So for a ≤ τ² ≤ b:
///
/// - ρ falls throughout where α(b) < 2β(a) + a;
/// - ρ ≤ ρ(a) · (α(b) + a)² / (α(b) + τ²)² · (β(a) + τ²) / (β(a) + a), which is highest at τ² = α(b) − 2β(a);
/// - ρ ≥ ρ(b) · (α(b) + b)² / (α(b) + τ²)² · (β(a) + τ²) / (β(a) + b), which is lowest at an end.
///
/// Between two points looked at, where the first holds or where the others keep ρ on one side of 1, there is no maximum but one
/// that was found. Beyond the last point α and β are known from their limits. The maximum is approached by solving for
/// ρ = 1 as if α and β did not change, which is exact for equal variances.
///
/// *Edge cases*: where the proof fails, as it must where there are two maxima, there is no answer. *Reference*: the partial
/// fractions are those of Patterson and Thompson 1971, doi:10.1093/biomet/58.3.545.
struct SingleHill {
    /// What is known at one τ².
    private struct Point {
        var tau2 = 0.0
        /// ρ, of which 1 is the score's zero.
        var ratio = 0.0
        /// α.
        var residual = 0.0
        /// β.
        var trace = 0.0

        init() {}

        init(_ tau2: Double, _ sums: SteepScores, isRestricted: Bool) {
            self.tau2 = tau2
            let fall = isRestricted ? sums.scores.traceP : sums.scores.weight
            ratio = sums.scores.squaredResidual / fall
            residual = sums.scores.squaredResidual / sums.cubedResidual - tau2
            trace = fall / (isRestricted ? sums.tracePP : sums.squaredWeight) - tau2
        }

        /// The end of the line.
        init(_ far: FarVariances, isRestricted: Bool) {
            (tau2, ratio) = (.infinity, 0)
            residual = far.residual
            trace = isRestricted ? far.traceP : far.weight
        }

        var isSound: Bool { ratio.isFinite && residual.isFinite && trace.isFinite && trace + tau2 > 0 }

        /// Where ρ would be 1 beyond its highest point if α and β stayed as they are; NaN where nowhere.
        var zero: Double {
            let scale = ratio * (residual + tau2) * ((residual + tau2) / (trace + tau2))
            return 0.5 * (scale + (scale * (scale + 4 * (trace - residual))).squareRoot()) - residual
        }
    }

    private static let mostPoints = 20
    /// What a bound must hold with, beside what rounding does to sums.
    private static let room = 1e-6

    private var points = InlineArray<20, Point>(repeating: Point())
    private var count = 0
    private let end: Point

    private init(_ end: Point) { self.end = end }

    /// The τ² of the only maximum; nil where there is no proof. Adds what it looked at to `evaluations`.
    static func find(_ sums: inout some ModelSums, isRestricted: Bool, evaluations: inout Int) -> Double? {
        guard let far = sums.farVariances, let first = sums.steepScores(0) else { return nil }
        evaluations += 1
        if first.scores.squaredResidual == 0 { return 0 }
        var hill = SingleHill(Point(far, isRestricted: isRestricted))
        guard hill.end.residual.isFinite, hill.add(Point(0, first, isRestricted: isRestricted)) else { return nil }
        func look(_ tau2: Double, _ hill: inout SingleHill) -> Point? {
            guard let found = sums.steepScores(tau2) else { return nil }
            evaluations += 1
            let point = Point(tau2, found, isRestricted: isRestricted)
            return hill.add(point) ? point : nil
        }
        var top = 0.0
        if hill.points[0].ratio > 1 {
            guard let zero = hill.climb(look) else { return nil }
            top = zero
        }
        return hill.isProven(look) ? top : nil
    }

    /// Goes to where ρ is 1, from a point where it is above.
    private mutating func climb(_ look: (Double, inout SingleHill) -> Point?) -> Double? {
        var here = points[0]
        var (low, high) = (here.tau2, Double.infinity)
        while true {
            var next = here.zero
            if abs(next - here.tau2) <= 1e-8 * (here.trace + here.tau2) { return max(0, next) }
            if !(next > low && next < high) {
                next = high.isFinite ? 0.5 * (low + high) : 2 * low + here.trace
                // Neighbours on the line of numbers: as near as can be.
                if next == low || next == high { return next }
            }
            guard let point = look(next, &self) else { return nil }
            if point.ratio > 1 { low = next } else { high = next }
            here = point
        }
    }

    /// Keeps a point in its place by τ²; false where it is no number, or one too many.
    private mutating func add(_ point: Point) -> Bool {
        guard point.isSound, count < Self.mostPoints else { return false }
        var place = count
        while place > 0, points[place - 1].tau2 > point.tau2 {
            points[place] = points[place - 1]
            place -= 1
        }
        points[place] = point
        count += 1
        return true
    }

    /// Whether no interval between points hides a maximum; looks into those that might.
    private mutating func isProven(_ look: (Double, inout SingleHill) -> Point?) -> Bool {
        var place = 0
        while place < count {
            let below = points[place]
            let above = place + 1 < count ? points[place + 1] : end
            if Self.isProven(below, above) {
                place += 1
                continue
            }
            // From a valley the score rises again.
            if below.ratio <= 1, above.ratio > 1 { return false }
            let middle = Self.middle(below, above)
            guard middle > below.tau2, middle < above.tau2, look(middle, &self) != nil else { return false }
        }
        return true
    }

    private static func isProven(_ below: Point, _ above: Point) -> Bool {
        let (a, b) = (below.tau2, above.tau2)
        let blur = b.isFinite ? 1e-12 * b : 0
        // Where rounding has taken α from τ² far away, it is at least not above what it comes to in the end.
        let alpha = above.residual + blur
        if alpha < (2 * below.trace + a) * (1 - room) { return true }
        if below.ratio > 1, above.ratio > 1 {
            let growth = (alpha + b) / (alpha + a)
            return above.ratio * growth * growth * (below.trace + a) / (below.trace + b) > 1 + room
        }
        guard below.ratio < 1, above.ratio < 1 else { return false }
        let worst = max(a, min(b, alpha - 2 * below.trace))
        let growth = (alpha + a) / (alpha + worst)
        return below.ratio * growth * growth * (below.trace + worst) / (below.trace + a) < 1 - room
    }

    /// Where to look next between two points that prove nothing.
    private static func middle(_ below: Point, _ above: Point) -> Double {
        let (a, b) = (below.tau2, above.tau2)
        if b.isFinite { return ((a + below.trace) * (b + below.trace)).squareRoot() - below.trace }
        let steepest = above.residual - 2 * below.trace
        return below.ratio > 1 ? max(0.5 * steepest, 0.5 * below.trace + 2 * a) : steepest
    }
}
