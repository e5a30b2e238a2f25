import Foundation
import Testing
import TrialNumerics
import TrialStatistics

/// The distribution of the treatment arm's events by enumeration of every table with the same margins.
private struct Enumeration {
    /// Σ ∏ C(n₁, x) C(n₂, m − x) by the sum of x, with exact integers in doubles.
    var weights: [Int: Double] = [0: 1]

    init(_ tables: [BinaryComparison]) {
        for table in tables {
            let margin = Int(table.events1 + table.events2)
            var next: [Int: Double] = [:]
            for x in 0...margin {
                let ways = Self.choose(Int(table.total1), x) * Self.choose(Int(table.total2), margin - x)
                for (sum, weight) in weights where ways > 0 { next[sum + x, default: 0] += weight * ways }
            }
            weights = next
        }
    }

    static func choose(_ n: Int, _ k: Int) -> Double {
        guard k >= 0, k <= n else { return 0 }
        return (0..<k).reduce(1.0) { ($0 * Double(n - $1)) / Double($1 + 1) }
    }

    func probability(_ keep: (Int) -> Bool, oddsRatio: Double) -> Double {
        let total = weights.reduce(0) { $0 + $1.value * pow(oddsRatio, Double($1.key)) }
        return weights.filter { keep($0.key) }.reduce(0) { $0 + $1.value * pow(oddsRatio, Double($1.key)) } / total
    }

    /// The odds ratio at which a probability that rises with it is reached, by bisection.
    func oddsRatio(_ keep: (Int) -> Bool, reaching target: Double, rising: Bool) -> Double {
        var (low, high) = (-40.0, 40.0)
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            if (probability(keep, oddsRatio: exp(middle)) < target) == rising { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }
}

@Suite("Exact inference")
struct ExactInferenceTests {
    @Test("4 of 87 against 0 of 87: the limit equals an enumeration") func issueCase() throws {
        let tables = RareEventCases.fourAgainstNone
        let answer = try #require(try ExactCommonRatio<BinaryComparison>().pool(tables).estimate)
        let enumeration = Enumeration(tables)
        let limit = enumeration.oddsRatio({ $0 >= 4 }, reaching: 0.025, rising: true)
        #expect(agree(answer.lower, limit, relative: 1e-10))
        #expect(answer.upper == .infinity && answer.estimate == .infinity)
        // One table of margins: all four events on treatment.
        let p = 2 * enumeration.probability({ $0 >= 4 }, oddsRatio: 1)
        #expect(agree(answer.pValue!, p, relative: 1e-10))
    }

    @Test("mixed tables: both limits and the estimate equal an enumeration", arguments: ExactTail.allCases)
    func enumerated(_ tail: ExactTail) throws {
        let tables = [(2.0, 15.0, 1.0, 12.0), (3, 20, 5, 22), (0, 9, 1, 11), (4, 13, 2, 14), (0, 10, 0, 9)].map {
            BinaryComparison(events1: $0.0, total1: $0.1, events2: $0.2, total2: $0.3)
        }
        let enumeration = Enumeration(tables)
        let answer = try #require(try ExactCommonRatio<BinaryComparison>(tail: tail).pool(tables).estimate)
        let at = enumeration.probability({ $0 == 9 }, oddsRatio: exp(answer.lower))
        let above = enumeration.probability({ $0 > 9 }, oddsRatio: exp(answer.lower))
        #expect(agree(above + (tail == .full ? 1 : 0.5) * at, 0.025, relative: 1e-10))
        let below = enumeration.probability({ $0 < 9 }, oddsRatio: exp(answer.upper))
        let atUpper = enumeration.probability({ $0 == 9 }, oddsRatio: exp(answer.upper))
        #expect(agree(below + (tail == .full ? 1 : 0.5) * atUpper, 0.025, relative: 1e-10))
        let top = exp(answer.estimate)
        for other in [0.99, 1.01] {
            #expect(
                enumeration.probability({ $0 == 9 }, oddsRatio: top * other)
                    < enumeration.probability({ $0 == 9 }, oddsRatio: top))
        }
    }

    @Test("Fisher's tea: the limits solve the tails' polynomials") func fisher() throws {
        let table = [BinaryComparison(events1: 3, total1: 4, events2: 1, total2: 4)]
        let answer = try #require(try ExactCommonRatio<BinaryComparison>().pool(table).estimate)
        // fisher.test gives 6.408309 at its root finder's accuracy.
        #expect(agree(answer.natural, 6.408309, relative: 1e-5))
        func masses(_ odds: Double) -> [Double] { [1, 16 * odds, 36 * odds * odds, 16 * pow(odds, 3), pow(odds, 4)] }
        let low = masses(answer.naturalLower)
        #expect(agree((low[3] + low[4]) / low.reduce(0, +), 0.025, relative: 1e-10))
        let high = masses(answer.naturalUpper)
        #expect(agree(1 - high[4] / high.reduce(0, +), 0.025, relative: 1e-10))
    }

    @Test("equal exposures give the binomial limits") func rates() throws {
        let studies = [(3.0, 1.0), (5, 2), (1, 4)].map {
            CountComparison(count1: $0.0, time1: 100, count2: $0.1, time2: 100)
        }
        let answer = try #require(try ExactCommonRatio<CountComparison>().pool(studies).estimate)
        let limits = ClopperPearson().limits(of: BinaryGroup(events: 9, total: 16), level: 0.95)
        #expect(agree(answer.lower, log(limits.lower / (1 - limits.lower)), relative: 1e-9))
        #expect(agree(answer.upper, log(limits.upper / (1 - limits.upper)), relative: 1e-9))
        #expect(agree(answer.estimate, log(9.0 / 7.0), relative: 1e-9))
    }

    @Test("large tables stay exact: the conditional estimate is the conditional model's") func largeTables() throws {
        let answer = try #require(try ExactCommonRatio<BinaryComparison>().pool(MixedModelTests.bcg).estimate)
        let model = try MixedModel(ConditionalExact<BinaryComparison>(), heterogeneous: false)
            .analyse(MixedModelTests.bcg).get()
        #expect(agree(answer.estimate, model.coefficients[0].estimate, relative: 1e-9))
    }

    @Test("0 of 133 in nine cohorts: the limit is 1 − 0.025^(1/133)") func noneInNine() throws {
        let answer = try #require(try ExactPooledProportion().pool(RareEventCases.noneInNine).estimate)
        #expect(answer.estimate == 0 && answer.lower == 0)
        #expect(agree(answer.upper, 1 - pow(0.025, 1 / 133.0), relative: 1e-12))
        #expect(answer.upper > 0.027 && answer.upper < 0.028)
    }

    @Test("fractional counts are refused") func fractional() throws {
        let table = [BinaryComparison(events1: 0.5, total1: 21, events2: 3, total2: 20)]
        #expect(try ExactCommonRatio<BinaryComparison>().pool(table).reason?.code == "fractional-counts")
        #expect(try MixedModel(ConditionalExact<BinaryComparison>()).pool(table).reason?.code == "fractional-counts")
    }
}

@Suite("Intervals of one proportion")
struct ProportionIntervalTests {
    static let intervals: [any ProportionInterval] = [
        ClopperPearson(), Wilson(), Wilson(continuityCorrection: true), Jeffreys(), AgrestiCoull(),
    ]

    @Test("7 of 20 as published") func published() {
        // Clopper–Pearson 0.1539092, 0.5921885; Wilson 0.1811918, 0.5671457 (binom::binom.confint).
        let group = BinaryGroup(events: 7, total: 20)
        let exact = ClopperPearson().limits(of: group, level: 0.95)
        #expect(agree(exact.lower, 0.1539092, relative: 1e-6) && agree(exact.upper, 0.5921885, relative: 1e-6))
        let score = Wilson().limits(of: group, level: 0.95)
        #expect(agree(score.lower, 0.1811918, relative: 1e-6) && agree(score.upper, 0.5671457, relative: 1e-6))
    }

    @Test("mirrored counts give mirrored limits") func mirror() {
        for interval in Self.intervals {
            for events in [0.0, 1, 7, 20] {
                let a = interval.limits(of: BinaryGroup(events: events, total: 20), level: 0.9)
                let b = interval.limits(of: BinaryGroup(events: 20 - events, total: 20), level: 0.9)
                #expect(agree(a.lower, 1 - b.upper, relative: 1e-12, floor: 1e-13), "\(interval.code) \(events)")
                #expect(a.lower <= events / 20 + 1e-12 && events / 20 <= a.upper + 1e-12)
            }
        }
    }

    @Test("exact limits cover: both tails keep at most half the error") func covers() {
        for events in 0...15 {
            let limits = ClopperPearson().limits(of: BinaryGroup(events: Double(events), total: 15), level: 0.95)
            if events > 0 {
                let tail = BinomialDistribution(trials: 15, probability: limits.lower).upperTail(Double(events - 1))
                #expect(agree(tail, 0.025, relative: 1e-9))
            }
            if events < 15 {
                let tail = BinomialDistribution(trials: 15, probability: limits.upper).cumulative(Double(events))
                #expect(agree(tail, 0.025, relative: 1e-9))
            }
        }
    }

    @Test("Garwood's limits of 0 and 5 events") func garwood() {
        // Published: 0 → 3.688879; 5 → 1.623486, 11.66833.
        let none = Garwood().limits(of: CountGroup(count: 0, time: 1), level: 0.95)
        #expect(none.lower == 0 && agree(none.upper, 3.688879, relative: 1e-6))
        let five = Garwood().limits(of: CountGroup(count: 5, time: 1), level: 0.95)
        #expect(agree(five.lower, 1.623486, relative: 1e-6) && agree(five.upper, 11.66833, relative: 1e-6))
    }
}
