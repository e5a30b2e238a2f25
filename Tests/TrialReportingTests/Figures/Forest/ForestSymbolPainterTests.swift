import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite struct ForestSymbolPainterTests {
    private let painter = ForestSymbolPainter(
        axis: PlotAxis(transform: .linear, domain: 0...10, pixels: 100...200), centre: 50)

    private func effect(_ estimate: Double, _ lower: Double, _ upper: Double) -> NaturalEffect {
        NaturalEffect(estimate, ConfidenceLimits(lower: lower, upper: upper), scale: .identity)
    }

    private func widths(_ marks: [Mark], _ ink: Ink) -> [Double] {
        marks.compactMap { mark in
            guard case .polygon(let points, ink) = mark else { return nil }
            let places = points.map(\.x)
            return (places.max() ?? 0) - (places.min() ?? 0)
        }
    }

    @Test("a diamond reaches from limit to limit, and one of no width is still seen")
    func diamond() {
        #expect(widths(painter.marks(.diamond(effect(5, 2, 8), ink: .pooled)), .pooled) == [60])
        #expect(widths(painter.marks(.diamond(effect(5, 5, 5), ink: .pooled)), .pooled) == [3])
        #expect(widths(painter.marks(.bar(ConfidenceLimits(lower: 5, upper: 5))), .prediction) == [3])
    }

    @Test("what leaves the axis is cut there and ends in an arrow, on each side by itself")
    func arrows() {
        let open = painter.marks(.diamond(effect(5, -3, .infinity), ink: .pooled))
        #expect(widths(open, .pooled) == [100, 7, 7])
        let right = painter.marks(.point(effect(5, 2, 12), ink: .estimate))
        #expect(widths(right, .estimate) == [7])
    }

    @Test("tails of a diamond have a tick at each end that is shown")
    func tails() {
        let tail = ConfidenceLimits(lower: 1, upper: 14)
        let marks = painter.marks(.diamond(effect(5, 4, 6), ink: .pooled, tail: tail))
        let lines = marks.compactMap { mark -> (Point, Point)? in
            if case .line(let from, let to, .prediction, _, _) = mark { (from, to) } else { nil }
        }
        #expect(lines.count == 2)
        #expect(lines.contains { $0.0.x == 110 && $0.1.x == 110 })
        #expect(widths(marks, .prediction) == [7])
    }

    @Test("an estimate that does not exist draws nothing")
    func nothing() {
        #expect(painter.marks(.square(effect(.nan, 1, 2), share: 1, ink: .estimate)).isEmpty)
        #expect(painter.marks(.diamond(effect(.nan, 1, 2), ink: .pooled)).isEmpty)
        #expect(painter.marks(.stalk(.nan, from: 0, ink: .estimate)).isEmpty)
    }
}
