import Glibc
import TrialNumerics

/// The distribution of the observed sum of independent conditional counts as a function of their common log ratio.
protocol ConditionalSum {
    /// Tail probabilities of the observed sum, and the mean, at a log ratio.
    func probabilities(at logRatio: Double) -> LatticeProbabilities
}

/// The same probabilities as those of ``ConvolvedLattice`` for margins of any size.
///
/// At the log ratio whose mean is the observed sum t, the probabilities around t come from the characteristic function,
/// the product of those of the strata, by the inversion of a lattice distribution on a window of 24 standard deviations.
/// Another log ratio tilts them: P(t + j) changes by exp(j Δθ) relative to P(t), which is known from the strata's own
/// masses. So both tails are sums of positive numbers that fall off, right to about 12 digits however small they are. The
/// work grows with the standard deviation of the sum, the root of the number of events, not with the margins. Where the
/// sum is at the edge of its support its probability is the product of the strata's. Feller 1971, *An Introduction to
/// Probability Theory and Its Applications* II, chapter XV, for the inversion.
struct TiltedSum: ConditionalSum {
    /// More standard deviations of work than this many counts are refused.
    static let mostCounts = 5_000_000

    private let counts: [any ConditionalCount]
    private let lowest: Int
    private let highest: Int
    private let observed: Int
    /// The log ratio whose mean is the observed sum; infinite at the edge.
    let centre: Double
    private let logCentreMass: Double
    private let ownMasses: [Double]
    /// P(t ± j) / P(t) at the centre.
    private let above: [Double]
    private let below: [Double]

    /// Creates the sum; nil where it spreads over too many counts.
    init?(_ counts: [any ConditionalCount]) {
        self.counts = counts
        lowest = counts.reduce(0) { $0 + $1.lowest }
        highest = counts.reduce(0) { $0 + $1.highest }
        observed = counts.reduce(0) { $0 + $1.observed }
        guard observed > lowest, observed < highest else {
            centre = observed == lowest ? -.infinity : .infinity
            (logCentreMass, ownMasses, above, below) = (0, [], [], [])
            return
        }
        let target = Double(observed)
        guard
            let centre = logRatioRoot({ point in
                counts.reduce(0) { $0 + $1.mass(at: point).mean } - target
            })
        else { return nil }
        self.centre = centre
        let masses = counts.map { $0.mass(at: centre) }
        ownMasses = masses.map(\.logMass)
        let deviation = masses.reduce(0) { $0 + $1.variance }.squareRoot()
        guard 9.5 * deviation < Double(Self.mostCounts) else { return nil }
        let wave = Self.wave(counts, centre, deviation)
        let reach = Int(saturating: 9.5 * deviation) + 40
        let up = Self.inverted(wave, min(reach, highest - observed), direction: 1)
        let down = Self.inverted(wave, min(reach, observed - lowest), direction: -1)
        logCentreMass = log(up[0] / Double(wave.window))
        above = up.map { $0 / up[0] }
        below = down.map { $0 / down[0] }
    }

    /// The characteristic function around the observed sum at the frequencies 2πk / window that matter, k ≥ 1.
    private struct Wave {
        var window: Int
        var values: [SIMD2<Double>]
    }

    private static func wave(_ counts: [any ConditionalCount], _ centre: Double, _ deviation: Double) -> Wave {
        let window = 2 * (Int(saturating: 12 * deviation) + 40) + 1
        var frequencies: [Double] = []
        for k in 1...(window / 2) {
            let u = 2 * .pi * Double(k) / Double(window)
            // Each count is a sum of independent yes-or-no variables, so |φ(u)| ≤ exp(−2 σ² sin² (u / 2)).
            let fall = deviation * sin(u / 2)
            if 2 * fall * fall > 42 { break }
            frequencies.append(u)
        }
        var product = Array(repeating: SIMD2(1.0, 0.0), count: frequencies.count)
        for count in counts {
            for (k, value) in count.characteristic(frequencies, at: centre).enumerated() {
                let p = product[k]
                product[k] = SIMD2(p.x * value.x - p.y * value.y, p.x * value.y + p.y * value.x)
            }
        }
        return Wave(window: window, values: product)
    }

    /// The window times P(t + direction · j) for j = 0 … reach.
    private static func inverted(_ wave: Wave, _ reach: Int, direction: Double) -> [Double] {
        var result = Array(repeating: 1.0, count: reach + 1)
        for (k, value) in wave.values.enumerated() {
            let u = 2 * .pi * Double(k + 1) / Double(wave.window)
            let (re, im) = (2 * value.x, 2 * value.y * direction)
            let turn = SIMD2(cos(u), sin(u))
            var z = SIMD2(1.0, 0.0)
            for j in 0...reach {
                // The rotation loses a digit in a thousand turns, so it starts anew before that.
                if j % 128 == 0 { z = SIMD2(cos(u * Double(j)), sin(u * Double(j))) }
                result[j] += re * z.x + im * z.y
                z = SIMD2(z.x * turn.x - z.y * turn.y, z.x * turn.y + z.y * turn.x)
            }
        }
        return result
    }

    func probabilities(at logRatio: Double) -> LatticeProbabilities {
        let masses = counts.map { $0.mass(at: logRatio) }
        let mean = masses.reduce(0) { $0 + $1.mean }
        if centre.isInfinite {
            let exactly = exp(masses.reduce(0) { $0 + $1.logMass })
            return LatticeProbabilities(
                atMost: observed == lowest ? exactly : 1, atLeast: observed == lowest ? 1 : exactly, exactly: exactly,
                mean: mean)
        }
        let change = zip(masses, ownMasses).reduce(0) { $0 + ($1.0.logMass - $1.1) }
        let exactly = exp(logCentreMass + change)
        let isLower = logRatio <= centre
        let tail = min(1, exactly * Self.sum(isLower ? above : below, falling: abs(logRatio - centre)))
        let rest = 1 - tail + exactly
        return LatticeProbabilities(
            atMost: isLower ? rest : tail, atLeast: isLower ? tail : rest, exactly: exactly, mean: mean)
    }

    private static func sum(_ ratios: [Double], falling rate: Double) -> Double {
        var total = 0.0
        for (j, ratio) in ratios.enumerated() {
            let term = ratio * exp(-rate * Double(j))
            total += term
            if term < 1e-18 * total { break }
        }
        return total
    }
}

/// The root of a function that rises with a log ratio; nil where none is found up to ± 800.
func logRatioRoot(_ function: (Double) -> Double) -> Double? {
    var width = 2.0
    while width < 800 {
        if let found = RootFinder.root(from: -width, to: width, of: function).found { return found }
        width *= 3
    }
    return nil
}
