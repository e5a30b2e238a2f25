import Foundation
import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// What must hold for every follow-up, whatever the data.
struct FollowUpLawsTests {
    static let estimates = [0.31, -0.12, 0.85, 0.44, 0.27, 1.1, 0.05, 0.62]
    static let variances = [0.04, 0.02, 0.11, 0.05, 0.015, 0.3, 0.07, 0.09]
    static let doses = [1.0, 2, 5, 4, 2, 7, 1, 3]
    static let codes = ["EE"] + MethodRegistry.standard.estimators.map(\.code)

    static func choices(_ code: String, _ interval: any IntervalMethod = HartungKnapp()) -> PoolingModel {
        PoolingModel(heterogeneity: MethodRegistry.standard.estimator(code), interval: interval)
    }

    static func plain(_ estimates: [Double] = estimates, _ variances: [Double] = variances) throws -> LinearModel {
        try LinearModel(estimates: estimates, variances: variances)
    }

    static func withDose(_ order: [Int] = Array(0..<8)) throws -> LinearModel {
        try LinearModel(
            estimates: order.map { estimates[$0] }, variances: order.map { variances[$0] },
            design: DesignMatrix(values: Matrix(order.map { [1, doses[$0]] }), names: ["intercept", "dose"]))
    }

    static func near(_ a: Double, _ b: Double, _ size: Double = 1) -> Bool { abs(a - b) <= 1e-9 * max(size, abs(b)) }

    @Test("the order of the studies is the order of the rows", arguments: codes)
    func order(_ code: String) throws {
        let choices = Self.choices(code)
        let order = [5, 0, 7, 3, 1, 6, 2, 4]
        let (here, there) = (try Self.withDose(), try Self.withDose(order))
        let (left, right) = (try LeaveOneOut(here, by: choices), try LeaveOneOut(there, by: choices))
        let (a, b) = (try Influence(here, by: choices), try Influence(there, by: choices))
        let (p, q) = (try Blup(here, by: choices), try Blup(there, by: choices))
        let (r, s) = (try StudyResiduals(here, by: choices), try StudyResiduals(there, by: choices))
        #expect(left.rows.map(\.omitted) == Array(1...8))
        #expect(b.rows.map(\.study) == Array(1...8))
        for (new, old) in order.enumerated() {
            let (x, y) = (try #require(left.rows[old].refit), try #require(right.rows[new].refit))
            #expect(Self.near(x.coefficients[1].estimate, y.coefficients[1].estimate))
            #expect(Self.near(x.tau2, y.tau2))
            #expect(Self.near(a.rows[old].hat, b.rows[new].hat))
            #expect(Self.near(a.rows[old].deletion?.dffits ?? 9, b.rows[new].deletion?.dffits ?? 0))
            #expect(Self.near(p.effects[old].estimate, q.effects[new].estimate))
            #expect(Self.near(r.standardised[old].standardised ?? 9, s.standardised[new].standardised ?? 0))
        }
    }

    @Test("leaving out either of two equal studies gives the same", arguments: codes)
    func duplicates(_ code: String) throws {
        let model = try Self.plain(Self.estimates + [0.85], Self.variances + [0.11])
        let rows = try LeaveOneOut(model, by: Self.choices(code)).rows
        let (first, second) = (try #require(rows[2].refit), try #require(rows[8].refit))
        #expect(Self.near(first.pooled.estimate, second.pooled.estimate))
        #expect(Self.near(first.pooled.standardError, second.pooled.standardError))
        #expect(Self.near(first.tau2, second.tau2))
        #expect(Self.near(first.q, second.q))
        let full = try Self.choices(code).fit(Self.plain())
        #expect(Self.near(second.pooled.estimate, full.pooled.estimate))
    }

    @Test("the last cumulative row is the full fit in any order, the first is the first study", arguments: codes)
    func lastRow(_ code: String) throws {
        let choices = Self.choices(code)
        let model = try Self.plain()
        let full = try choices.fit(model)
        for order in [nil, [7, 6, 5, 4, 3, 2, 1, 0], [3, 1, 4, 0, 5, 2, 6, 7]] {
            let rows = try Cumulative(model, by: choices, order: order).rows
            #expect(rows.map(\.added) == (order ?? Array(0..<8)).map { $0 + 1 })
            let (first, last) = (try #require(rows.first?.refit), try #require(rows.last?.refit))
            #expect(Self.near(first.pooled.estimate, Self.estimates[order?.first ?? 0]))
            #expect(first.studies == 1)
            #expect(Self.near(last.pooled.estimate, full.pooled.estimate))
            #expect(Self.near(last.pooled.limits.lower, full.pooled.limits.lower))
            #expect(Self.near(last.tau2, full.heterogeneity.tau2))
            #expect(Self.near(last.iSquared, full.heterogeneity.iSquared))
            #expect(Self.near(last.q, full.heterogeneity.q))
        }
    }

    @Test("rows wait until the studies can carry the moderators")
    func moderatorsWait() throws {
        let rows = try Cumulative(Self.withDose(), by: .commonEffect).rows
        #expect(rows.map { $0.refit == nil } == [true, true, false, false, false, false, false, false])
    }

    @Test("an order that names a study twice or not at all is refused", arguments: [[0, 1], [0, 0, 1], [1, 2, 3]])
    func badOrder(_ order: [Int]) throws {
        let model = try Self.plain([1, 2, 3], [1, 1, 1])
        #expect(throws: StatisticsError.self) { try Cumulative(model, by: .commonEffect, order: order) }
    }

    @Test("equal keys keep the order of input")
    func stableOrder() { #expect(Cumulative.order(by: [2, 1, 2, 1, 0]) == [4, 1, 3, 0, 2]) }

    @Test("influence does not depend on origin or unit", arguments: codes)
    func shiftAndScale(_ code: String) throws {
        let choices = Self.choices(code)
        let here = try Influence(Self.plain(), by: choices).rows
        let moved = try Self.plain(Self.estimates.map { 10 * $0 - 70 }, Self.variances.map { 100 * $0 })
        let there = try Influence(moved, by: choices).rows
        for (a, b) in zip(here, there) {
            let (x, y) = (try #require(a.deletion), try #require(b.deletion))
            #expect(abs((x.dffits ?? 9) - (y.dffits ?? 0)) < 1e-6)
            #expect(abs((x.cooksDistance ?? 9) - (y.cooksDistance ?? 0)) < 1e-6)
            #expect(abs((x.covarianceRatio ?? 9) - (y.covarianceRatio ?? 0)) < 1e-6)
            #expect(abs(x.tau2 - y.tau2 / 100) < 1e-8)
            #expect(abs((x.dfbetas[0] ?? 9) - (y.dfbetas[0] ?? 0)) < 1e-6)
            #expect(a.isInfluential == b.isInfluential)
        }
    }

    @Test("hat values add up to the number of coefficients and weights to 100 %", arguments: codes)
    func sums(_ code: String) throws {
        let rows = try Influence(Self.withDose(), by: Self.choices(code)).rows
        #expect(Self.near(rows.reduce(0) { $0 + $1.hat }, 2))
        #expect(Self.near(rows.reduce(0) { $0 + $1.weight }, 100))
    }

    @Test(
        "without moderators DFBETAS is the change over the standard error at the τ² without the study", arguments: codes
    )
    func dfbetas(_ code: String) throws {
        let choices = Self.choices(code, NormalInterval())
        let model = try Self.plain()
        let full = try choices.fit(model).pooled.estimate
        let rows = try Influence(model, by: choices).rows
        for (row, alone) in zip(rows, try LeaveOneOut(model, by: choices).rows) {
            let (deletion, refit) = (try #require(row.deletion), try #require(alone.refit))
            let weight = Self.variances.reduce(0) { $0 + 1 / ($1 + refit.tau2) }
            let expected = (full - refit.pooled.estimate) * weight.squareRoot()
            #expect(Self.near(try #require(deletion.dfbetas[0]), expected))
        }
    }

    @Test("the studentised residual is the distance from the fit without the study", arguments: codes)
    func studentisedIsLeaveOneOut(_ code: String) throws {
        let choices = Self.choices(code, NormalInterval())
        let model = try Self.plain()
        let residuals = try StudyResiduals(model, by: choices).studentised
        let rows = try LeaveOneOut(model, by: choices).rows
        for i in 0..<8 {
            let (residual, refit) = (try #require(residuals[i]), try #require(rows[i].refit))
            #expect(Self.near(residual.value, Self.estimates[i] - refit.pooled.estimate))
            let variance = Self.variances[i] + refit.tau2 + refit.pooled.standardError * refit.pooled.standardError
            #expect(Self.near(residual.standardError, variance.squareRoot()))
        }
    }

    @Test("predicted effects lie between estimate and fitted value and differ from it by the deviation")
    func blupBetween() throws {
        let blup = try Blup(Self.plain(), by: Self.choices("REML"))
        let mean = try Self.choices("REML").fit(Self.plain()).pooled.estimate
        for (i, estimate) in Self.estimates.enumerated() {
            let predicted = blup.effects[i].estimate
            #expect(predicted >= min(estimate, mean) - 1e-12 && predicted <= max(estimate, mean) + 1e-12)
            #expect(Self.near(predicted - mean, blup.deviations[i].estimate))
        }
        for effect in try Blup(Self.plain(), by: .commonEffect).effects {
            #expect(Self.near(effect.estimate, try PoolingModel.commonEffect.fit(Self.plain()).pooled.estimate))
        }
    }

    @Test("one and two studies, and equal estimates, give what there is", arguments: codes)
    func fewStudies(_ code: String) throws {
        for interval in [NormalInterval(), HartungKnapp(), HartungKnapp.guarded] as [any IntervalMethod] {
            let choices = Self.choices(code, interval)
            for estimates in [[0.4], [0.4, 0.9], [0.3, 0.3, 0.3]] {
                let model = try Self.plain(estimates, Array(Self.variances.prefix(estimates.count)))
                let influence = try Influence(model, by: choices)
                let residuals = try StudyResiduals(model, by: choices)
                let blup = try Blup(model, by: choices)
                let alone = try LeaveOneOut(model, by: choices)
                #expect(influence.rows.count == estimates.count)
                #expect((alone.rows[0].refit == nil) == (estimates.count == 1))
                #expect((influence.rows[0].deletion == nil) == (estimates.count == 1))
                #expect(blup.effects.allSatisfy { $0.standardError.isFinite })
                #expect(residuals.standardised.allSatisfy { $0.standardError.isFinite })
                for value in [try JSONEncoder().encode(influence), try JSONEncoder().encode(residuals)] {
                    #expect(!value.isEmpty)
                }
            }
        }
    }

    @Test(
        "every interval method carries through every follow-up",
        arguments: MethodRegistry.standard.intervals.map(\.code))
    func intervals(_ code: String) throws {
        let choices = Self.choices("REML", try #require(MethodRegistry.standard.interval(code)))
        for k in [1, 2, 3, 5, 8] {
            let model = try Self.plain(Array(Self.estimates.prefix(k)), Array(Self.variances.prefix(k)))
            let full = try choices.fit(model)
            let last = try #require(try Cumulative(model, by: choices).rows.last?.refit)
            #expect(Self.near(last.pooled.estimate, full.pooled.estimate))
            #expect(Self.near(last.pooled.standardError, full.pooled.standardError))
            #expect(Self.near(last.pooled.pValue, full.pooled.pValue))
            #expect(try Influence(model, by: choices).rows.count == k)
            #expect(try Blup(model, by: choices).effects.allSatisfy { $0.standardError >= 0 })
            let table = try SubsetTable(model, by: choices)
            #expect(Self.near(table[1 << k - 1].estimate, full.pooled.estimate))
            #expect(Self.near(table[1 << k - 1].limits.lower, full.pooled.limits.lower))
            let test = try PermutationTest(model, by: choices).coefficients[0]
            #expect(test.pValue > 0 && test.pValue <= 1)
        }
    }

    @Test("results read back from JSON as they were")
    func coding() throws {
        let choices = Self.choices("REML")
        let model = try Self.plain()
        func check<Value: Codable & Equatable>(_ value: Value) throws {
            let data = try JSONEncoder().encode(value)
            #expect(try JSONDecoder().decode(Value.self, from: data) == value)
        }
        try check(LeaveOneOut(model, by: choices))
        try check(Cumulative(model, by: choices))
        try check(Influence(model, by: choices))
        try check(StudyResiduals(model, by: choices))
        try check(Blup(model, by: choices))
        try check(PermutationTest(model, by: choices))
        try check(PermutationInterval(model, by: choices))
        try check(SubsetExploration(model, by: choices))
        try check(SubsetTable(model, by: choices))
    }

    @Test("variances over twenty orders of magnitude give numbers", arguments: codes)
    func wideVariances(_ code: String) throws {
        let choices = Self.choices(code)
        let model = try Self.plain(Self.estimates, [1e-12, 1e-8, 1e-4, 1, 10, 1e4, 1e6, 1e8])
        for row in try LeaveOneOut(model, by: choices).rows {
            let refit = try #require(row.refit)
            #expect(refit.pooled.estimate.isFinite && refit.tau2.isFinite && refit.q.isFinite)
        }
        #expect(try Influence(model, by: choices).rows.allSatisfy { $0.hat > -1e-9 && $0.hat < 1 + 1e-9 })
        #expect(try Blup(model, by: choices).effects.allSatisfy { $0.estimate.isFinite })
        #expect(try TrimAndFill(model, by: choices).fit.pooled.estimate.isFinite)
        if ["EE", "DL", "REML"].contains(code) {
            #expect(try SubsetTable(model, by: choices).estimates.allSatisfy(\.isFinite))
        }
    }

    @Test("a hundred thousand studies are refused where each would be left out, not waited for")
    func tooMany() throws {
        let model = try Self.plain(
            (0..<100_000).map { Double($0 % 17) / 10 }, Array(repeating: 0.1, count: 100_000))
        #expect(throws: StatisticsError.self) { try LeaveOneOut(model, by: .commonEffect) }
        #expect(throws: StatisticsError.self) { try Influence(model, by: .commonEffect) }
        #expect(try Blup(model, by: .commonEffect).effects.count == 100_000)
    }
}
