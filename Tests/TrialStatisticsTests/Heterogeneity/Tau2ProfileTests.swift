import Foundation
import Testing
import TrialStatistics
import TrialTestSupport

/// The likelihood of τ² against formulas that need no engine.
struct Tau2ProfileTests {
    private let choices = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp.guarded)

    @Test("two studies: the restricted likelihood is that of their difference")
    func twoStudies() throws {
        let (y, v) = ([0.2, 1.9], [0.1, 0.25])
        let profile = try Tau2Profile(try LinearModel(estimates: y, variances: v), by: choices)
        let square = (y[0] - y[1]) * (y[0] - y[1])
        func value(_ tau2: Double) -> Double {
            let s = v[0] + v[1] + 2 * tau2
            return -0.5 * (log(s) + square / s)
        }
        let highest = max(0, (square - v[0] - v[1]) / 2)
        #expect(Tolerance.searched.accepts(profile.highest, highest))
        #expect(profile.chosen == profile.highest)
        #expect(profile.points[0].tau2 == 0)
        for point in profile.points {
            let expected = value(point.tau2) - value(highest)
            #expect(Tolerance(relative: 1e-8, floor: 1e-9).accepts(point.logLikelihood, expected))
            let (a, b) = (1 / (v[0] + point.tau2), 1 / (v[1] + point.tau2))
            #expect(Tolerance.closedForm.accepts(point.estimate, (a * y[0] + b * y[1]) / (a + b)))
        }
    }

    @Test("the log-likelihood falls by half the χ² quantile at the limits, and τ² rises")
    func limits() throws {
        let model = try LinearModel(
            estimates: [0.1, 0.9, -0.8, 1.4, 0.2, 0.7], variances: [0.04, 0.1, 0.02, 0.3, 0.05, 0.06])
        let profile = try Tau2Profile(model, by: choices, points: 2001)
        let limits = try #require(profile.limits)
        #expect(abs(profile.drop - 0.5 * 3.841458820694124) < 1e-12)
        for point in profile.points {
            let isInside = point.tau2 >= limits.lower && point.tau2 < limits.upper
            #expect(isInside == (point.logLikelihood > -profile.drop), "τ² = \(point.tau2)")
            #expect(point.logLikelihood < 1e-12)
        }
        #expect(zip(profile.points, profile.points.dropFirst()).allSatisfy { $0.tau2 < $1.tau2 })
        let at = try #require(profile.points.min { abs($0.tau2 - profile.chosen) < abs($1.tau2 - profile.chosen) })
        let fit = try choices.fit(model).pooled
        #expect(abs(at.limits.lower - fit.limits.lower) < 1e-3 && abs(at.estimate - fit.estimate) < 1e-3)
    }

    @Test("what has no τ² is an error")
    func refused() throws {
        let model = try LinearModel(estimates: [1, 2], variances: [1, 1])
        #expect(throws: StatisticsError.self) { try Tau2Profile(model, by: .commonEffect) }
        let one = try LinearModel(estimates: [1], variances: [1])
        #expect(throws: StatisticsError.self) { try Tau2Profile(one, by: choices) }
    }
}
