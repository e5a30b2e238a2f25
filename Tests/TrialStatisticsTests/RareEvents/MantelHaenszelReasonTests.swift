import Testing

@testable import TrialStatistics

@Suite("Mantel–Haenszel without an answer says why")
struct MantelHaenszelReasonTests {
    private static let full = [(12.0, 9.0), (5, 7)].map {
        BinaryComparison(events1: $0, total1: $0, events2: $1, total2: $1)
    }
    private static let empty = [BinaryComparison(events1: 0, total1: 12, events2: 0, total2: 9)]

    @Test("with all events in every group a log risk ratio is 0, so is its standard error, and the reason says it")
    func onlyEventsRiskRatio() throws {
        let pooled = try #require(MantelHaenszelRiskRatio().pooled(Self.full))
        #expect(abs(pooled.estimate) < 1e-15 && pooled.variance == 0)
        let reason = try MantelHaenszel(MantelHaenszelRiskRatio()).pool(Self.full).reason
        #expect(reason?.code == "only-events")
        #expect(reason?.message.contains("every participant of every study has the event") == true)
    }

    @Test("all events: each measure, each rule, random effects too")
    func onlyEvents() throws {
        #expect(try MantelHaenszel(MantelHaenszelRiskDifference()).pool(Self.full).reason?.code == "only-events")
        #expect(try MantelHaenszel(MantelHaenszelOddsRatio()).pool(Self.full).reason?.code == "only-events")
        let revMan = MantelHaenszel(MantelHaenszelRiskRatio(), correction: .revMan)
        #expect(try revMan.pool(Self.full).reason?.code == "only-events")
        #expect(try RevManRandomEffects(MantelHaenszelRiskRatio()).pool(Self.full).reason?.code == "only-events")
    }

    @Test("no event stays what it was; one study of each kind is told apart from both")
    func others() throws {
        let ratio = MantelHaenszel(MantelHaenszelRiskRatio())
        let difference = MantelHaenszel(MantelHaenszelRiskDifference())
        #expect(try ratio.pool(Self.empty).reason?.code == "no-events")
        #expect(try difference.pool(Self.empty).reason?.message.contains("no event in any study") == true)
        let mixed = Self.full + Self.empty
        let odds = try MantelHaenszel(MantelHaenszelOddsRatio()).pool(mixed).reason
        #expect(odds?.code == "no-informative-study")
        let apart = try difference.pool(mixed).reason
        #expect(apart?.code == "zero-variance" && apart?.message.contains("nothing but events") == true)
    }
}
