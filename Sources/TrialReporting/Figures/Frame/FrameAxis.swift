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
        case natural(EffectScale, reading: @Sendable (Double) -> Double)
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
        case .natural(let scale, let reading): return naturalTicks(scale, reading, length, extent)
        }
    }

    /// The family of round natural values whose ticks stand apart and leave the smallest gap without one.
    private func naturalTicks(
        _ scale: EffectScale, _ read: (Double) -> Double, _ length: Double, _ extent: (String) -> Double
    ) -> [PlotAxis.Tick] {
        let (low, high) = (read(domain.lowerBound), read(domain.upperBound))
        guard low.isFinite, high.isFinite, low < high else { return [] }
        let families = NaturalTicks(low, high, scale).families.map { family in
            family.compactMap { natural -> PlotAxis.Tick? in
                guard let value = inverse(of: natural, read), domain.contains(value) else { return nil }
                return PlotAxis.Tick(value: value, label: label(natural))
            }
        }
        func standApart(_ left: PlotAxis.Tick, _ right: PlotAxis.Tick) -> Bool {
            abs(share(right.value) - share(left.value)) * length
                >= (extent(left.label) + extent(right.label)) / 2 + 8
        }
        let apart = families.filter { ticks in
            ticks.count >= 2 && ticks.count <= 9 && Set(ticks.map(\.label)).count == ticks.count
                && zip(ticks, ticks.dropFirst()).allSatisfy(standApart)
        }
        func gap(_ ticks: [PlotAxis.Tick]) -> Double {
            let places = [0] + ticks.map { abs(share($0.value)) } + [1]
            return zip(places, places.dropFirst()).map { $1 - $0 }.max() ?? 1
        }
        if let best = apart.min(by: { gap($0) < gap($1) }) { return best }
        // Over dozens of decades no family fits whole; then as many as do.
        let thinned = families.map { family in
            family.reduce(into: [PlotAxis.Tick]()) { kept, tick in
                let isNew = !kept.contains { $0.label == tick.label }
                if isNew, kept.last.map({ standApart($0, tick) }) ?? true { kept.append(tick) }
            }
        }
        return thinned.max { $0.count < $1.count } ?? []
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
