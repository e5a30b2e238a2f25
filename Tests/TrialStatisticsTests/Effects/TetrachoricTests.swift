import Testing
import TrialNumerics
import TrialStatistics

@Suite("The tetrachoric correlation solves its equation")
struct TetrachoricTests {
    @Test(
        "the bivariate normal probability, integrated another way, is the observed share",
        arguments: [(4, 119, 11, 128), (62, 13536, 248, 12619), (1, 96, 19, 84), (30, 5, 6, 28), (500, 1, 2, 400)]
            as [(Double, Double, Double, Double)])
    func equation(a: Double, b: Double, c: Double, d: Double) throws {
        let r = try TetrachoricCorrelation().effect(
            of: BinaryComparison(events1: a, total1: a + b, events2: c, total2: c + d)
        ).estimate
        let n = a + b + c + d
        let normal = NormalDistribution.standard
        let (h, k) = (normal.quantile((a + b) / n), normal.quantile((a + c) / n))
        let root = (1 - r * r).squareRoot()
        let share = Quadrature.integral(from: -12, to: h, depth: 20) { x in
            normal.density(x) * normal.cumulative((k - r * x) / root)
        }.value
        #expect(abs(share - a / n) < 1e-11)
    }

    @Test("a zero cell gives the bound without a variance")
    func zeroCell() {
        let study = BinaryComparison(events1: 0, total1: 10, events2: 3, total2: 10)
        guard case .failure(let exclusion) = TetrachoricCorrelation().effects(of: [study])[0] else {
            Issue.record("a variance at the bound")
            return
        }
        #expect(exclusion.estimate == -1)
        #expect(exclusion.variance == nil)
    }
}
