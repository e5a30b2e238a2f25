import Foundation
import Testing
import TrialNumerics

@testable import TrialStatistics

/// Exact and mixed methods where the events are many: the same digits as the ways for few, and sense where those end.
@Suite("Many events")
struct ManyEventsTests {
    static let tables = [(120.0, 900.0, 150.0, 880.0), (30, 400, 22, 390), (310, 1200, 340, 1250)].map {
        BinaryComparison(events1: $0.0, total1: $0.1, events2: $0.2, total2: $0.3)
    }
    static let rates = [(120.0, 900.5, 150.0, 880.25), (30, 400, 22, 390), (310, 1200, 340, 1250)].map {
        CountComparison(count1: $0.0, time1: $0.1, count2: $0.2, time2: $0.3)
    }

    private func agreeEverywhere(_ counts: [any ConditionalCount]) throws {
        let convolved = LatticeSum(counts)
        let tilted = try #require(TiltedSum(counts))
        for logRatio in [-1, -0.4, -0.1, 0, 0.05, 0.3, 0.8] {
            let (a, b) = (tilted.probabilities(at: logRatio), convolved.probabilities(at: logRatio))
            #expect(agree(a.mean, b.mean, relative: 1e-10))
            #expect(agree(a.exactly, b.exactly, relative: 1e-8, floor: 0))
            // Small tails to relative digits, on whichever side they are.
            #expect(agree(min(a.atMost, a.atLeast), min(b.atMost, b.atLeast), relative: 1e-8, floor: 0), "\(logRatio)")
        }
    }

    @Test("tails by inversion are those of the convolution, also far out") func inversion() throws {
        try agreeEverywhere(Self.tables.map(\.conditionalCount.count))
        try agreeEverywhere(Self.rates.map(\.conditionalCount.count))
        try agreeEverywhere([Self.tables[1].conditionalCount.count])
        // Many margins, few of them likely.
        let rare = [(3.0, 5000.0, 1.0, 9000.0), (1, 8000, 2, 7000)].map {
            BinaryComparison(events1: $0.0, total1: $0.1, events2: $0.2, total2: $0.3)
        }
        try agreeEverywhere(rare.map(\.conditionalCount.count))
    }

    @Test("at the edge of the support one limit remains") func edge() throws {
        let counts = [(0.0, 50.0, 40.0, 60.0), (0, 30, 12, 30)].map {
            BinaryComparison(events1: $0.0, total1: $0.1, events2: $0.2, total2: $0.3).conditionalCount.count
        }
        let (tilted, convolved) = (try #require(TiltedSum(counts)), LatticeSum(counts))
        for logRatio in [-6.0, -1, 0, 1] {
            let (a, b) = (tilted.probabilities(at: logRatio), convolved.probabilities(at: logRatio))
            #expect(agree(a.atMost, b.atMost, relative: 1e-10) && agree(a.atLeast, b.atLeast, relative: 1e-10))
        }
    }

    @Test("masses of large tables add up to one and have the right mean", arguments: [-1.0, 0, 0.01, 2])
    func wide(_ logOddsRatio: Double) {
        let wide = NoncentralHypergeometricDistribution(group1: 4e6, group2: 6e6, events: 3e6)
        let (_, mean, variance) = wide.moments(logOddsRatio: logOddsRatio)
        let reach = Int(10 * variance.squareRoot())
        var (total, first) = (0.0, 0.0)
        // Every seventh count: the sum is right to all digits because the masses are that smooth.
        for distance in stride(from: -reach, through: reach, by: 7) {
            let mass = 7 * exp(wide.logMass(Int(mean) + distance, logOddsRatio: logOddsRatio))
            total += mass
            first += mass * (Double(Int(mean) + distance) - mean)
        }
        #expect(agree(total, 1, relative: 1e-9))
        #expect(abs(first) < 1e-6 * variance.squareRoot())
        // The mean solves n₁ p₁ + n₂ p₂ = m with that odds ratio, to the order of 1 / n.
        let (x1, x2) = (mean, 3e6 - mean)
        #expect(abs(log(x1 / (4e6 - x1)) - log(x2 / (6e6 - x2)) - logOddsRatio) < 1e-5)
    }

    @Test("binomial and Poisson masses are right where counts are few, and add up where they are many")
    func masses() {
        for (x, n, p) in [(0.0, 9.0, 0.2), (3, 9, 0.2), (9, 9, 0.7), (250, 1000, 0.24), (2, 40, 1e-9)] {
            let direct = logChoose(n, x) + (x > 0 ? x * log(p) : 0) + (n > x ? (n - x) * log1p(-p) : 0)
            #expect(agree(BinomialLogMass(events: x, of: n).at(p, 1 - p), direct, relative: 1e-11, floor: 1e-12))
        }
        for (x, mean) in [(0.0, 2.5), (4, 2.5), (300, 280)] {
            let direct = x * log(mean) - mean - logGamma(x + 1)
            #expect(agree(PoissonLogMass(count: x).at(mean), direct, relative: 1e-11))
        }
        let total = (0...200_000).reduce(0.0) { sum, j in
            sum + exp(BinomialLogMass(events: 400_000_000 + Double(j - 100_000), of: 1e9).at(0.4, 0.6))
        }
        #expect(agree(total, 1, relative: 1e-9))
    }

    @Test("with a million of ten million every method comes to the same answer where trials do not differ")
    func million() throws {
        let tables = [(1_000_000.0, 1_050_000.0), (1_100_000, 1_154_400)].map {
            BinaryComparison(events1: $0.0, total1: 1e7, events2: $0.1, total2: 1e7)
        }
        let reference = try #require(try MantelHaenszel(MantelHaenszelOddsRatio()).pool(tables).estimate)
        let methods: [any RareEventMethod<BinaryComparison>] = [
            ExactCommonRatio<BinaryComparison>(), ExactCommonRatio<BinaryComparison>(tail: .half), FirthLogistic(),
            MixedModel(ConditionalExact<BinaryComparison>(), heterogeneous: false),
            MixedModel(FixedStudyLevels<BinaryComparison>(), heterogeneous: false),
        ]
        for method in methods {
            let answer = try #require(try method.pool(tables).estimate, "\(method.code)")
            #expect(abs(answer.estimate - reference.estimate) < 1e-5, "\(method.code)")
            #expect(abs(answer.lower - reference.lower) < 1e-5, "\(method.code)")
            #expect(abs(answer.upper - reference.upper) < 1e-5, "\(method.code)")
        }
        let rates = tables.map { CountComparison(count1: $0.events1, time1: 1e7, count2: $0.events2, time2: 1e7) }
        let exact = try #require(try ExactCommonRatio<CountComparison>().pool(rates).estimate)
        let wald = try #require(try MantelHaenszel(MantelHaenszelRateRatio()).pool(rates).estimate)
        #expect(abs(exact.estimate - wald.estimate) < 1e-6 && abs(exact.lower - wald.lower) < 1e-5)
    }

    @Test("derivatives of the beta-binomial likelihood are those of its values", arguments: BetaBinomialLink.allCases)
    func betaBinomial(_ link: BetaBinomialLink) {
        let model = BetaBinomial(link: link)
        for tables in [Self.tables, [BinaryComparison(events1: 2, total1: 90_000, events2: 7, total2: 80_000)]] {
            let point = [-0.2, -1.3, -2.0]
            func value(_ i: Int, _ h: Double) -> Double {
                var q = point
                q[i] += h
                return model.logLikelihood(tables, q[0], q[1], exp(q[2]))
            }
            let (gradient, information) = BetaBinomialDerivatives(link, tables, point).parts
            for i in 0..<3 {
                let h = 1e-4
                let slope = (value(i, h) - value(i, -h)) / (2 * h)
                #expect(agree(gradient[i], slope, relative: 1e-5, floor: 1e-5), "\(i)")
                func moved(_ h: Double) -> [Double] {
                    var q = point
                    q[i] += h
                    return BetaBinomialDerivatives(link, tables, q).parts.gradient
                }
                let (up, down) = (moved(h), moved(-h))
                for j in 0..<3 {
                    let curvature = (down[j] - up[j]) / (2 * h)
                    #expect(agree(information[i, j], curvature, relative: 1e-5, floor: 1e-5), "\(i) \(j)")
                }
            }
        }
    }
}
