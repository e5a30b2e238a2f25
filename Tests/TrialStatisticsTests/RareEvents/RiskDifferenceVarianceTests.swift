import Testing

@testable import TrialStatistics

@Suite("The two variances of the Mantel–Haenszel risk difference")
struct RiskDifferenceVarianceTests {
    /// The thirteen trials of BCG vaccine: Colditz et al. 1994, doi:10.1001/jama.1994.03510330076038.
    private static let vaccine = [
        [4, 123, 11, 139], [6, 306, 29, 303], [3, 231, 11, 220], [62, 13598, 248, 12867], [33, 5069, 47, 5808],
        [180, 1541, 372, 1451], [8, 2545, 10, 629], [505, 88391, 499, 88391], [29, 7499, 45, 7277],
        [17, 1716, 65, 1665], [186, 50634, 141, 27338], [5, 2498, 3, 2341], [27, 16913, 29, 17854],
    ].map { BinaryComparison(events1: $0[0], total1: $0[1], events2: $0[2], total2: $0[3]) }

    @Test("revman-5 has Greenland and Robins's, as Review Manager; the method by itself has Sato's")
    func revMan() throws {
        let profile = MethodProfiles.revMan5
        let comparisons = try #require(profile.comparisons)
        let fit = try #require(
            try comparisons.fit(
                Self.vaccine, measure: RiskDifference.descriptor, pooling: profile.commonEffect))
        #expect(agree(fit.pooled.estimate, -0.0032881818326129996, relative: 1e-12))
        #expect(agree(fit.pooled.standardError, 0.0002845159218969411, relative: 1e-12))
        let alone = try #require(try MantelHaenszel(MantelHaenszelRiskDifference()).pool(Self.vaccine).estimate)
        #expect(agree(alone.standardError ?? 0, 0.0002866567485273736, relative: 1e-12))
    }

    @Test("in one table Greenland and Robins's is the binomial variance of the difference")
    func oneTable() throws {
        let table = Self.vaccine[5]
        let measure = MantelHaenszelRiskDifference(variance: .greenlandRobins)
        let pooled = try #require(measure.pooled([table]))
        let alone = try #require(measure.effect(of: table))
        #expect(agree(pooled.variance, alone.variance, relative: 1e-12))
    }
}
