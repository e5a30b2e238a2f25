import Foundation
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// An effect over time against R, and what holds of every one.
struct EffectOverTimeTests {
    private static let course = Tolerance(relative: 1e-7, floor: 1e-8)

    /// The rows of a reference case with its times as months.
    private static func rows(_ id: String, months: String) throws -> (rows: EffectOverTime.Rows, expected: GoldenValue)
    {
        let golden = try GoldenMultilevel.named(id)
        let estimates = golden.column("yi").compactMap(\.self)
        return (
            EffectOverTime.Rows(
                estimates: estimates, months: golden.column(months).compactMap(\.self),
                trials: golden.column("study").compactMap(\.self).map { "study \(Int($0))" },
                covariance: try SamplingCovariance(variances: golden.column("vi").compactMap(\.self))), golden.expected
        )
    }

    /// Random trials at irregular months, three of them with two arms against one control.
    private struct Sample {
        let rows: EffectOverTime.Rows

        init(seed: UInt64, trials: Int = 9) throws {
            var random = SeededGenerator(seed: seed)
            var (estimates, months, names, variances): ([Double], [Double], [String], [Double]) = ([], [], [], [])
            for trial in 0..<trials {
                let level = 0.3 * random.normal()
                for month in [3.0, 6, 12, 24].prefix(2 + trial % 3) {
                    for _ in 0..<(trial < 3 ? 2 : 1) {
                        let variance = 0.02 + 0.1 * random.uniform()
                        estimates.append(0.5 - 0.01 * month + level + variance.squareRoot() * random.normal())
                        months.append(month)
                        names.append("trial \(trial)")
                        variances.append(variance)
                    }
                }
            }
            let covariance = try SamplingCovariance(variances: variances, clusters: names) { a, b in
                pow(0.6, abs(months[a] - months[b]) / 12) * 0.8
            }
            rows = EffectOverTime.Rows(estimates: estimates, months: months, trials: names, covariance: covariance)
        }

        /// The same rows in another order, with other names of the trials.
        func shuffled() -> EffectOverTime.Rows {
            let order = rows.estimates.indices.sorted {
                ($0 * 7) % rows.estimates.count < ($1 * 7) % rows.estimates.count
            }
            return EffectOverTime.Rows(
                estimates: order.map { rows.estimates[$0] }, months: order.map { rows.months[$0] },
                trials: order.map { "Ω/\(rows.trials[$0])" }, covariance: rows.covariance.subset(order))
        }
    }

    @Test("a straight line with correlations that fall by distance is R's rma.mv with CAR")
    func straight() throws {
        let (rows, expected) = try Self.rows("mv_tspub_CAR_REML", months: "ctime")
        let effect = try EffectOverTime(rows, course: .linear)
        #expect(effect.structure == .over(.continuousAutoregressive))
        let result = try MultilevelFitter().timeCourse(
            effect, TimeCourseRequest(months: [0.5, 3, 6, 60], correction: nil))
        for (own, reference) in zip(result.fit.coefficients, expected["beta"].numbers.compactMap(\.self)) {
            #expect(Self.course.accepts(own.estimate, reference))
        }
        #expect(Self.course.accepts(result.fit.components[0].value, try #require(expected["tau2"].list.first?.number)))
        // Month 60 lies beyond the rows; the others are on the line.
        #expect(result.points.map(\.months) == [0.5, 3, 6])
        let (a, b) = (result.fit.coefficients[0].estimate, result.fit.coefficients[1].estimate)
        for point in result.points { #expect(abs(point.effect.estimate - (a + b * point.months)) < 1e-12) }
        let change = try #require(result.change)
        #expect(Self.course.accepts(change.statistic, try #require(expected["QM"].number)))
        #expect(change.degreesOfFreedom == 1 && change.denominatorDegreesOfFreedom == nil)
    }

    @Test(
        "a mean at each month is R's rma.mv with one coefficient a time",
        arguments: [
            ("mv_tspub_HAR_REML", RandomStructureKind.heteroscedasticAutoregressive),
            ("mv_tspub_CS_REML", .compoundSymmetric), ("mv_tspub_AR_REML", .autoregressive),
        ])
    func factor(id: String, structure: RandomStructureKind) throws {
        let (rows, expected) = try Self.rows(id, months: "time")
        let effect = try EffectOverTime(rows, course: .factor, structure: .over(structure))
        let result = try MultilevelFitter().timeCourse(
            effect, TimeCourseRequest(months: [1, 2, 3, 4], correction: nil))
        let (beta, errors) = (expected["beta"].numbers.compactMap(\.self), expected["se"].numbers.compactMap(\.self))
        #expect(beta.count == 4 && result.points.count == 4)
        for (own, reference) in zip(result.points, zip(beta, errors)) {
            #expect(Self.course.accepts(own.effect.estimate, reference.0))
            #expect(Self.course.accepts(own.effect.standardError, reference.1))
        }
        // No month of its own, no answer.
        let other = try MultilevelFitter().timeCourse(effect, TimeCourseRequest(months: [2.5], correction: nil))
        #expect(other.points.isEmpty && other.curve.map(\.months) == [1, 2, 3, 4])
        #expect(result.change?.degreesOfFreedom == 3)
    }

    @Test(
        "order of rows and names of trials change nothing", arguments: 1...6, [TimeCourse.linear, .logLinear, .factor])
    func order(_ seed: Int, _ course: TimeCourse) throws {
        let sample = try Sample(seed: UInt64(seed))
        let request = TimeCourseRequest(months: [3, 6, 12], curvePoints: 5)
        let fitter = MultilevelFitter()
        let first = try fitter.timeCourse(EffectOverTime(sample.rows, course: course), request)
        let second = try fitter.timeCourse(EffectOverTime(sample.shuffled(), course: course), request)
        #expect(first.isRobust == second.isRobust && first.points.count == 3)
        for (a, b) in zip(first.points + first.curve, second.points + second.curve) {
            #expect(Self.course.accepts(a.effect.estimate, b.effect.estimate))
            #expect(Self.course.accepts(a.effect.standardError, b.effect.standardError))
        }
    }

    @Test("trials judge where they leave four degrees of freedom: limits are those of the coefficients by CR2")
    func robust() throws {
        let (rows, _) = try Self.rows("mv_tspub_CAR_REML", months: "ctime")
        let effect = try EffectOverTime(rows, course: .linear)
        let fitter = MultilevelFitter()
        let result = try fitter.timeCourse(effect, TimeCourseRequest(months: [1, 6]))
        #expect(result.isRobust)
        let robust = try #require(result.robust)
        let slope = robust.coefficients[1]
        // The test of one coefficient is its own t squared.
        let change = try #require(result.change)
        #expect(abs(change.statistic - slope.statistic * slope.statistic) < 1e-9 * change.statistic)
        #expect(abs(change.pValue - slope.pValue) < 1e-9)
        let row = [1.0, 6]
        let six = try #require(result.points.last)
        #expect(abs(six.effect.standardError - robust.covariance.quadraticForm(row).squareRoot()) < 1e-12)
        #expect((six.effect.degreesOfFreedom ?? 0) >= 4)
        // Four trials cannot: the model judges, by two degrees of freedom.
        let few = (0..<16).map(\.self)
        let small = try EffectOverTime(
            EffectOverTime.Rows(
                estimates: few.map { rows.estimates[$0] }, months: few.map { rows.months[$0] },
                trials: few.map { rows.trials[$0] }, covariance: rows.covariance.subset(few)), course: .linear)
        let model = try MultilevelFitter(inference: .containment).timeCourse(small, TimeCourseRequest(months: [1]))
        #expect(!model.isRobust && model.points.first?.effect.degreesOfFreedom == 2)
    }

    @Test("one deviation a trial and one time a trial is the meta-regression on months", arguments: 1...4)
    func univariate(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let months = (0..<10).map { _ in 24 * random.uniform() }
        let variances = months.map { _ in 0.02 + 0.1 * random.uniform() }
        let estimates = months.indices.map {
            0.2 + 0.02 * months[$0] + (variances[$0] + 0.05).squareRoot() * random.normal()
        }
        let rows = EffectOverTime.Rows(
            estimates: estimates, months: months, trials: months.indices.map { "t\($0)" },
            covariance: try SamplingCovariance(variances: variances))
        let effect = try EffectOverTime(rows, course: .linear)
        #expect(effect.structure == .constant)
        let own = try MultilevelFitter().fit(effect.model)
        let plain = try PoolingModel(
            heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval(),
            prediction: PredictionInterval(.normal)
        ).fit(
            LinearModel(
                estimates: estimates, variances: variances,
                design: DesignMatrix(values: Matrix(months.map { [1, $0] }), names: ["intercept", "months"])))
        for (a, b) in zip(own.coefficients, plain.coefficients) {
            #expect(Tolerance(relative: 1e-6, floor: 1e-7).accepts(a.estimate, b.estimate))
        }
    }

    @Test(
        "rows that do not carry the course are refused with the reason",
        arguments: [
            ([6.0, 6, 6, 6], ["a", "b", "c", "d"], TimeCourse.linear, ModelRefusal.Reason.oneTime),
            ([], [], .linear, .oneTime), ([3, 6, 3, 6], ["a", "a", "b", "b"], .linear, .fewTrials),
            ([3, 6, 3, 6, 3, 6], ["a", "a", "b", "b", "c", "c"], .spline(knots: [3, 6, 12]), .fewTimes),
            ([3, 6, 12, 3, 6, 12], ["a", "a", "a", "b", "b", "b"], .factor, .fewTrials),
        ])
    func refused(months: [Double], trials: [String], course: TimeCourse, reason: ModelRefusal.Reason) throws {
        #expect(course.refusal(months: months, trials: trials)?.reason == reason)
        let rows = EffectOverTime.Rows(
            estimates: months.map { _ in 0.1 }, months: months, trials: trials,
            covariance: try SamplingCovariance(variances: months.map { _ in 0.1 }))
        #expect(throws: StatisticsError.self) { try EffectOverTime(rows, course: course) }
    }

    @Test("a spline with its knots on a line gives the line", arguments: 1...3)
    func spline(_ seed: Int) throws {
        let sample = try Sample(seed: UInt64(seed), trials: 12)
        let exact = EffectOverTime.Rows(
            estimates: sample.rows.months.map { 1 - 0.02 * $0 }, months: sample.rows.months, trials: sample.rows.trials,
            covariance: sample.rows.covariance)
        let effect = try EffectOverTime(exact, course: .spline(knots: [3, 6, 24]), structure: .constant)
        let result = try MultilevelFitter().timeCourse(effect, TimeCourseRequest(months: [4, 18]))
        for point in result.points + result.curve {
            #expect(abs(point.effect.estimate - (1 - 0.02 * point.months)) < 1e-9)
        }
    }
}
