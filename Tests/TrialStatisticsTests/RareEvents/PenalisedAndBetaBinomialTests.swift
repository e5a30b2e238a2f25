import Foundation
import Testing
import TrialNumerics

@testable import TrialStatistics

@Suite("Firth's penalised logistic regression")
struct FirthLogisticTests {
    @Test(
        "one table: ½ in each cell", arguments: [(4.0, 30.0, 0.0, 28.0), (3, 12, 5, 17), (0, 9, 0, 7), (8, 8, 2, 11)])
    func oneTable(_ cells: (Double, Double, Double, Double)) throws {
        let table = BinaryComparison(events1: cells.0, total1: cells.1, events2: cells.2, total2: cells.3)
        if table.isDoubleZero {
            #expect(try FirthLogistic().pool([table]).reason?.code == "no-events")
            return
        }
        let answer = try #require(try FirthLogistic().pool([table]).estimate)
        let grown = try #require(MantelHaenszelOddsRatio().effect(of: table.adding(0.5)))
        #expect(agree(answer.estimate, grown.estimate, relative: 1e-9))
    }

    /// The penalised log-likelihood from the dense information matrix.
    private static func penalised(_ tables: [BinaryComparison], _ effect: Double, _ levels: [Double]) -> Double {
        var information = Matrix(rows: tables.count + 1, columns: tables.count + 1)
        var total = 0.0
        for (i, table) in tables.enumerated() {
            let cells = [(table.events1, table.total1, 1.0), (table.events2, table.total2, 0.0)]
            for (events, size, group) in cells {
                let p = 1 / (1 + exp(-levels[i] - effect * group))
                total += events * log(p) + (size - events) * log(1 - p)
                let v = size * p * (1 - p)
                information[0, 0] += v * group
                information[0, i + 1] += v * group
                information[i + 1, 0] += v * group
                information[i + 1, i + 1] += v
            }
        }
        return total + 0.5 * Cholesky(information)!.logDeterminant
    }

    @Test("several tables: an independent search finds the same maximum and the same limits") func independent() throws
    {
        let tables = Array(RareEventCases.fourAgainstNone.prefix(3))
        let answer = try #require(try FirthLogistic().pool(tables).estimate)
        func best(_ effect: Double?) -> (value: Double, effect: Double) {
            var minimiser = MultivariateMinimiser()
            minimiser.relativeTolerance = 1e-12
            let count = tables.count
            let found = minimiser.minimum(
                from: [effect ?? 1] + Array(repeating: -2.5, count: count),
                lower: [effect ?? -20] + Array(repeating: -20, count: count),
                upper: [effect ?? 20] + Array(repeating: 20, count: count)
            ) { -Self.penalised(tables, $0[0], Array($0.dropFirst())) }
            return (-found.value, found.arguments[0])
        }
        let top = best(nil)
        #expect(agree(answer.estimate, top.effect, relative: 1e-5))
        for limit in [answer.lower, answer.upper] {
            let fall = 2 * (top.value - best(limit).value)
            #expect(agree(fall, 3.841458820694124, relative: 1e-6))
        }
        let p = ChiSquaredDistribution(degreesOfFreedom: 1).upperTail(2 * (top.value - best(0).value))
        #expect(agree(answer.pValue!, p, relative: 1e-5))
    }
}

@Suite("Beta-binomial models")
struct BetaBinomialTests {
    @Test("the rising product equals its factors", arguments: [0.0, 1e-9, 1e-4, 0.02, 0.5, 7, 400])
    func rising(_ gamma: Double) {
        for (count, start) in [(3.0, 0.2), (41, 0.001), (60, 0.3), (5000, 0.99), (88_391, 0.004)] {
            let direct = (0..<Int(count)).reduce(0.0) { $0 + log(start + Double($1) * gamma) }
            let fast = logRisingProduct(count, from: start, step: gamma)
            #expect(agree(fast, direct, relative: 1e-11, floor: 1e-9), "\(gamma) \(count)")
        }
    }

    @Test("no other point is higher", arguments: BetaBinomialLink.allCases)
    func maximum(_ link: BetaBinomialLink) throws {
        let tables = [(1.0, 40.0, 3.0, 41.0), (0, 25, 0, 25), (7, 60, 2, 55), (2, 33, 9, 30), (0, 18, 1, 20)].map {
            BinaryComparison(events1: $0.0, total1: $0.1, events2: $0.2, total2: $0.3)
        }
        let model = BetaBinomial(link: link)
        let answer = try #require(try model.pool(tables).estimate)
        #expect(answer.usedDoubleZero)
        func profile(_ effect: Double) -> Double {
            var best = -Double.infinity
            for control in stride(from: -4.0, through: -1, by: 0.05) {
                for gamma in stride(from: -7.0, through: 0, by: 0.25) {
                    best = max(best, model.logLikelihood(tables, effect, control, exp(gamma)))
                }
            }
            return best
        }
        let top = profile(answer.estimate)
        #expect(profile(answer.estimate + 0.3) < top && profile(answer.estimate - 0.3) < top)
        #expect(try #require(answer.standardError) > 0)
    }

    @Test("without clustering the model is the summed table") func collapsed() throws {
        // Equal risks in every study: the likelihood falls with any correlation.
        let tables = Array(repeating: BinaryComparison(events1: 2, total1: 20, events2: 4, total2: 20), count: 6)
        let answer = try #require(try BetaBinomial().pool(tables).estimate)
        let summed = BinaryComparison(events1: 12, total1: 120, events2: 24, total2: 120)
        let collapsed = try #require(MantelHaenszelOddsRatio().effect(of: summed))
        #expect(agree(answer.estimate, collapsed.estimate, relative: 1e-12))
        #expect(agree(answer.standardError!, collapsed.standardError, relative: 1e-12))
    }

    @Test("a double-zero study of other sizes changes the estimate") func doubleZero() throws {
        let tables = [(1.0, 40.0, 3.0, 41.0), (7, 60, 2, 55), (2, 33, 9, 30)].map {
            BinaryComparison(events1: $0.0, total1: $0.1, events2: $0.2, total2: $0.3)
        }
        let more = tables + [BinaryComparison(events1: 0, total1: 90, events2: 0, total2: 10)]
        let with = try #require(try BetaBinomial().pool(more).estimate)
        let without = try #require(try BetaBinomial().pool(tables).estimate)
        #expect(with.estimate < without.estimate - 0.01)
        #expect(with.usedDoubleZero && !without.usedDoubleZero)
    }
}

@Suite("Weights that do not depend on the events")
struct GivenWeightTests {
    @Test("sample-size weights keep the size of a study with a zero") func sampleSize() throws {
        let tables = RareEventCases.fourAgainstNone
        let answer = try #require(try SampleSizeWeighting().pool(tables).estimate)
        #expect(answer.lower < answer.estimate && answer.estimate > 0)
        #expect(!answer.usedDoubleZero)
        let kept = SampleSizeWeighting(correction: ContinuityCorrection(keepsDoubleZero: true))
        #expect(try #require(try kept.pool(tables).estimate).usedDoubleZero)
    }

    @Test("treatment-arm increments leave no effect in a table without events") func armShare() throws {
        let correction = ContinuityCorrection(increment: .armShare, keepsDoubleZero: true)
        let table = BinaryComparison(events1: 0, total1: 60, events2: 0, total2: 20)
        let corrected = try #require(correction.apply(to: [table]).first)
        #expect(abs(try #require(corrected.riskRatio).estimate) < 1e-12)
        #expect(agree(corrected.treatment + corrected.control, 1, relative: 1e-15))
    }

    @Test("the arcsine difference uses every study") func arcsine() throws {
        let tables = RareEventCases.fourAgainstNone
        let answer = try #require(try PooledArcsineDifference().pool(tables).estimate)
        #expect(answer.usedDoubleZero && answer.estimate > 0)
        let weights = tables.map { 4 / (1 / $0.total1 + 1 / $0.total2) }
        let mean =
            zip(weights, tables).reduce(0) { $0 + $1.0 * asin(($1.1.events1 / $1.1.total1).squareRoot()) }
            / weights.reduce(0, +)
        #expect(agree(answer.estimate, mean, relative: 1e-12))
    }
}
