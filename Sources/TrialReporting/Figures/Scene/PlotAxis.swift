import Glibc

/// A horizontal axis of natural values: which are shown, where each is, and where the ticks are.
struct PlotAxis: Sendable {
    /// How values become distances.
    enum Transform: Sendable {
        /// Equal differences are equal distances.
        case linear
        /// Equal ratios are equal distances.
        case logarithmic

        func forward(_ value: Double) -> Double {
            switch self {
            case .linear: value
            case .logarithmic: value > 0 ? log(value) : -.infinity
            }
        }
    }

    /// A tick and its label.
    struct Tick: Sendable, Equatable {
        let value: Double
        let label: String
    }

    let transform: Transform
    /// The first and the last value shown, transformed.
    let domain: ClosedRange<Double>
    /// Where the axis is drawn, in pixels.
    let pixels: ClosedRange<Double>
    /// Below how many decades a logarithmic axis has ticks at equal differences.
    var fineDecades = 0.55

    /// The pixel of a value; outside of the axis for a value that is not shown, also for infinities.
    func position(_ value: Double) -> Double {
        let share = (transform.forward(value) - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
        let position = pixels.lowerBound + share * (pixels.upperBound - pixels.lowerBound)
        return min(max(position, pixels.lowerBound - 1e6), pixels.upperBound + 1e6)
    }

    /// The pixel of a value, moved onto the axis.
    func clamped(_ value: Double) -> Double {
        min(max(position(value), pixels.lowerBound), pixels.upperBound)
    }

    /// Whether a value is left of the axis.
    func isBefore(_ value: Double) -> Bool { position(value) < pixels.lowerBound - 0.01 }

    /// Whether a value is right of the axis.
    func isAfter(_ value: Double) -> Bool { position(value) > pixels.upperBound + 0.01 }
}

extension PlotAxis {
    /// The finest round ticks whose labels stand apart from each other.
    ///
    /// On a logarithmic axis: powers of ten, then 1–3 and 1–2–5 within a decade, then steps of 1, 2 or 5 where less than
    /// about a factor of three is shown.
    func ticks(label: (Double) -> String, width: (String) -> Double) -> [Tick] {
        for values in candidates where values.count >= 2 && values.count <= 9 {
            let ticks = values.map { Tick(value: $0, label: label($0)) }
            if standApart(ticks, width), Set(ticks.map(\.label)).count == ticks.count { return ticks }
        }
        return candidates.last(where: { !$0.isEmpty })?.prefix(1).map { Tick(value: $0, label: label($0)) } ?? []
    }

    private func standApart(_ ticks: [Tick], _ width: (String) -> Double) -> Bool {
        zip(ticks, ticks.dropFirst()).allSatisfy { left, right in
            position(right.value) - position(left.value) >= (width(left.label) + width(right.label)) / 2 + 8
        }
    }

    private var candidates: [[Double]] {
        switch transform {
        case .linear: linearCandidates(domain.lowerBound, domain.upperBound)
        case .logarithmic: logarithmicCandidates
        }
    }

    private var logarithmicCandidates: [[Double]] {
        let decades = (domain.upperBound - domain.lowerBound) / log(10)
        let fine = decades < fineDecades ? linearCandidates(exp(domain.lowerBound), exp(domain.upperBound)) : []
        return fine + [[1, 2, 5], [1, 3], [1]].map { decadeValues($0, every: 1) }
            + [2, 3, 5, 10, 20, 50].map { decadeValues([1], every: $0) }
    }

    private func decadeValues(_ mantissas: [Double], every step: Int) -> [Double] {
        let first = Int((domain.lowerBound / log(10)).rounded(.down)) - 1
        let last = Int((domain.upperBound / log(10)).rounded(.up))
        guard last - first < 700 else { return [] }
        let values: [Double] = (first...last).filter { $0.isMultiple(of: step) }.flatMap { power in
            let scale = pow(10, Double(abs(power)))
            return mantissas.map { power < 0 ? $0 / scale : $0 * scale }
        }
        return values.filter { domain.widened.contains(log($0)) }
    }

    private func linearCandidates(_ lower: Double, _ upper: Double) -> [[Double]] {
        let coarse = Int(log10(max(upper - lower, 1e-300)).rounded(.up))
        var candidates: [[Double]] = []
        for power in [coarse - 2, coarse - 1, coarse] {
            for mantissa in [1.0, 2, 5] {
                let step = (mantissa, power)
                candidates.append(multiples(of: step, from: lower, to: upper))
            }
        }
        return candidates
    }

    /// Multiples of a round step, each as near to its decimal as a double can be.
    private func multiples(of step: (mantissa: Double, power: Int), from lower: Double, to upper: Double) -> [Double] {
        let scale = pow(10, Double(abs(step.power)))
        let size = step.power < 0 ? step.mantissa / scale : step.mantissa * scale
        let slack = (upper - lower) * 1e-9
        let first = ((lower - slack) / size).rounded(.up)
        let last = ((upper + slack) / size).rounded(.down)
        guard first <= last, last - first < 50 else { return [] }
        return stride(from: first, through: last, by: 1).map {
            step.power < 0 ? $0 * step.mantissa / scale : $0 * step.mantissa * scale
        }
    }
}

extension ClosedRange<Double> {
    /// A hair wider, so that a tick at the very end counts as inside.
    fileprivate var widened: ClosedRange<Double> {
        let hair = (upperBound - lowerBound) * 1e-9
        return lowerBound - hair...upperBound + hair
    }
}
