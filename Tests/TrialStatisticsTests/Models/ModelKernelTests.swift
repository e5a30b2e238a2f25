import Testing
import TrialTestSupport

@testable import TrialStatistics

/// The sums of the kernel where one study has nearly all the weight and W − w would be lost to rounding.
struct ModelKernelTests {
    /// Two studies have closed forms: with s = v₁ + v₂ and d = y₁ − y₂, tr P = 2/s, tr PP = 4/s², y′Py = d²/s,
    /// y′PPy = 2d²/s².
    @Test(
        "two studies of very different weight keep their digits",
        arguments: [(1e-12, 1e8), (1e8, 1e-12), (0.1, 0.3), (1e-90, 1e-80)])
    func twoStudies(_ first: Double, _ second: Double) throws {
        let model = try LinearModel(estimates: [0.25, 1.75], variances: [first, second])
        var kernel = ModelKernel(model)
        let sums = kernel.evaluate(0)
        let s = first + second
        let tolerance = Tolerance(relative: 1e-14, floor: 0)
        #expect(tolerance.accepts(sums.traceP, 2 / s))
        #expect(tolerance.accepts(sums.tracePP, 4 / (s * s)))
        #expect(tolerance.accepts(sums.residual, 2.25 / s))
        #expect(tolerance.accepts(sums.squaredResidual, 4.5 / (s * s)))
    }

    @Test("moments and likelihood find the τ² of two such studies", arguments: ["DL", "REML", "PM", "HE"])
    func estimates(_ code: String) throws {
        let model = try LinearModel(estimates: [0, 1e5], variances: [1e-12, 1e8])
        let estimator = try #require(MethodRegistry.standard.estimator(code))
        // ½ (d² − v₁ − v₂), by each of these methods.
        #expect(Tolerance.searched.accepts(estimator.estimate(model).tau2, 0.5 * (1e10 - 1e8)))
    }

    @Test("the sums agree with P written out", arguments: [0, 0.05, 2])
    func writtenOut(_ tau2: Double) throws {
        let model = try LawData.heterogeneous.model
        let k = model.studies
        let w = model.variances.map { 1 / ($0 + tau2) }
        let total = w.reduce(0, +)
        let p = (0..<k).map { i in (0..<k).map { j in (i == j ? w[i] : 0) - w[i] * w[j] / total } }
        let py = p.map { row in zip(row, model.estimates).reduce(0) { $0 + $1.0 * $1.1 } }
        var kernel = ModelKernel(model)
        let sums = kernel.evaluate(tau2)
        #expect(Tolerance.closedForm.accepts(sums.traceP, (0..<k).reduce(0) { $0 + p[$1][$1] }))
        #expect(Tolerance.closedForm.accepts(sums.tracePP, p.joined().reduce(0) { $0 + $1 * $1 }))
        #expect(Tolerance.closedForm.accepts(sums.residual, zip(py, model.estimates).reduce(0) { $0 + $1.0 * $1.1 }))
        #expect(Tolerance.closedForm.accepts(sums.squaredResidual, py.reduce(0) { $0 + $1 * $1 }))
    }
}
