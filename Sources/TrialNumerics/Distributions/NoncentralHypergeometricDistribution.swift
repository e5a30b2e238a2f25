import Glibc

/// Fisher's non-central hypergeometric distribution: events of group 1 given the margins of a 2 × 2 table.
///
/// P(x) ∝ C(n₁, x) C(n₂, m − x) eˣᶿ on max(0, m − n₂) … min(n₁, m), with θ the log odds ratio. All sums start at the
/// mode and walk outwards until a term no longer matters, so no term over- or underflows. Where the standard deviation
/// exceeds 512 they take every h-th count, h an eighth of it: for a function as smooth as this the sum times h is that of
/// all counts to far more digits than a double has (Trefethen and Weideman 2014, doi:10.1137/130932132), so the work does
/// not grow with the margins.
public struct NoncentralHypergeometricDistribution: Sendable {
    /// Size of group 1.
    public let group1: Double
    /// Size of group 2.
    public let group2: Double
    /// Events in both groups.
    public let events: Double
    /// The smallest possible count.
    public let lowest: Int
    /// The largest possible count.
    public let highest: Int
    /// The logarithms of the weights, kept up to this many possible counts.
    private static let mostKept = 4096
    private let kept: [Double]
    /// The ways to walk over kept weights, the shortest step first; empty where the weights are not kept.
    private let strides: [Stride]

    /// Creates the distribution of whole margins.
    public init(group1: Double, group2: Double, events: Double) {
        precondition(
            group1 >= 0 && group2 >= 0 && events >= 0 && events <= group1 + group2,
            "the events of a table lie between 0 and its total")
        self.group1 = group1
        self.group2 = group2
        self.events = events
        lowest = Int(saturating: max(0, events - group2))
        highest = Int(saturating: min(group1, events))
        let isKept = highest - lowest < Self.mostKept
        let (logs, ratios) =
            isKept ? Self.weights(group1: group1, group2: group2, events: events, lowest...highest) : ([], [])
        kept = logs
        strides = isKept ? Stride.all(ratios) : []
    }

    /// log C(n₁, x) C(n₂, m − x) for each possible count.
    public var logWeights: [Double] {
        kept.isEmpty ? Self.weights(group1: group1, group2: group2, events: events, lowest...highest).logs : kept
    }

    private static func weights(
        group1: Double, group2: Double, events: Double, _ support: ClosedRange<Int>
    ) -> (logs: [Double], ratios: [Double]) {
        let lowest = Double(support.lowerBound)
        var logs = [logChoose(group1, lowest) + logChoose(group2, events - lowest)]
        var ratios = [1.0]
        for x in support.dropFirst() {
            let x = Double(x)
            let ratio = (group1 - x + 1) * (events - x + 1) / (x * (group2 - events + x))
            ratios.append(ratio)
            logs.append(logs[logs.count - 1] + log(ratio))
        }
        return (logs, ratios)
    }

    private func ratio(_ x: Int) -> Double {
        if let single = strides.first { return single.rises[x - lowest] }
        let x = Double(x)
        return (group1 - x + 1) * (events - x + 1) / (x * (group2 - events + x))
    }

    /// The logarithm of the normaliser Σ C(n₁, x) C(n₂, m − x) eˣᶿ with the mean and the variance.
    public func moments(logOddsRatio: Double) -> (logNormaliser: Double, mean: Double, variance: Double) {
        let point = sums(logOddsRatio)
        let mode = Double(point.mode)
        let weight =
            kept.isEmpty ? logChoose(group1, mode) + logChoose(group2, events - mode) : kept[point.mode - lowest]
        return (weight + mode * logOddsRatio + log(point.total), point.mean, point.variance)
    }

    /// log P(x), a number of the support, with the mean and the variance.
    public func mass(of x: Int, logOddsRatio: Double) -> (logMass: Double, mean: Double, variance: Double) {
        let point = sums(logOddsRatio)
        let distance = Double(x - point.mode)
        let height =
            kept.isEmpty
            ? tilted(around: point.mode, logOddsRatio)(Double(x))
            : kept[x - lowest] - kept[point.mode - lowest] + distance * logOddsRatio
        return (height - log(point.total), point.mean, point.variance)
    }

    /// log P(x); −∞ outside the support.
    public func logMass(_ x: Int, logOddsRatio: Double) -> Double {
        guard x >= lowest, x <= highest else { return -.infinity }
        return mass(of: x, logOddsRatio: logOddsRatio).logMass
    }

    /// E exp(i u (X − E X)) at each frequency u.
    public func characteristic(_ frequencies: [Double], logOddsRatio: Double) -> [SIMD2<Double>] {
        let point = sums(logOddsRatio)
        let shift = point.mean - Double(point.mode)
        var result = Array(repeating: SIMD2<Double>.zero, count: frequencies.count)
        // At a frequency of its own every count has a say.
        walk(logOddsRatio, visitsAll: true) { distance, term in
            for (k, u) in frequencies.enumerated() {
                let angle = u * (distance - shift)
                result[k] += SIMD2(cos(angle), sin(angle)) * term
            }
        }
        return result.map { $0 / point.total }
    }

    // MARK: - Sums

    /// Sums of the weights over that of the mode.
    private func sums(_ logOddsRatio: Double) -> (mode: Int, total: Double, mean: Double, variance: Double) {
        var (total, first, second) = (0.0, 0.0, 0.0)
        let mode = walk(logOddsRatio) { distance, term in
            total += term
            first += term * distance
            second += term * distance * distance
        }
        let shift = first / total
        return (mode, total, Double(mode) + shift, max(0, second / total - shift * shift))
    }

    /// Visits distances from the mode with the weights over that of the mode until they no longer matter.
    @discardableResult
    private func walk(
        _ logOddsRatio: Double, visitsAll: Bool = false, _ visit: (_ distance: Double, _ term: Double) -> Void
    ) -> Int {
        let mode = mode(logOddsRatio)
        let cells = [Double(mode), group1 - Double(mode), events - Double(mode), group2 - events + Double(mode)]
        let variance = cells.contains(0) ? 0 : 1 / cells.reduce(0) { $0 + 1 / $1 }
        let least = 1e-19 * (1 + variance * variance.squareRoot())
        if variance > 512 * 512 {
            skip(mode, step: Int(saturating: variance.squareRoot() / 8), logOddsRatio, least: least, visit)
            return mode
        }
        let usable = !visitsAll && abs(logOddsRatio) <= Stride.mostLogOdds
        guard let stride = usable ? strides.last(where: { variance >= $0.leastVariance }) : strides.first else {
            visit(0, 1)
            climb(mode, 1, exp(logOddsRatio), least: least, visit)
            climb(mode, -1, exp(-logOddsRatio), least: least, visit)
            return mode
        }
        let (step, top) = (stride.step, mode - lowest)
        visit(0, Double(step))
        let odds = exp(Double(step) * logOddsRatio)
        stride.climb(
            stride.rises, from: top + step, while: { $0 <= highest - lowest }, by: step, odds, least: least, visit)
        stride.climb(stride.falls, from: top, while: { $0 >= step }, by: -step, 1 / odds, least: least, visit)
        return mode
    }

    /// One side of the mode where no weights are kept.
    private func climb(
        _ mode: Int, _ direction: Int, _ odds: Double, least: Double, _ visit: (Double, Double) -> Void
    ) {
        var (term, x) = (1.0, mode)
        while direction > 0 ? x < highest : x > lowest {
            term *= (direction > 0 ? ratio(x + 1) : 1 / ratio(x)) * odds
            x += direction
            let distance = Double(x - mode)
            visit(distance, term)
            if term * distance * distance < least { break }
        }
    }

    /// Every `step`-th count on both sides of the mode.
    private func skip(
        _ mode: Int, step: Int, _ logOddsRatio: Double, least: Double, _ visit: (Double, Double) -> Void
    ) {
        let height = tilted(around: mode, logOddsRatio)
        visit(0, Double(step))
        for direction in [step, -step] {
            var x = mode + direction
            while x >= lowest && x <= highest {
                let distance = Double(x - mode)
                let term = exp(height(Double(x)))
                visit(distance, term * Double(step))
                if term * distance * distance < least { break }
                x += direction
            }
        }
    }

    /// log of the tilted weight over that of the mode, as a product of two binomial masses whose probabilities fit there.
    private func tilted(around mode: Int, _ logOddsRatio: Double) -> (Double) -> Double {
        let (x1, x2) = (Double(mode), events - Double(mode))
        let (p1, q1) = ((x1 + 0.5) / (group1 + 1), (group1 - x1 + 0.5) / (group1 + 1))
        let (p2, q2) = ((x2 + 0.5) / (group2 + 1), (group2 - x2 + 0.5) / (group2 + 1))
        let slope = logOddsRatio - (log(p1 / q1) - log(p2 / q2))
        let (group1, group2, events) = (group1, group2, events)
        func height(_ x: Double) -> Double {
            BinomialLogMass(events: x, of: group1).at(p1, q1)
                + BinomialLogMass(events: events - x, of: group2).at(p2, q2) + (x - x1) * slope
        }
        let top = height(x1)
        return { height($0) - top }
    }

    /// The largest term: the last whose ratio to the one before is at least 1.
    private func mode(_ logOddsRatio: Double) -> Int {
        var (low, high) = (lowest, highest)
        let threshold = exp(-logOddsRatio)
        while low < high {
            let middle = low + (high - low + 1) / 2
            if ratio(middle) >= threshold { low = middle } else { high = middle - 1 }
        }
        return low
    }
}

/// A walk over weights that are kept, of which it takes every h-th.
///
/// The generating function Σ C(n₁, x) C(n₂, m − x) zˣ is a power of 1 − z times the Jacobi polynomial of degree m at
/// (1 + z) / (1 − z), so that its roots are real and the count is distributed as a sum of independent yes and no. Therefore
/// |φ(u)| ≤ exp(−σ²(1 − cos u)). The sum of every h-th weight times h is that of all weights but for φ(2πj/h) with 0 < j < h: it
/// lacks less than the last digit where σ² (1 − cos(2π/h)) is 50.
private struct Stride: Sendable {
    /// How many counts a step takes, h.
    let step: Int
    /// Each weight divided by the one h before, by its place; unused where there is none.
    let rises: [Double]
    /// The inverses of these.
    let falls: [Double]
    /// The variance from which on this step does.
    let leastVariance: Double

    /// Up to this log odds ratio a power of the odds, times the weights, is a number.
    static let mostLogOdds = 40.0
    private static let longest = 16

    private init(_ step: Int, _ rises: [Double]) {
        self.step = step
        self.rises = rises
        falls = rises.map { 1 / $0 }
        leastVariance = Self.leastVariance(step)
    }

    private static func leastVariance(_ step: Int) -> Double {
        step == 1 ? 0 : 50 / (1 - cos(2 * .pi / Double(step)))
    }

    /// Those that weights of these ratios can have a use for: n yes and no have a variance of at most n / 4.
    static func all(_ ratios: [Double]) -> [Stride] {
        var strides = [Stride(1, ratios)]
        while let last = strides.last, last.step < longest,
            0.25 * Double(ratios.count - 1) >= leastVariance(2 * last.step)
        {
            let (half, rises) = (last.step, last.rises)
            strides.append(Stride(2 * half, rises.indices.map { $0 < half ? 1 : rises[$0] * rises[$0 - half] }))
        }
        return strides
    }

    /// Visits the places from `first` on while there are such, each term being the one before times its factor and the odds.
    @inline(__always)
    func climb(
        _ factors: [Double], from first: Int, while isThere: (Int) -> Bool, by step: Int, _ odds: Double,
        least: Double, _ visit: (Double, Double) -> Void
    ) {
        let size = Double(self.step)
        factors.withUnsafeBufferPointer { factors in
            var (term, distance, at) = (1.0, 0.0, first)
            while isThere(at) {
                term *= factors[at] * odds
                distance += Double(step)
                visit(distance, term * size)
                if term * distance * distance < least { break }
                at += step
            }
        }
    }
}
