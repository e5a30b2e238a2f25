import Testing
import TrialForensics
import TrialNumerics

@Suite("Standard deviation or standard error")
struct SpreadComparisonTests {
    @Test("√n too small and √n too large are told apart")
    func verdicts() {
        let others = [SpreadComparison.Spread(sd: 1.1, n: 25), .init(sd: 0.9, n: 30)]
        #expect(SpreadComparison(.init(sd: 0.2, n: 25), with: others).verdict == .standardError)
        #expect(SpreadComparison(.init(sd: 5, n: 25), with: others).verdict == .multipliedDeviation)
        #expect(SpreadComparison(.init(sd: 0.7, n: 25), with: others).verdict == .fits)
        #expect(SpreadComparison(.init(sd: 0.2, n: 25), with: []).verdict == .fits)
        #expect(SpreadComparison(.init(sd: 0.4, n: 4), with: others).verdict == .fits)
    }

    @Test("equal variances are suspected less than once in two thousand")
    func falseAlarms() {
        var generator = SeededGenerator(seed: 3)
        func spread(_ n: Int) -> SpreadComparison.Spread {
            let values = (0..<n).map { _ in generator.normal() }
            let mean = values.reduce(0, +) / Double(n)
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return .init(sd: (squares / Double(n - 1)).squareRoot(), n: n)
        }
        var alarms = 0
        for _ in 0..<4000 {
            let (n, m) = (Int(generator.uniform() * 20) + 6, Int(generator.uniform() * 20) + 6)
            if SpreadComparison(spread(n), with: [spread(m)]).verdict != .fits { alarms += 1 }
        }
        // One in 5,000 is expected at each side's 1 in 10,000; more than two would mean that the test is wrong.
        #expect(alarms <= 2)
    }
}
