import TrialResults
import TrialStatistics

/// Draws the squares, diamonds and bars of a forest plot on one row.
struct ForestSymbolPainter {
    let axis: PlotAxis
    /// The middle of the row, in pixels from the top.
    let centre: Double

    private static let largestSide = 11.0
    private static let smallestSide = 2.5
    private static let diamondHeight = 5.5

    /// The marks of a symbol; none where its estimate does not exist.
    func marks(_ symbol: ForestContent.Symbol) -> [Mark] {
        switch symbol {
        case .square(let effect, let share): square(effect, share: share)
        case .diamond(let effect, let ink): diamond(effect, ink: ink)
        case .bar(let limits): bar(limits)
        }
    }

    private func square(_ effect: NaturalEffect, share: Double) -> [Mark] {
        guard !effect.estimate.isNaN else { return [] }
        let limits = ConfidenceLimits(lower: effect.lower, upper: effect.upper)
        let whisker = interval(limits, ink: .estimate, width: 1.3)
        guard !axis.isBefore(effect.estimate), !axis.isAfter(effect.estimate) else { return whisker }
        let half = max(Self.largestSide * share.squareRoot(), Self.smallestSide) / 2
        let x = axis.position(effect.estimate)
        return whisker + [
            .rectangle(left: x - half, top: centre - half, right: x + half, bottom: centre + half, ink: .estimate)
        ]
    }

    private func interval(_ limits: ConfidenceLimits, ink: Ink, width: Double) -> [Mark] {
        guard !limits.lower.isNaN, !limits.upper.isNaN else { return [] }
        var marks: [Mark] = [
            .line(
                from: Point(axis.clamped(limits.lower), centre), to: Point(axis.clamped(limits.upper), centre),
                ink: ink,
                width: width)
        ]
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
        let tips = (left: axis.position(effect.lower), right: axis.position(effect.upper))
        guard tips.left.isFinite, tips.right.isFinite else { return [] }
        let middle = axis.clamped(effect.estimate)
        let cutLeft = max(tips.left, axis.pixels.lowerBound)
        let cutRight = min(tips.right, axis.pixels.upperBound)
        let left = height(at: cutLeft, tip: tips.left, middle: middle)
        let right = height(at: cutRight, tip: tips.right, middle: middle)
        var marks: [Mark] = [
            .polygon(
                [
                    Point(cutLeft, centre - left), Point(middle, centre - Self.diamondHeight),
                    Point(cutRight, centre - right), Point(cutRight, centre + right),
                    Point(middle, centre + Self.diamondHeight), Point(cutLeft, centre + left),
                ], ink: ink)
        ]
        if axis.isBefore(effect.lower) { marks.append(arrow(at: axis.pixels.lowerBound, direction: -1, ink: ink)) }
        if axis.isAfter(effect.upper) { marks.append(arrow(at: axis.pixels.upperBound, direction: 1, ink: ink)) }
        return marks
    }

    /// Half the diamond's height at a cut between its tip and its middle.
    private func height(at cut: Double, tip: Double, middle: Double) -> Double {
        tip == middle ? 0 : Self.diamondHeight * min(1, abs(cut - tip) / abs(middle - tip))
    }

    private func bar(_ limits: ConfidenceLimits) -> [Mark] {
        guard !limits.lower.isNaN, !limits.upper.isNaN else { return [] }
        let ends = (axis.clamped(limits.lower), axis.clamped(limits.upper))
        var marks: [Mark] = [
            .rectangle(left: ends.0, top: centre - 2.5, right: ends.1, bottom: centre + 2.5, ink: .prediction)
        ]
        if axis.isBefore(limits.lower) {
            marks.append(arrow(at: axis.pixels.lowerBound, direction: -1, ink: .prediction))
        }
        if axis.isAfter(limits.upper) {
            marks.append(arrow(at: axis.pixels.upperBound, direction: 1, ink: .prediction))
        }
        return marks
    }
}
