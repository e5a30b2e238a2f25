import Glibc
import TrialStatistics

/// Families of round natural values for an axis that is straight on another scale, such as one of log-odds.
///
/// Near a bound of the scale equal distances are ratios of what is left to the bound, so there are families of powers of
/// ten towards each bound, and families of equal steps for what lies between.
struct NaturalTicks {
    /// The families, each rising.
    let families: [[Double]]

    /// Families for natural values from `low` to `high`.
    init(_ low: Double, _ high: Double, _ scale: EffectScale) {
        let bounds = (lower: scale.natural(-.infinity), upper: scale.natural(.infinity))
        let steps = Self.steps(low, high)
        let decades = [[1.0, 2, 5], [1, 3], [1]].flatMap { mantissas in
            [1, 2, 3].map { every in
                Self.decades(low, high, mantissas: mantissas, every: every, from: bounds.lower, to: bounds.upper)
            }
        }
        families = decades.filter { !$0.isEmpty } + steps
    }

    private static func steps(_ low: Double, _ high: Double) -> [[Double]] {
        let coarse = Int(log10(high - low).rounded(.up))
        return [coarse, coarse - 1, coarse - 2].flatMap { power in
            [5.0, 2.5, 2, 1].map { mantissa -> [Double] in
                let (first, last) = (
                    (low / step(mantissa, power, 1)).rounded(.up), (high / step(mantissa, power, 1)).rounded(.down)
                )
                guard first <= last, last - first < 50 else { return [] }
                return stride(from: first, through: last, by: 1).map { step(mantissa, power, $0) }
            }
        }
    }

    /// A multiple of a round step, as near to its decimal as a double can be.
    private static func step(_ mantissa: Double, _ power: Int, _ count: Double) -> Double {
        power < 0 ? count * mantissa / pow(10, Double(-power)) : count * mantissa * pow(10, Double(power))
    }

    /// Round distances to each finite bound, up to half of the way between them, and the middle where there are two.
    private static func decades(
        _ low: Double, _ high: Double, mantissas: [Double], every: Int, from lower: Double, to upper: Double
    ) -> [Double] {
        let middle = lower.isFinite && upper.isFinite ? (lower + upper) / 2 : nil
        let reach = middle.map { $0 - lower } ?? .infinity
        func distances(_ least: Double, _ most: Double) -> [Double] {
            guard most > 0 else { return [] }
            let first = Int(log10(max(least, most * 1e-12)).rounded(.down))
            let last = Int(log10(most).rounded(.up))
            let powers = (first...max(first, last)).filter { $0.isMultiple(of: every) }
            let steps: [Double] = powers.flatMap { power in mantissas.map { step($0, power, 1) } }
            let (nearest, farthest) = (least * 0.999_999, reach * 0.8)
            return steps.filter { $0 >= nearest && $0 <= most && $0 < farthest }
        }
        var values: [Double] = []
        if lower.isFinite { values += distances(low - lower, min(high - lower, reach)).map { lower + $0 } }
        if let middle { values.append(middle) }
        if upper.isFinite { values += distances(upper - high, min(upper - low, reach)).map { upper - $0 }.reversed() }
        return values.filter { $0 >= low && $0 <= high }
    }
}
