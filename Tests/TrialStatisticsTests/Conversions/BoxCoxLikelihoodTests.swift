import Foundation
import Testing
import TrialNumerics
import TrialStatistics

@Suite("Moments by likelihood with an estimated power")
struct BoxCoxLikelihoodTests {
    /// The quantiles that order statistics of n numbers have in the middle.
    private func summary(_ n: Double, _ quantile: (Double) -> Double) -> FiveNumberSummary {
        func at(_ rank: Double) -> Double { quantile((rank - 0.375) / (n + 0.25)) }
        return FiveNumberSummary(
            median: at((n + 1) / 2), total: n, range: (at(1), at(n)),
            quartiles: (at((n + 1) / 4), at(3 * (n + 1) / 4)))
    }

    private func z(_ p: Double) -> Double { NormalDistribution.standard.quantile(p) }

    @Test("log-normal and root-normal data give back their moments, where the log-normal method misses the second")
    func shapes() throws {
        let logNormal = summary(401) { exp(1 + 0.6 * z($0)) }
        let mean = exp(1 + 0.18)
        let found = try BoxCoxLikelihoodMoments().moments(of: logNormal)
        #expect(relativeDistance(found["mean"]!, mean) < 0.02)
        #expect(relativeDistance(found["standard deviation"]!, mean * expm1(0.36).squareRoot()) < 0.05)
        // The square of a normal variable around 4: mean 16 + 1, variance 4 · 16 + 2.
        let root = summary(401) { (4 + z($0)) * (4 + z($0)) }
        let squared = try BoxCoxLikelihoodMoments().moments(of: root)
        let fixed = try LogNormalMoments().moments(of: root)
        #expect(relativeDistance(squared["mean"]!, 17) < 0.02)
        let deviation = 66.0.squareRoot()
        #expect(relativeDistance(squared["standard deviation"]!, deviation) < 0.05)
        #expect(
            relativeDistance(squared["standard deviation"]!, deviation)
                < 0.5 * relativeDistance(fixed["standard deviation"]!, deviation))
    }

    @Test("another unit changes nothing but the unit", arguments: [0.01, 7, 1200])
    func unit(_ unit: Double) throws {
        let plain = FiveNumberSummary(median: 9, total: 50, range: (2, 25), quartiles: (6, 13))
        let scaled = FiveNumberSummary(
            median: 9 * unit, total: 50, range: (2 * unit, 25 * unit), quartiles: (6 * unit, 13 * unit))
        let (a, b) = (
            try BoxCoxLikelihoodMoments().moments(of: plain), try BoxCoxLikelihoodMoments().moments(of: scaled)
        )
        #expect(relativeDistance(a["mean"]! * unit, b["mean"]!) < 1e-5)
        #expect(relativeDistance(a["standard deviation"]! * unit, b["standard deviation"]!) < 1e-4)
    }

    @Test(
        "near what R simulates, and an error below zero",
        arguments: UtilityReference.moments.cases.filter {
            ($0.arguments["method"] as? String)?.hasPrefix("mln") == true
        })
    func reference(_ reference: UtilityReference.Case) throws {
        for (index, mean) in reference.values("mean").enumerated() {
            let found = try BoxCoxLikelihoodMoments().moments(of: MomentReferenceTests.summary(reference, index))
            #expect(relativeDistance(found["mean"]!, mean!) <= MomentReferenceTests.simulated.mean)
            #expect(
                relativeDistance(found["standard deviation"]!, reference.values("sd")[index]!)
                    <= MomentReferenceTests.simulated.deviation)
        }
        #expect(throws: StatisticsError.self) {
            try BoxCoxLikelihoodMoments().moments(
                of: FiveNumberSummary(median: 1, total: 9, range: nil, quartiles: (0, 2)))
        }
    }
}
