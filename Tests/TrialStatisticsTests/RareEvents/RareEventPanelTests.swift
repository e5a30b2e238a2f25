import Foundation
import Testing
import TrialNumerics
import TrialStatistics

@Suite("Panels of rare events")
struct RareEventPanelTests {
    @Test("4 of 87 against 0 of 87: who can answers, the others say why") func fourAgainstNone() throws {
        let table = try BinaryComparisonPanel().table(for: RareEventCases.fourAgainstNone)
        let answered = Set(table.rows.filter { $0.answer.estimate != nil }.map(\.code))
        #expect(
            answered.isSuperset(of: [
                "exact-or", "mid-p-or", "mantel-haenszel-or-zero-cells", "mantel-haenszel-rd", "peto",
                "inverse-variance-or", "firth-or", "arcsine-difference",
            ]))
        for row in table.rows where row.answer.estimate == nil {
            #expect(["no-events-on-control", "one-sum-zero"].contains(row.answer.reason!.code), "\(row.code)")
        }
        #expect(table.headline == "exact-or")
        let firth = try #require(table["firth-or"]?.answer.estimate)
        #expect(firth.lower > -1 && firth.lower < 0.6 && firth.upper.isFinite)
    }

    @Test("0 of 133 in nine cohorts") func noneInNine() throws {
        let table = try ProportionPanel().table(for: RareEventCases.noneInNine)
        #expect(table.headline == "exact-proportion")
        #expect(table["glmm-logit-normal"]?.answer.reason?.code == "no-events")
        let arcsine = try #require(table["double-arcsine-harmonic-mean"])
        #expect(arcsine.answer.estimate!.upper < 0.027)
        #expect(arcsine.warnings.contains { $0.code == "no-events" })
    }

    @Test("one event among sixty participants: exact limits, not a model of differences")
    func fewEvents() throws {
        let counts: [(Double, Double)] = [(0, 5), (1, 19), (0, 10), (0, 6), (0, 20)]
        let table = try ProportionPanel().table(for: counts.map { BinaryGroup(events: $0.0, total: $0.1) })
        #expect(table.headline == "exact-proportion")
        let enough = try ProportionPanel().table(
            for: [(4, 20), (5, 19), (6, 20)].map { BinaryGroup(events: $0, total: $1) })
        #expect(enough.headline == "glmm-logit-normal")
    }

    @Test("enough events: the mixed model is the headline") func enoughEvents() throws {
        let table = try BinaryComparisonPanel().table(for: MixedModelTests.bcg)
        #expect(table.headline == "glmm-conditional-exact-or")
        #expect(
            table.rows.allSatisfy { $0.answer.estimate != nil }, "\(table.rows.filter { $0.answer.estimate == nil })")
    }

    @Test("a panel survives JSON, infinite limits included") func json() throws {
        let table = try BinaryComparisonPanel().table(for: RareEventCases.fourAgainstNone)
        let data = try JSONEncoder().encode(table)
        #expect(try JSONDecoder().decode(RareEventTable.self, from: data) == table)
    }

    @Test("rates: the conditional methods agree with each other") func rates() throws {
        let studies = [(9.0, 413.0, 19.0, 398.0), (8, 263, 19, 245), (3, 487, 13, 435), (0, 90, 0, 95)].map {
            CountComparison(count1: $0.0, time1: $0.1, count2: $0.2, time2: $0.3)
        }
        let table = try CountComparisonPanel().table(for: studies)
        let exact = try #require(table["exact-irr"]?.answer.estimate)
        let mixed = try #require(table["glmm-conditional-exact-irr"]?.answer.estimate)
        #expect(agree(exact.estimate, mixed.estimate, relative: 1e-7), "no heterogeneity here")
        #expect(table.headline == "mantel-haenszel-irr")
        let single = try RatePanel().table(for: studies.map { CountGroup(count: $0.count2, time: $0.time2) })
        #expect(single.headline == "glmm-poisson-normal")
    }

    @Test("a thousand random small tables: an answer or a reason, never NaN") func sweep() throws {
        try sweepTables(1000, seed: 20_260_701)
    }

    static let isSlow = ProcessInfo.processInfo.environment["TRIALPOOL_SLOW_TESTS"] != nil

    @Test("ten thousand random small tables", .enabled(if: isSlow, "slow; set TRIALPOOL_SLOW_TESTS"))
    func longSweep() throws { try sweepTables(10_000, seed: 99) }

    private func sweepTables(_ count: Int, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<count {
            let tables = randomTables(&generator)
            let table = try BinaryComparisonPanel().table(for: tables)
            for row in table.rows {
                guard let estimate = row.answer.estimate else {
                    #expect(row.answer.reason!.code != "numerical-failure", "\(row.code) \(tables)")
                    continue
                }
                #expect(!(estimate.estimate.isNaN || estimate.lower.isNaN || estimate.upper.isNaN))
                #expect(estimate.lower <= estimate.estimate && estimate.estimate <= estimate.upper, "\(row.code)")
                #expect(estimate.estimate.isInfinite || abs(estimate.estimate) < 50, "\(row.code) \(tables)")
            }
        }
    }

    @Test("random rates: an answer or a reason, never NaN") func sweepRates() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let studies = randomTables(&generator).map {
                CountComparison(
                    count1: $0.events1, time1: $0.total1 * 3.7, count2: $0.events2, time2: $0.total2 * 2.9)
            }
            let single = studies.map { CountGroup(count: $0.count1, time: $0.time1) }
            let rows = try CountComparisonPanel().table(for: studies).rows + RatePanel().table(for: single).rows
            for row in rows {
                guard let estimate = row.answer.estimate else {
                    #expect(row.answer.reason!.code != "numerical-failure", "\(row.code) \(studies)")
                    continue
                }
                #expect(estimate.lower <= estimate.estimate && estimate.estimate <= estimate.upper, "\(row.code)")
            }
        }
    }

    @Test("two hundred random cohorts: an answer or a reason, never NaN") func sweepSingle() throws {
        var generator = SeededGenerator(seed: 42)
        for _ in 0..<200 {
            let groups = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
                let total = Int.random(in: 1...30, using: &generator)
                let risk = generator.uniform() < 0.5 ? 0.05 : 0.5
                return BinaryGroup(events: binomial(total, risk, &generator), total: Double(total))
            }
            for row in try ProportionPanel().table(for: groups).rows {
                guard let estimate = row.answer.estimate else {
                    #expect(row.answer.reason!.code != "numerical-failure", "\(row.code) \(groups)")
                    continue
                }
                #expect(estimate.lower <= estimate.estimate && estimate.estimate <= estimate.upper, "\(row.code)")
            }
        }
    }
}

private func binomial(_ total: Int, _ risk: Double, _ generator: inout SeededGenerator) -> Double {
    Double((0..<total).filter { _ in generator.uniform() < risk }.count)
}

func randomTables(_ generator: inout SeededGenerator) -> [BinaryComparison] {
    let risk = [0.01, 0.05, 0.2, 0.9].randomElement(using: &generator)!
    return (0..<Int.random(in: 1...8, using: &generator)).map { _ in
        let (n1, n2) = (Int.random(in: 1...40, using: &generator), Int.random(in: 1...40, using: &generator))
        let tilt = min(0.99, risk * (0.3 + 1.5 * generator.uniform()))
        return BinaryComparison(
            events1: binomial(n1, tilt, &generator), total1: Double(n1), events2: binomial(n2, risk, &generator),
            total2: Double(n2))
    }
}
