import Testing
import TrialNumerics
import TrialStatistics

/// The side-by-side view for few studies.
struct FewStudiesViewTests {
    static let pooling = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp.guarded)

    @Test("six studies give five intervals and the rule that chose the headline")
    func six() throws {
        let model = try LinearModel(
            estimates: [-0.4, -0.1, 0.2, -0.3, -0.7, 0.05], variances: [0.02, 0.05, 0.04, 0.03, 0.06, 0.02])
        let view = try #require(try FewStudiesView(model, Self.pooling))
        #expect(
            view.rows.map(\.code) == [
                "normal", "hartung-knapp", "hartung-knapp-guarded", "kenward-roger", "sign-flip",
            ])
        #expect(view.rows.allSatisfy { $0.limits != nil })
        #expect(view.headline == "hartung-knapp-guarded")
        #expect(view.rule.contains("q ="))
        let headline = try #require(view.rows.first { $0.code == view.headline })
        #expect(headline.limits == (try Self.pooling.fit(model)).pooled.limits)
    }

    @Test("one study says what cannot be known")
    func one() throws {
        let view = try #require(try FewStudiesView(LinearModel(estimates: [0.3], variances: [0.1]), Self.pooling))
        #expect(view.knowledge.contains { $0.contains("cannot be known") })
        #expect(view.rows.filter { $0.limits != nil }.map(\.code) == ["normal"])
        #expect(view.rows.first { $0.code == "hartung-knapp" }?.remark == "needs two studies")
    }

    @Test("two studies warn of one degree of freedom and have no permutation interval")
    func two() throws {
        let view = try #require(
            try FewStudiesView(LinearModel(estimates: [0.3, -0.2], variances: [0.1, 0.05]), Self.pooling))
        #expect(view.knowledge.contains { $0.contains("12.7") })
        #expect(view.rows.last?.limits == nil)
        #expect(view.rows.first { $0.code == "hartung-knapp" }?.degreesOfFreedom == 1)
    }

    @Test("a headline that is not among the usual methods gets its own row")
    func otherHeadline() throws {
        let model = try LinearModel(estimates: [-0.4, -0.1, 0.2], variances: [0.02, 0.05, 0.04])
        var pooling = Self.pooling
        pooling.interval = WiderOfTwo()
        let view = try #require(try FewStudiesView(model, pooling))
        #expect(view.rows.contains { $0.code == "wider-of-two" && $0.limits != nil })
    }

    @Test("eleven studies are not few")
    func eleven() throws {
        let model = try LinearModel(
            estimates: Array(repeating: 0.1, count: 11), variances: Array(repeating: 0.1, count: 11))
        #expect(try FewStudiesView(model, Self.pooling) == nil)
    }
}
