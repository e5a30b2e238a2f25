import Testing
import TrialStatistics
import TrialTestSupport

/// Refits by other means are those by the model where both can be made.
struct RefitRowsTests {
    private let estimates = [0.1, 0.5, -0.3, 0.8, 0.2]
    private let variances = [0.04, 0.1, 0.02, 0.3, 0.05]
    private let choices = PoolingModel(heterogeneity: DerSimonianLaird(), interval: HartungKnapp.guarded)

    private func refit(_ kept: [Int]) -> Refit? {
        let model = try? LinearModel(
            estimates: kept.map { estimates[$0] }, variances: kept.map { variances[$0] })
        return model.flatMap { try? choices.fit($0) }.map { Refit($0) }
    }

    @Test func leaveOneOut() throws {
        let model = try LinearModel(estimates: estimates, variances: variances)
        let expected = try LeaveOneOut(model, by: choices).rows
        let rows = LeaveOneOut(rows: 5, refit: refit).rows
        #expect(rows.map(\.omitted) == expected.map(\.omitted))
        for (row, other) in zip(rows, expected) {
            let (a, b) = (try #require(row.refit), try #require(other.refit))
            #expect(a.studies == b.studies)
            #expect(Tolerance.closedForm.accepts(a.pooled.estimate, b.pooled.estimate))
            #expect(Tolerance.closedForm.accepts(a.pooled.standardError, b.pooled.standardError))
            #expect(Tolerance.closedForm.accepts(a.tau2, b.tau2))
            #expect(Tolerance.closedForm.accepts(a.iSquared, b.iSquared))
            #expect(Tolerance.closedForm.accepts(a.q, b.q))
        }
        #expect(LeaveOneOut(rows: 1, refit: refit).rows.map { $0.refit == nil } == [true])
    }

    @Test func cumulative() throws {
        let model = try LinearModel(estimates: estimates, variances: variances)
        let order = [3, 0, 4, 1, 2]
        let expected = try Cumulative(model, by: choices, order: order).rows
        let rows = Cumulative(order: order, refit: refit).rows
        #expect(rows.map(\.added) == expected.map(\.added))
        for (row, other) in zip(rows, expected) {
            let (a, b) = (try #require(row.refit), try #require(other.refit))
            #expect(a.studies == b.studies)
            #expect(Tolerance.closedForm.accepts(a.pooled.estimate, b.pooled.estimate))
            #expect(Tolerance.closedForm.accepts(a.q, b.q))
        }
    }
}
