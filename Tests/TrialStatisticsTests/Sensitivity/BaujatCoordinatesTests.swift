import Testing
import TrialStatistics
import TrialTestSupport

/// Baujat's coordinates against their definition by refitting.
struct BaujatCoordinatesTests {
    static let models: [([Double], [Double])] = [
        ([0.1, 0.5, -0.3, 0.8, 0.2], [0.04, 0.1, 0.02, 0.3, 0.05]),
        ([1, 2], [0.5, 0.25]),
        ([0.3, 0.31, 5], [1e-8, 0.1, 0.2]),
    ]

    @Test("the contributions add up to Cochran's Q and the influence is that of refitting", arguments: models)
    func definition(_ estimates: [Double], _ variances: [Double]) throws {
        let model = try LinearModel(estimates: estimates, variances: variances)
        let full = try PoolingModel.commonEffect.fit(model)
        let rows = try BaujatCoordinates(model).rows
        let q = rows.reduce(0) { $0 + $1.contribution }
        #expect(Tolerance.closedForm.accepts(q, full.heterogeneity.q))
        for row in rows {
            let others = estimates.indices.filter { $0 != row.study - 1 }
            let without = try PoolingModel.commonEffect.fit(try model.subset(others)).pooled
            let change = full.pooled.estimate - without.estimate
            let expected = change * change / (without.standardError * without.standardError)
            // The difference of two estimates that agree to eight digits keeps the other half of them.
            #expect(Tolerance(relative: 1e-6, floor: 1e-9).accepts(row.influence, expected))
        }
    }

    @Test("one study, and moderators, are errors")
    func refused() throws {
        #expect(throws: StatisticsError.self) {
            try BaujatCoordinates(LinearModel(estimates: [1], variances: [1]))
        }
        let design = try ModeratorFormula(mainEffects: ["x"]).design(["x": .numbers([1, 2, 4])], studies: 3)
        let model = try LinearModel(estimates: [1, 2, 3], variances: [1, 1, 1], design: design)
        #expect(throws: StatisticsError.self) { try BaujatCoordinates(model) }
    }
}
