import Testing
import TrialResults
import TrialStatistics

@testable import TrialAnalysis

/// Subgroups with a τ² each, or one for all.
@Suite struct SubgroupPoolingTests {
    private static let effects = [-0.9, -0.1, 0.4, 0.6, 1.4]

    private static func set(_ routes: [String]) -> ContrastSet {
        let rows = zip(effects, routes).enumerated().map { index, pair in
            Contrast(
                study: "S\(index)", label: "Study \(index)", year: 2000 + index, groups: [],
                effect: EffectEstimate(estimate: pair.0, variance: 0.05), properties: ["route": pair.1], sources: [],
                notes: [])
        }
        return ContrastSet(contrasts: rows, excluded: [], covariances: [], warnings: [])
    }

    private static func pooling() throws -> ContrastPooling {
        ContrastPooling(
            model: MethodProfiles.trialPool1.randomEffects, measure: try EffectMeasures.standard.named("MD"),
            profile: MethodProfiles.trialPool1)
    }

    @Test("a common τ² is the one of the statistics' own subgroups, and every group is pooled with it")
    func common() throws {
        let routes = ["a", "a", "a", "b", "b"]
        let pooling = try Self.pooling()
        let result = try #require(try pooling.subgroups(Self.set(routes), by: .route, heterogeneity: .common))
        let data = try LinearModel(estimates: Self.effects, variances: Self.effects.map { _ in 0.05 })
        let expected = try Subgroups(heterogeneity: .common).analyse(data, labels: routes, pooling: pooling.model)
        #expect(result.commonTau2 == expected.commonTau2)
        #expect(result.groups.map(\.pooled.fit.pooled.estimate) == expected.groups.map(\.fit.pooled.estimate))
        #expect(result.groups.allSatisfy { $0.pooled.fit.heterogeneity.tau2 == result.commonTau2 })
        let separate = try #require(try pooling.subgroups(Self.set(routes), by: .route))
        #expect(separate.commonTau2 == nil)
        #expect(separate.groups[0].pooled.fit.heterogeneity.tau2 != result.commonTau2)
    }

    @Test("groups of one row each have no common τ²: each is pooled by itself and a warning says so")
    func single() throws {
        let result = try #require(
            try Self.pooling().subgroups(Self.set(["a", "b", "c", "d", "e"]), by: .route, heterogeneity: .common))
        #expect(result.commonTau2 == nil)
        #expect(result.groups.count == 5)
        #expect(result.warnings.map(\.code).contains("separate-heterogeneity"))
    }

    @Test("the plan chooses by a key, and refuses another word")
    func plan() throws {
        func options(_ value: String) throws -> PooledOptions {
            var options = PlanOptions(title: "One analysis", id: "one")
            options.set("title", to: "One analysis")
            options.set("outcome", to: "edss_improved")
            options.set("measure", to: "PLO")
            options.set("arms", to: "treatment")
            try options.set("subgroup-heterogeneity", yaml: value)
            return try PlanReader(file: "options").read(options).analyses[0].pooledOptions
        }
        #expect(try options("common").subgroupHeterogeneity == .common)
        #expect(try options("separate").subgroupHeterogeneity == .separate)
        #expect(throws: AnalysisError.self) { try options("shared") }
    }
}

extension ContrastPooling {
    /// Groups by a category as it is.
    fileprivate func subgroups(
        _ set: ContrastSet, by property: StudyProperty, heterogeneity: Subgroups.Heterogeneity = .separate
    ) throws(AnalysisError) -> SubgroupResult? {
        try subgroups(set, SubgroupRequest(by: property), heterogeneity: heterogeneity)
    }
}
