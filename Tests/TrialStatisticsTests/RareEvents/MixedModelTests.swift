import Foundation
import Testing
import TrialNumerics
import TrialStatistics

@Suite("Mixed model laws")
struct MixedModelTests {
    static let bcg = [
        [4, 123, 11, 139], [6, 306, 29, 303], [3, 231, 11, 220], [62, 13598, 248, 12867], [33, 5069, 47, 5808],
        [180, 1541, 372, 1451], [8, 2545, 10, 629], [505, 88391, 499, 88391], [29, 7499, 45, 7277],
        [17, 1716, 65, 1665], [186, 50634, 141, 27338], [5, 2498, 3, 2341], [27, 16913, 29, 17854],
    ].map { BinaryComparison(events1: $0[0], total1: $0[1], events2: $0[2], total2: $0[3]) }

    @Test("Gauss–Hermite rules integrate polynomials exactly", arguments: [1, 2, 5, 20, 64, 100])
    func gaussHermite(_ count: Int) {
        let rule = GaussHermite(count: count)
        let root = Double.pi.squareRoot()
        #expect(agree(rule.weights.reduce(0, +), root, relative: 1e-13))
        if count > 1 {
            let second = zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
            #expect(agree(second, root / 2, relative: 1e-12))
        }
        #expect(rule.nodes == rule.nodes.sorted())
    }

    @Test("non-central hypergeometric masses add up to one with the right mean") func hypergeometric() {
        let distribution = NoncentralHypergeometricDistribution(group1: 12, group2: 9, events: 8)
        for logOddsRatio in [-30.0, -1.2, 0, 0.7, 30] {
            let masses = (distribution.lowest...distribution.highest).map {
                distribution.logMass($0, logOddsRatio: logOddsRatio)
            }
            let total = masses.reduce(0) { $0 + exp($1) }
            #expect(agree(total, 1, relative: 1e-12))
            let mean = zip(distribution.lowest...distribution.highest, masses).reduce(0) {
                $0 + Double($1.0) * exp($1.1)
            }
            #expect(agree(distribution.moments(logOddsRatio: logOddsRatio).mean, mean, relative: 1e-10))
        }
    }

    @Test("profile limits are where the likelihood falls by half the critical value") func profile() throws {
        let studies = [(9.0, 413.0, 19.0, 398.0), (8, 263, 19, 245), (3, 487, 13, 435)].map {
            CountComparison(count1: $0.0, time1: $0.1, count2: $0.2, time2: $0.3)
        }
        func logLikelihood(_ effect: Double) -> Double {
            studies.reduce(0) { sum, study in
                let odds = study.time1 / study.time2 * exp(effect)
                return sum + study.count1 * log(odds) - (study.count1 + study.count2) * log(1 + odds)
            }
        }
        let model = MixedModel(
            ConditionalExact<CountComparison>(), heterogeneous: false, limits: .profileLikelihood)
        let pooled = try model.analyse(studies).get().coefficients[0]
        for limit in [pooled.lower, pooled.upper] {
            let fall = 2 * (logLikelihood(pooled.estimate) - logLikelihood(limit))
            #expect(agree(fall, 3.841458820694124, relative: 1e-8))
        }
    }

    @Test("heterogeneity widens the profile beyond the Wald limits") func wideProfile() throws {
        let wald = try MixedModel(ConditionalExact<BinaryComparison>()).analyse(Self.bcg).get()
        let profiled = try MixedModel(ConditionalExact<BinaryComparison>(), limits: .profileLikelihood)
            .analyse(Self.bcg).get()
        let (a, b) = (wald.coefficients[0], profiled.coefficients[0])
        #expect(a.estimate == b.estimate)
        #expect(b.lower < a.lower && b.upper > a.upper)
        #expect(abs(b.lower - a.lower) < 0.2 && abs(b.upper - a.upper) < 0.2)
    }

    @Test("many Gauss–Hermite points approach the exact integral") func approaches() throws {
        let exact = try MixedModel(FixedStudyLevels<BinaryComparison>()).analyse(Self.bcg).get()
        let many = try MixedModel(
            FixedStudyLevels<BinaryComparison>(), integration: .gaussHermite(points: 41)
        ).analyse(Self.bcg).get()
        #expect(agree(many.logLikelihood, exact.logLikelihood, relative: 1e-8))
        #expect(agree(many.tau2, exact.tau2, relative: 1e-5))
    }

    @Test("two random effects: many points approach the exact integral") func approachesTwice() throws {
        let exact = try MixedModel(RandomStudyLevels<BinaryComparison>()).analyse(Self.bcg).get()
        let many = try MixedModel(
            RandomStudyLevels<BinaryComparison>(), integration: .gaussHermite(points: 15)
        ).analyse(Self.bcg).get()
        #expect(agree(many.logLikelihood, exact.logLikelihood, relative: 1e-7))
        #expect(agree(many.coefficients[0].estimate, exact.coefficients[0].estimate, relative: 1e-4))
        #expect(agree(many.levelVariance!, exact.levelVariance!, relative: 1e-4))
    }

    @Test("swapping the groups turns the sign") func swapping() throws {
        let swapped = Self.bcg.map {
            BinaryComparison(events1: $0.events2, total1: $0.total2, events2: $0.events1, total2: $0.total1)
        }
        let there = try MixedModel(ConditionalExact<BinaryComparison>()).analyse(Self.bcg).get()
        let back = try MixedModel(ConditionalExact<BinaryComparison>()).analyse(swapped).get()
        #expect(agree(there.coefficients[0].estimate, -back.coefficients[0].estimate, relative: 1e-8))
        #expect(agree(there.logLikelihood, back.logLikelihood, relative: 1e-10))
    }

    @Test("an empty arm is not identified and says so") func emptyArm() throws {
        let tables = RareEventCases.fourAgainstNone
        let codes = try [
            MixedModel(ConditionalExact<BinaryComparison>()).pool(tables).reason?.code,
            MixedModel(FixedStudyLevels<BinaryComparison>()).pool(tables).reason?.code,
            MixedModel(RandomStudyLevels<BinaryComparison>()).pool(tables).reason?.code,
            MixedModel(ConditionalApproximate()).pool(tables).reason?.code,
        ]
        #expect(codes.allSatisfy { $0 == "no-events-on-control" })
        #expect(try MixedModel(LogitNormal()).pool(RareEventCases.noneInNine).reason?.code == "no-events")
    }

    @Test("a moderator that separates is refused") func separation() throws {
        let tables = [
            BinaryComparison(events1: 0, total1: 20, events2: 3, total2: 20),
            BinaryComparison(events1: 0, total1: 25, events2: 2, total2: 20),
            BinaryComparison(events1: 4, total1: 25, events2: 3, total2: 20),
        ]
        let design = Matrix([[1, 0], [1, 0], [1, 1]])
        let model = MixedModel(ConditionalExact<BinaryComparison>(), heterogeneous: false)
        if case .failure(let reason) = model.analyse(tables, design: design) {
            #expect(reason.code == "not-identified")
        } else {
            Issue.record("a separated fit was reported")
        }
    }

    @Test("proportions of 0 and 1 only have no finite heterogeneity") func allOrNothing() throws {
        let groups = [(0.0, 40.0), (40, 40), (0, 50), (60, 60)].map { BinaryGroup(events: $0.0, total: $0.1) }
        let answer = try MixedModel(LogitNormal()).pool(groups)
        #expect(answer.reason?.code == "not-identified" || answer.estimate != nil)
        #expect(answer.estimate.map { ($0.standardError ?? 0) < 1e3 } ?? true)
    }
}

/// The small data of the issue.
enum RareEventCases {
    static let fourAgainstNone = zip(
        zip([1.0, 0, 2, 0, 1], [20.0, 15, 22, 12, 18]), [18.0, 16, 20, 14, 19]
    ).map { BinaryComparison(events1: $0.0, total1: $0.1, events2: 0, total2: $1) }
    static let noneInNine = [9.0, 10, 7, 15, 25, 20, 16, 24, 7].map { BinaryGroup(events: 0, total: $0) }
}
