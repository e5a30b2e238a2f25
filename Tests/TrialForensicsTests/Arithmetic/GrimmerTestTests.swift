import Testing
import TrialForensics

@Suite("GRIMMER")
struct GrimmerTestTests {
    private func allows(_ n: Int, _ mean: Double, _ sd: Double, step: Double = 1, range: Interval? = nil) -> Bool {
        GrimmerTest(GrimTest(n: n, step: step), range: range, allowsPopulationDivisor: false).allows(
            mean: PrintedNumber(mean, decimals: 2), sd: PrintedNumber(sd, decimals: 2))
    }

    @Test("the example of scrutiny, an implementation in R: mean 7.3, SD 2.51, n 12 is impossible")
    func published() {
        // 87/12 rounds to 7.3 with squares of 700, even where 87 is odd; 88/12 would need squares between 714.4 and 714.9.
        let test = GrimmerTest(GrimTest(n: 12), allowsPopulationDivisor: false)
        #expect(test.means.allows(PrintedNumber(7.3, decimals: 1)))
        #expect(!test.allows(mean: PrintedNumber(7.3, decimals: 1), sd: PrintedNumber(2.51, decimals: 2)))
        #expect(test.allows(mean: PrintedNumber(7.3, decimals: 1), sd: PrintedNumber(2.53, decimals: 2)))
    }

    @Test("a sum of 62 in eighteen integers: squares of 318 are possible, of 317 are not")
    func parity() {
        #expect(!allows(18, 3.44, 2.47))
        #expect(allows(18, 3.44, 2.48))
    }

    @Test("a mean that GRIM rules out has no standard deviation")
    func impossibleMean() {
        #expect(!allows(28, 5.19, 1.20))
    }

    @Test("it agrees with every multiset of five values of a scale from 1 to 5")
    func bruteForce() {
        var possible: Set<[Double]> = []
        func visit(_ values: [Int]) {
            guard values.count < 5 else {
                let n = 5.0
                let sum = Double(values.reduce(0, +))
                let squares = Double(values.reduce(0) { $0 + $1 * $1 })
                let sd = ((squares - sum * sum / n) / (n - 1)).squareRoot()
                possible.insert([(sum / n * 100).rounded() / 100, (sd * 100).rounded() / 100])
                return
            }
            for value in (values.last ?? 1)...5 { visit(values + [value]) }
        }
        visit([])
        for pair in possible {
            #expect(allows(5, pair[0], pair[1], range: Interval(1, 5)), "\(pair)")
        }
        // Of everything that could be printed, little is possible, and the test refuses most of the rest.
        var refused = 0
        var impossible = 0
        for mean in stride(from: 1.0, through: 5, by: 0.2) {
            for hundredths in 0...224 {
                let pair = [(mean * 100).rounded() / 100, Double(hundredths) / 100]
                guard !possible.contains(pair) else { continue }
                impossible += 1
                if !allows(5, pair[0], pair[1], range: Interval(1, 5)) { refused += 1 }
            }
        }
        #expect(impossible > 4000)
        #expect(Double(refused) / Double(impossible) > 0.99)
    }

    @Test("steps of a half, and the divisor n")
    func stepsAndDivisor() {
        // 4, 4.5, 5, 6: mean 4.875, SD 0.854 (0.739 with divisor n).
        #expect(allows(4, 4.88, 0.85, step: 0.5))
        #expect(!allows(4, 4.88, 0.74, step: 0.5))
        let both = GrimmerTest(GrimTest(n: 4, step: 0.5))
        #expect(both.allows(mean: PrintedNumber(4.88, decimals: 2), sd: PrintedNumber(0.74, decimals: 2)))
        #expect(
            GrimmerTest(GrimTest(n: 1)).allows(mean: PrintedNumber(3, decimals: 0), sd: PrintedNumber(0, decimals: 0)))
    }
}
