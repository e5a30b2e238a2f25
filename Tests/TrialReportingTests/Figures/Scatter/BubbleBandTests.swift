import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite struct BubbleBandTests {
    private func line(_ estimates: [Double], _ values: [Double]) throws -> ModeratorLine {
        let model = try LinearModel(estimates: estimates, variances: estimates.map { _ in 0.02 })
        return try ModeratorLine(model, on: values, name: "year", by: ExploredResults.choices)
    }

    @Test("a band of three studies does not fill the drawing, and says where it is cut")
    func few() throws {
        let line = try line([-0.3, -0.1, -0.35], [1, 2, 3])
        let band = BubbleBand(line)
        let domain = band.domain(around: -0.4 ... -0.05)
        let height = domain.upperBound - domain.lowerBound
        let waist = line.points.map { $0.limits.upper - $0.limits.lower }.min() ?? 0
        #expect(waist < 0.9 * height || height > 3.9 * 0.35)
        #expect(
            band.isCut(by: domain)
                == line.points.contains { $0.limits.upper > domain.upperBound || $0.limits.lower < domain.lowerBound })
        #expect(domain.lowerBound <= -0.4 && domain.upperBound >= -0.05)
    }

    @Test("the narrowest limits of a new study's effect are drawn whole where they leave the studies two fifths")
    func newStudy() throws {
        let estimates = (0..<11).map { [-0.9, -0.2, -0.5][$0 % 3] }
        let band = BubbleBand(try line(estimates, (0..<11).map(Double.init)))
        let domain = band.domain(around: -1 ... -0.1)
        let heights = zip(band.prediction[0], band.prediction[1])
        #expect(heights.contains { domain.contains($0.1) && domain.contains($1.1) })
        #expect(domain.upperBound - domain.lowerBound <= 2.5 * 0.9 + 1e-9)
    }

    @Test("a narrow band leaves the axis to the studies")
    func many() throws {
        let values = (0..<30).map(Double.init)
        let line = try line(
            values.map { 0.02 * $0 + ($0.truncatingRemainder(dividingBy: 2) == 0 ? 0.05 : -0.05) }, values)
        #expect(BubbleBand(line).domain(around: -0.3...1) == -0.3...1)
        #expect(BubbleBand(line).prediction.count == 2)
    }

    @Test("a slope of one unit among thousands is told for a larger step")
    func steps() {
        #expect(BubbleWords.step([1990, 2020]) == 1 && BubbleWords.step([262, 176_782]) == 10_000)
        #expect(BubbleWords.step([0.1, 0.4]) == 0.1 && BubbleWords.step([5, 5]) == 1)
    }
}
