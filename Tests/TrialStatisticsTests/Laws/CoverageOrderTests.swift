import Testing
import TrialNumerics
import TrialStatistics

/// The known ordering of intervals with few studies, in a simulation small enough for every run.
///
/// The long one, with its table, is the coverage program of the Benchmarks package.
struct CoverageOrderTests {
    static let replications = 200

    /// Normal estimates around 0 with a τ² several times the sampling variances.
    private static func models() throws -> [LinearModel] {
        var generator = SeededGenerator(seed: 20_261_123)
        let variances = [0.6, 0.3, 0.14]
        return try (0..<replications).map { _ in
            let estimates = variances.map { ($0 + 0.9).squareRoot() * generator.normal() }
            return try LinearModel(estimates: estimates, variances: variances)
        }
    }

    private static func limits(_ interval: any IntervalMethod, _ models: [LinearModel]) throws -> [ConfidenceLimits] {
        var pooling = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: interval)
        pooling.heterogeneityInterval = nil
        return try models.map { try pooling.fit($0).pooled.limits }
    }

    private static func coverage(_ limits: [ConfidenceLimits]) -> Double {
        Double(limits.count { $0.lower <= 0 && 0 <= $0.upper }) / Double(limits.count)
    }

    @Test("three heterogeneous studies: Wald covers too rarely, guarded Hartung–Knapp at least as often as it says")
    func order() throws {
        let models = try Self.models()
        let wald = try Self.limits(NormalInterval(), models)
        let plain = try Self.limits(HartungKnapp(), models)
        let guarded = try Self.limits(HartungKnapp.guarded, models)
        // Three standard errors of a coverage of 95 % in 200 replications are 4.6 points.
        #expect(Self.coverage(wald) < 0.95 - 0.046)
        #expect(Self.coverage(guarded) >= 0.95)
        #expect(Self.coverage(wald) < Self.coverage(plain))
        #expect(Self.coverage(plain) <= Self.coverage(guarded))
        for (inner, outer) in zip(wald, guarded) { #expect(outer.upper - outer.lower > inner.upper - inner.lower) }
        for (inner, outer) in zip(plain, guarded) { #expect(outer.lower <= inner.lower && inner.upper <= outer.upper) }
    }
}
