import TrialResults
import TrialStatistics

/// Draws the squares, diamonds, bars and points of one row.
struct ForestSymbolPainter {
    let axis: PlotAxis
    /// The middle of the row, in pixels from the top.
    let centre: Double
    /// The ink of the lines of confidence intervals; nil for the symbol's own.
    var whiskerInk: Ink?

    private static let largestSide = 11.0
    private static let smallestSide = 2.5
    private static let diamondHeight = 5.5
    private static let smallestHalf = 1.5

    /// The marks of a symbol; none where its estimate does not exist.
    func marks(_ symbol: ForestContent.Symbol) -> [Mark] {
        switch symbol {
        case .square(let effect, let share, let ink): square(effect, share: share, ink: ink)
        case .point(let effect, let ink): point(effect, ink: ink)
        case .diamond(let effect, let ink, let limits): tail(limits) + diamond(effect, ink: ink)
        case .bar(let limits): bar(limits)
        case .stalk(let value, let origin, let ink): stalk(value, from: origin, ink: ink)
        }
    }

    private func whisker(_ effect: NaturalEffect, ink: Ink) -> [Mark] {
        let limits = ConfidenceLimits(lower: effect.lower, upper: effect.upper)
        return interval(limits, ink: whiskerInk ?? ink, width: 1.3)
    }

    private func isShown(_ value: Double) -> Bool { !axis.isBefore(value) && !axis.isAfter(value) }

    private func square(_ effect: NaturalEffect, share: Double, ink: Ink) -> [Mark] {
        guard !effect.estimate.isNaN else { return [] }
        let lines = whisker(effect, ink: ink)
        guard isShown(effect.estimate) else { return lines }
        let half = max(Self.largestSide * share.squareRoot(), Self.smallestSide) / 2
        let x = axis.position(effect.estimate)
        let square = Mark.rectangle(
            left: x - half, top: centre - half, right: x + half, bottom: centre + half, ink: ink)
        // Lines of another ink stay visible across the square.
        return whiskerInk == nil ? lines + [square] : [square] + lines
    }

    private func point(_ effect: NaturalEffect, ink: Ink) -> [Mark] {
        guard !effect.estimate.isNaN else { return [] }
        let lines = whisker(effect, ink: ink)
        guard isShown(effect.estimate) else { return lines }
        let place = Point(axis.position(effect.estimate), centre)
        return lines + [.circle(centre: place, radius: 3.2, fill: ink, rim: nil)]
    }

    private func stalk(_ value: Double, from origin: Double, ink: Ink) -> [Mark] {
        guard !value.isNaN else { return [] }
        let end = axis.clamped(value)
        let line = Mark.line(
            from: Point(axis.clamped(origin), centre), to: Point(end, centre), ink: ink, width: 1.2)
        if axis.isBefore(value) { return [line, arrow(at: axis.pixels.lowerBound, direction: -1, ink: ink)] }
        if axis.isAfter(value) { return [line, arrow(at: axis.pixels.upperBound, direction: 1, ink: ink)] }
        return [line, .circle(centre: Point(end, centre), radius: ink == .flag ? 3.6 : 2.8, fill: ink, rim: nil)]
    }

    private func interval(_ limits: ConfidenceLimits, ink: Ink, width: Double) -> [Mark] {
        guard !limits.lower.isNaN, !limits.upper.isNaN else { return [] }
        let line = Mark.line(
            from: Point(axis.clamped(limits.lower), centre), to: Point(axis.clamped(limits.upper), centre), ink: ink,
            width: width)
        return [line] + arrows(limits, ink: ink)
    }

    /// Arrows where limits leave the axis.
    private func arrows(_ limits: ConfidenceLimits, ink: Ink) -> [Mark] {
        var marks: [Mark] = []
        if axis.isBefore(limits.lower) { marks.append(arrow(at: axis.pixels.lowerBound, direction: -1, ink: ink)) }
        if axis.isAfter(limits.upper) { marks.append(arrow(at: axis.pixels.upperBound, direction: 1, ink: ink)) }
        return marks
    }

    private func arrow(at x: Double, direction: Double, ink: Ink) -> Mark {
        let back = x - direction * 3
        return .polygon(
            [Point(x + direction * 4, centre), Point(back, centre - 4), Point(back, centre + 4)], ink: ink)
    }

    /// A diamond from limit to limit; where a limit is beyond the axis, its tip is cut and an arrow stands there.
    private func diamond(_ effect: NaturalEffect, ink: Ink) -> [Mark] {
        guard !effect.estimate.isNaN else { return [] }
        let middle = axis.clamped(effect.estimate)
        // A diamond of no width would not be seen.
        let tips = (
            left: min(axis.position(effect.lower), middle - Self.smallestHalf),
            right: max(axis.position(effect.upper), middle + Self.smallestHalf)
        )
        guard tips.left.isFinite, tips.right.isFinite else { return [] }
        let cutLeft = min(max(tips.left, axis.pixels.lowerBound), axis.pixels.upperBound)
        let cutRight = max(min(tips.right, axis.pixels.upperBound), axis.pixels.lowerBound)
        let left = height(at: cutLeft, tip: tips.left, middle: middle)
        let right = height(at: cutRight, tip: tips.right, middle: middle)
        let shape = Mark.polygon(
            [
                Point(cutLeft, centre - left), Point(middle, centre - Self.diamondHeight),
                Point(cutRight, centre - right), Point(cutRight, centre + right),
                Point(middle, centre + Self.diamondHeight), Point(cutLeft, centre + left),
            ], ink: ink)
        return [shape] + arrows(ConfidenceLimits(lower: effect.lower, upper: effect.upper), ink: ink)
    }

    /// Half the diamond's height at a cut between its tip and its middle.
    private func height(at cut: Double, tip: Double, middle: Double) -> Double {
        tip == middle ? 0 : Self.diamondHeight * min(1, abs(cut - tip) / abs(middle - tip))
    }

    private func bar(_ limits: ConfidenceLimits) -> [Mark] {
        guard !limits.lower.isNaN, !limits.upper.isNaN else { return [] }
        var ends = (axis.clamped(limits.lower), axis.clamped(limits.upper))
        if ends.1 - ends.0 < 2 * Self.smallestHalf {
            let middle = (ends.0 + ends.1) / 2
            ends = (middle - Self.smallestHalf, middle + Self.smallestHalf)
        }
        let bar = Mark.rectangle(left: ends.0, top: centre - 2.5, right: ends.1, bottom: centre + 2.5, ink: .prediction)
        return [bar] + arrows(limits, ink: .prediction)
    }

    /// The prediction interval as a line through a diamond, with a tick at each end that is shown.
    private func tail(_ limits: ConfidenceLimits?) -> [Mark] {
        guard let limits, !limits.lower.isNaN, !limits.upper.isNaN else { return [] }
        let ticks = [limits.lower, limits.upper].filter(isShown).map { limit in
            let x = axis.position(limit)
            return Mark.line(from: Point(x, centre - 4), to: Point(x, centre + 4), ink: .prediction, width: 1.3)
        }
        return interval(limits, ink: .prediction, width: 1.3) + ticks
    }
}
