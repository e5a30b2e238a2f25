import Testing
import TrialForensics
import TrialNumerics

@Suite("Bounds of a standard deviation")
struct SpreadBoundsTests {
    private func moments(_ values: [Double]) -> (mean: Double, sd: Double) {
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, (squares / Double(values.count - 1)).squareRoot())
    }

    @Test("half at each end is the most; all but the ends together is the least")
    func known() throws {
        let most = try #require(SpreadBounds.greatest(mean: Interval(5, 5), low: 0, high: 10, n: 4))
        #expect(abs(most - moments([0, 0, 10, 10]).sd) < 1e-12)
        let least = try #require(SpreadBounds.least(mean: Interval(5, 5), low: 0, high: 10, n: 4))
        #expect(abs(least - moments([0, 5, 5, 10]).sd) < 1e-12)
        #expect(SpreadBounds.greatest(mean: Interval(11, 12), low: 0, high: 10, n: 4) == nil)
        #expect(SpreadBounds.greatest(mean: Interval(5, 5), low: 0, high: 10, n: 1) == nil)
    }

    @Test("no sample leaves them, and no median is farther than √((n − 1)/n) standard deviations from the mean")
    func samples() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            let n = Int(generator.uniform() * 9) + 2
            let values = (0..<n).map { _ in (generator.uniform() * 20).rounded() / 2 }.sorted()
            let (mean, sd) = moments(values)
            let box = Interval(mean, mean)
            let low = values[0]
            let high = values[n - 1]
            if low < high {
                #expect(sd <= (SpreadBounds.greatest(mean: box, low: low, high: high, n: n) ?? 0) + 1e-9)
            }
            #expect(sd >= (SpreadBounds.least(mean: box, low: low, high: high, n: n) ?? .infinity) - 1e-9)
            let median = n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2
            #expect(abs(mean - median) <= sd * SpreadBounds.medianDistance(n: n) + 1e-9)
        }
    }
}
