import Testing
import TrialForensics
import TrialNumerics

@Suite("GRIM")
struct GrimTestTests {
    @Test("the example of Brown and Heathers: 28 people cannot have a mean of 5.19 on a scale of integers")
    func published() {
        let test = GrimTest(n: 28)
        // 145/28 = 5.1786 and 146/28 = 5.2143: 5.18 and 5.21 are possible, 5.19 and 5.20 are not.
        #expect(test.allows(PrintedNumber(5.18, decimals: 2)))
        #expect(!test.allows(PrintedNumber(5.19, decimals: 2)))
        #expect(!test.allows(PrintedNumber(5.20, decimals: 2)))
        #expect(test.allows(PrintedNumber(5.21, decimals: 2)))
        let (below, above) = test.neighbours(of: PrintedNumber(5.19, decimals: 2))
        #expect(abs(below - 145.0 / 28) < 1e-12 && abs(above - 146.0 / 28) < 1e-12)
    }

    @Test("further published examples", arguments: [(49, 5.93), (10, 3.45), (43, 5.27)])
    func impossible(n: Int, mean: Double) {
        // The Economist 2016 on Brown and Heathers; Allard 2018; the vignette of scrutiny.
        #expect(!GrimTest(n: n).allows(PrintedNumber(mean, decimals: 2)))
    }

    @Test("items averaged into each value make the grid finer")
    func items() {
        // 28 people and 2 items: multiples of 1/56, so 5.20 (291/56 = 5.196) becomes possible.
        #expect(GrimTest(n: 28, items: 2).allows(PrintedNumber(5.20, decimals: 2)))
        #expect(!GrimTest(n: 28).isInformative(decimals: 1))
        #expect(GrimTest(n: 28).isInformative(decimals: 2))
    }

    @Test("steps of a half, as on the EDSS, and an origin away from zero")
    func steps() {
        #expect(GrimTest(n: 10, step: 0.5).allows(PrintedNumber(5.15, decimals: 2)))
        #expect(!GrimTest(n: 10, step: 0.5).allows(PrintedNumber(5.17, decimals: 2)))
        // Values 1, 3, 5: means of 2 are 1, 2, 3, …
        #expect(GrimTest(n: 2, step: 2, origin: 1).allows(PrintedNumber(2.0, decimals: 1)))
        #expect(!GrimTest(n: 2, step: 2, origin: 1).allows(PrintedNumber(2.5, decimals: 1)))
    }

    @Test("it agrees with trying every sum")
    func bruteForce() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<2000 {
            let n = Int(generator.uniform() * 40) + 1
            let decimals = Int(generator.uniform() * 3)
            let power = [1.0, 10.0, 100.0][decimals]
            let value = (generator.uniform() * 10 * power).rounded() / power
            let tried = (0...(12 * n)).contains { abs(Double($0) / Double(n) - value) <= 0.5 / power + 1e-9 }
            #expect(GrimTest(n: n).allows(PrintedNumber(value, decimals: decimals)) == tried)
        }
    }
}
