import Foundation
import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// What must hold for every test of funnel asymmetry.
struct AsymmetryLawsTests {
    static let codes = MethodRegistry.standard.asymmetryTests.map(\.code)
    static let tables: [BinaryComparison] = [
        (3, 40, 8, 42), (1, 15, 4, 14), (22, 210, 30, 205), (9, 60, 11, 66), (2, 25, 7, 24), (14, 120, 15, 118),
        (5, 33, 9, 30), (41, 400, 47, 390), (4, 50, 9, 55), (1, 18, 6, 20), (7, 75, 10, 80),
    ].map { BinaryComparison(events1: $0.0, total1: $0.1, events2: $0.2, total2: $0.3) }

    /// Log odds ratios.
    static func funnel(_ tables: [BinaryComparison] = tables) throws -> Funnel {
        let effects = tables.map { table in
            let (a, b, c, d) = (table.events1, table.nonEvents1, table.events2, table.nonEvents2)
            return (log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d)
        }
        return try Funnel(
            LinearModel(estimates: effects.map(\.0), variances: effects.map(\.1)), tables: tables)
    }

    static func test(_ code: String) throws -> any FunnelAsymmetryTest {
        try #require(MethodRegistry.standard.asymmetryTest(code))
    }

    @Test("each code names one test") func uniqueCodes() {
        #expect(Set(Self.codes).count == Self.codes.count)
        #expect(MethodRegistry.standard.asymmetryTest("nothing") == nil)
    }

    @Test("the order of the studies does not matter", arguments: codes)
    func order(_ code: String) throws {
        let here = try Self.test(code).evaluate(Self.funnel())
        let there = try Self.test(code).evaluate(Self.funnel(Self.tables.reversed()))
        #expect(Tolerance(relative: 1e-8).accepts(here.statistic, there.statistic))
        #expect(Tolerance(relative: 1e-8).accepts(here.pValue, there.pValue))
    }

    @Test("exchanging the groups turns the funnel round and keeps the p-value", arguments: codes)
    func exchangedGroups(_ code: String) throws {
        let turned = Self.tables.map {
            BinaryComparison(events1: $0.events2, total1: $0.total2, events2: $0.events1, total2: $0.total1)
        }
        let here = try Self.test(code).evaluate(Self.funnel())
        let there = try Self.test(code).evaluate(Self.funnel(turned))
        #expect(Tolerance(relative: 1e-8).accepts(here.bias, -there.bias))
        #expect(Tolerance(relative: 1e-8).accepts(here.pValue, there.pValue))
    }

    @Test("below ten studies a warning goes with the result", arguments: codes)
    func fewStudies(_ code: String) throws {
        let test = try Self.test(code)
        #expect(!(try test.evaluate(Self.funnel()).warnings.contains { $0.code == "few-studies-for-asymmetry" }))
        let nine = try test.evaluate(Self.funnel(Array(Self.tables.prefix(9))))
        #expect(nine.warnings.contains { $0.code == "few-studies-for-asymmetry" })
        #expect(nine.studies == 9)
    }

    @Test("two studies are too few", arguments: codes)
    func twoStudies(_ code: String) throws {
        let error = #expect(throws: StatisticsError.self) {
            try Self.test(code).evaluate(Self.funnel(Array(Self.tables.prefix(2))))
        }
        #expect(error?.code == .tooFewStudies)
    }

    @Test("what a test needs and is not given is named", arguments: ["harbord", "peters", "schwarzer", "deeks"])
    func missing(_ code: String) throws {
        let funnel = try Funnel(Self.funnel().model)
        let error = #expect(throws: StatisticsError.self) { try Self.test(code).evaluate(funnel) }
        #expect(error?.code == .missingField)
    }

    @Test("equal estimates and equal sizes are an error, not a number", arguments: ["egger", "begg", "thompson-sharp"])
    func nothingToTest(_ code: String) throws {
        let test = try Self.test(code)
        let equalEstimates = try LinearModel(estimates: [0.3, 0.3, 0.3, 0.3], variances: [0.1, 0.2, 0.3, 0.4])
        #expect(throws: StatisticsError.self) { try test.evaluate(Funnel(equalEstimates)) }
        let equalSizes = try LinearModel(estimates: [0.3, 0.1, 0.5, 0.2], variances: [0.1, 0.1, 0.1, 0.1])
        #expect(throws: StatisticsError.self) { try test.evaluate(Funnel(equalSizes)) }
    }

    @Test("impossible tables and lengths are refused by the study's place")
    func impossible() throws {
        let model = try Self.funnel().model
        var tables = Self.tables
        tables[4].events1 = 99
        let error = #expect(throws: StatisticsError.self) { try Funnel(model, tables: tables) }
        #expect(error?.study == 5)
        #expect(throws: StatisticsError.self) { try Funnel(model, tables: Array(tables.prefix(3))) }
    }

    @Test("tables without information are left out and counted in a warning", arguments: ["harbord", "schwarzer"])
    func noInformation(_ code: String) throws {
        let base = try Self.funnel()
        let empty = BinaryComparison(events1: 0, total1: 20, events2: 0, total2: 21)
        let funnel = try Funnel(
            LinearModel(estimates: base.model.estimates + [0], variances: base.model.variances + [4]),
            tables: Self.tables + [empty])
        let (without, with) = (try Self.test(code).evaluate(base), try Self.test(code).evaluate(funnel))
        #expect(with.warnings.contains { $0.code == "studies-without-information" })
        #expect(with.studies == without.studies)
        if code == "harbord" { #expect(with.statistic == without.statistic) }
    }

    @Test("the exact p-value of the rank correlation is a share of all orders", arguments: [4, 5, 6, 7])
    func exactRank(_ k: Int) throws {
        let model = try LinearModel(
            estimates: [0.9, 0.2, 1.4, -0.3, 0.5, 0.8, 0.1].prefix(k).map { $0 },
            variances: [0.2, 0.05, 0.4, 0.1, 0.03, 0.25, 0.3].prefix(k).map { $0 })
        let result = try RankCorrelation().evaluate(Funnel(model))
        var scores: [Int] = []
        func extend(_ order: [Int]) {
            if order.count == k {
                var score = 0
                for i in 0..<k { for j in 0..<i { score += order[i] > order[j] ? 1 : -1 } }
                scores.append(score)
            }
            for next in 0..<k where !order.contains(next) { extend(order + [next]) }
        }
        extend([])
        let below = Double(scores.count { Double($0) <= result.bias }) / Double(scores.count)
        let above = Double(scores.count { Double($0) >= result.bias }) / Double(scores.count)
        #expect(abs(result.pValue - min(1, 2 * min(below, above))) < 1e-12)
    }

    @Test("the score of the rank correlation counts pairs, ties and all")
    func rankScore() throws {
        var generator = SeededGenerator(seed: 11)
        let n = 300
        let estimates = (0..<n).map { _ in (generator.normal() * 4).rounded() / 4 }
        let variances = (0..<n).map { _ in 0.1 + (generator.uniform() * 20).rounded() / 10 }
        let result = try RankCorrelation().evaluate(
            Funnel(LinearModel(estimates: estimates, variances: variances)))
        let weight = variances.reduce(0) { $0 + 1 / $1 }
        let mean = zip(estimates, variances).reduce(0) { $0 + $1.0 / $1.1 } / weight
        let standardised = zip(estimates, variances).map { ($0 - mean) / ($1 - 1 / weight).squareRoot() }
        var score = 0.0
        for i in 0..<n {
            for j in 0..<i {
                let product = (standardised[i] - standardised[j]) * (variances[i] - variances[j])
                score += product > 0 ? 1 : product < 0 ? -1 : 0
            }
        }
        #expect(result.bias == score)
        #expect(result.warnings.map(\.code) == ["normal-approximation"])
    }

    @Test("PET and PEESE find the effect of an infinitely large study on data without noise")
    func petPeese() throws {
        let variances = [0.01, 0.04, 0.09, 0.16, 0.25, 0.5]
        let choices = PoolingModel(heterogeneity: nil, interval: TInterval())
        let linear = try LinearModel(estimates: variances.map { 0.2 + 1.5 * $0.squareRoot() }, variances: variances)
        #expect(abs(try PetPeese(linear, by: choices).pet.pooled.estimate - 0.2) < 1e-12)
        let quadratic = try LinearModel(estimates: variances.map { 0.2 + 1.5 * $0 }, variances: variances)
        #expect(abs(try PetPeese(quadratic, by: choices).peese.pooled.estimate - 0.2) < 1e-12)
    }

    @Test("results read back from JSON as they were")
    func coding() throws {
        let funnel = try Self.funnel()
        let choices = PoolingModel(heterogeneity: DerSimonianLaird(), interval: NormalInterval())
        func check<Value: Codable & Equatable>(_ value: Value) throws {
            let data = try JSONEncoder().encode(value)
            #expect(try JSONDecoder().decode(Value.self, from: data) == value)
        }
        for test in MethodRegistry.standard.asymmetryTests { try check(test.evaluate(funnel)) }
        try check(TrimAndFill(funnel.model, by: choices))
        try check(LimitMetaAnalysis(funnel.model, by: choices))
        try check(ExcessSignificance(funnel.model, by: choices))
        try check(PetPeese(funnel.model, by: choices))
        try check(FailSafeNumber.general(funnel.model, by: choices))
    }
}
