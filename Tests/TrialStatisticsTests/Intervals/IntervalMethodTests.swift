import Foundation
import Testing
import TrialTestSupport

@testable import TrialStatistics

/// The registry of intervals and the relations among them.
struct IntervalMethodTests {
    static func fit(_ interval: any IntervalMethod, _ studies: LawData.Studies) throws -> ModelFit {
        try PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: interval).fit(studies.model)
    }

    static func width(_ interval: any IntervalMethod, _ studies: LawData.Studies) throws -> Double {
        let limits = try fit(interval, studies).pooled.limits
        return limits.upper - limits.lower
    }

    @Test("each interval is found by its own word", arguments: MethodRegistry.standard.intervals.map(\.code))
    func named(_ code: String) { #expect(MethodRegistry.standard.interval(code)?.code == code) }

    @Test("words and estimators' codes are unique") func unique() {
        #expect(Set(MethodRegistry.standard.intervals.map(\.code)).count == MethodRegistry.standard.intervals.count)
        #expect(Set(MethodRegistry.standard.estimators.map(\.code)).count == 15)
        #expect(MethodRegistry.standard.interval("wald") == nil)
        #expect(MethodRegistry.standard.estimator("reml") == nil)
    }

    @Test("a guard never narrows: normal ≤ wider of two ≤ guarded", arguments: LawData.all)
    func guards(_ studies: LawData.Studies) throws {
        let normal = try Self.width(NormalInterval(), studies)
        let wider = try Self.width(WiderOfTwo(), studies)
        let guarded = try Self.width(HartungKnapp.guarded, studies)
        #expect(wider >= max(normal, try Self.width(HartungKnapp(), studies)) * (1 - 1e-12))
        #expect(guarded >= wider * (1 - 1e-12))
        #expect(try Self.width(IQWiG6(), studies) >= normal * (1 - 1e-12))
    }

    @Test(
        "Kenward–Roger's degrees of freedom are those of the paper, made of the unadjusted covariance",
        arguments: LawData.all)
    func kenwardRoger(_ studies: LawData.Studies) throws {
        let fit = try Self.fit(KenwardRoger(), studies)
        let weights = studies.variances.map { 1 / ($0 + fit.heterogeneity.tau2) }
        let (s1, s2, s3) = (
            weights.reduce(0, +), weights.reduce(0) { $0 + $1 * $1 }, weights.reduce(0) { $0 + $1 * $1 * $1 }
        )
        // The expected restricted information about τ², and with it the paper's A = V (Φ² Σw²)² / Φ² and m = 2 / A.
        let information = 0.5 * (s2 - 2 * s3 / s1 + s2 * s2 / (s1 * s1))
        let a = (s2 / s1) * (s2 / s1) / information
        #expect(Tolerance(relative: 1e-9).accepts(fit.pooled.degreesOfFreedom ?? .nan, 2 / a))
        let adjusted = 1 / s1 + 2 / information * (s3 - s2 * s2 / s1) / (s1 * s1)
        #expect(Tolerance(relative: 1e-9).accepts(fit.pooled.standardError, adjusted.squareRoot()))
        // The variant adjusts twice, so it never has more degrees of freedom.
        let variant = try Self.fit(KenwardRoger.adjusted, studies)
        #expect((variant.pooled.degreesOfFreedom ?? 0) <= 2 / a * (1 + 1e-12))
        #expect(variant.pooled.standardError == fit.pooled.standardError)
    }

    @Test("where Kenward–Roger leaves no limits the fit is still written and read")
    func infiniteLimits() throws {
        let flat = LawData.Studies(
            description: "flat", estimates: [-0.9, -1.3, -1.5], variances: [1e-6, 4, 4])
        let fit = try Self.fit(KenwardRoger.adjusted, flat)
        #expect(fit.pooled.limits.lower == -.infinity && fit.pooled.limits.upper == .infinity)
        let warning = try #require(fit.warnings.first { $0.code == "unlimited-interval" })
        #expect(warning.message.contains("Kenward–Roger") && warning.message.contains("intercept"))
        // Where the limits exist nothing is said.
        for studies in LawData.all {
            let ordinary = try Self.fit(KenwardRoger.adjusted, studies)
            let isUnlimited = !(ordinary.pooled.limits.lower.isFinite && ordinary.pooled.limits.upper.isFinite)
            #expect(ordinary.warnings.contains { $0.code == "unlimited-interval" } == isUnlimited)
        }
        let data = try JSONEncoder().encode(fit)
        #expect(String(decoding: data, as: UTF8.self).contains("\"lower\":null"))
        #expect(try JSONDecoder().decode(ModelFit.self, from: data) == fit)
    }
}
