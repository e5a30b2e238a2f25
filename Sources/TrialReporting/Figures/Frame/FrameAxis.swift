import Glibc
import TrialStatistics

/// One axis of a figure with two: which values it shows and how their ticks are found.
///
/// Values are in plot units: those in which equal distances are equal differences, such as logarithms of ratios.
struct FrameAxis {
    /// How ticks are chosen.
    enum Ticks {
        /// Round values.
        case linear
        /// Round values of exp(x).
        case logarithmic
        /// Round values on the natural scale of an effect that is neither a difference nor a ratio.
        case natural((Double) -> Double)
    }

    /// What is written beside the axis.
    let title: String
    /// The values shown, in plot units.
    let domain: ClosedRange<Double>
    /// How ticks are chosen.
    let ticks: Ticks
    /// How a tick is written; it gets the round value.
    let label: (Double) -> String
    /// Whether larger values are further down, on a vertical axis.
    var isDownwards = false

    /// Where a value lies between the ends of the axis, 0…1 within.
    func share(_ value: Double) -> Double {
        let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
        return isDownwards ? 1 - share : share
    }

    /// The finest ticks that stand apart on `length` pixels, each value in plot units.
    func ticks(length: Double, extent: (String) -> Double) -> [PlotAxis.Tick] {
        switch ticks {
        case .linear:
            return PlotAxis(transform: .linear, domain: domain, pixels: 0...length).ticks(label: label, width: extent)
        case .logarithmic:
            return PlotAxis(transform: .logarithmic, domain: domain, pixels: 0...length)
                .ticks(label: label, width: extent).map { PlotAxis.Tick(value: log($0.value), label: $0.label) }
        case .natural(let natural): return naturalTicks(natural, length, extent)
        }
    }

    /// The most ticks of a family of round natural values that stand apart.
    private func naturalTicks(_ read: (Double) -> Double, _ length: Double, _ extent: (String) -> Double) -> [PlotAxis
        .Tick]
    {
        let (low, high) = (read(domain.lowerBound), read(domain.upperBound))
        let step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5].map { step in
            stride(from: (low / step).rounded(.up), through: (high / step).rounded(.down), by: 1).prefix(200)
                .map { $0 * step }
        }
        let tails: [[Double]] = [
            [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999],
            [0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999], [0.01, 0.1, 0.5, 0.9, 0.99], [0.1, 0.5, 0.9],
        ]
        let families = (tails + step).map { family in
            family.compactMap { natural -> PlotAxis.Tick? in
                guard let value = inverse(of: natural, read), domain.contains(value) else { return nil }
                return PlotAxis.Tick(value: value, label: label(natural))
            }
        }
        let apart = families.filter { ticks in
            ticks.count <= 9 && Set(ticks.map(\.label)).count == ticks.count
                && zip(ticks, ticks.dropFirst()).allSatisfy { left, right in
                    (share(right.value) - share(left.value)) * length
                        >= (extent(left.label) + extent(right.label)) / 2 + 8
                }
        }
        return apart.max { $0.count < $1.count } ?? []
    }

    /// The place of a natural value, by halving: the scales rise, and ticks need no more than a hair's breadth.
    private func inverse(of natural: Double, _ read: (Double) -> Double) -> Double? {
        var (low, high) = (domain.lowerBound, domain.upperBound)
        guard read(low) <= natural, natural <= read(high) else { return nil }
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if read(middle) < natural { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}

extension FrameAxis {
    /// The range of finite values with some room at both ends; something around a single one.
    static func domain(_ values: [Double], room: Double = 0.06) -> ClosedRange<Double> {
        let finite = values.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return 0...1 }
        guard high - low > 1e-12 * max(abs(low), abs(high), 1e-9) else {
            let half = max(abs(low) * 0.1, 0.5)
            return low - half...high + half
        }
        let extra = (high - low) * room
        return low - extra...high + extra
    }

    /// The range from 0 to a little beyond the largest finite value.
    static func fromZero(_ values: [Double], room: Double = 0.06) -> ClosedRange<Double> {
        let largest = values.filter(\.isFinite).max() ?? 1
        return 0...(largest > 0 ? largest * (1 + room) : 1)
    }
}
