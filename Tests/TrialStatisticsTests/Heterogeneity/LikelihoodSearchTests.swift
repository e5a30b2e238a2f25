import Glibc
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Likelihoods with more than one hill, and places where the reference stops short.
struct LikelihoodSearchTests {
    /// Precise studies that agree, cruder ones that do not: hills at 0, near 0.08 and, the highest, near 4.7.
    static let estimates = [-0.3, 0.15, 1.65, 0.15, 7.89]
    static let variances = [0.0287, 0.0016, 0.5881, 0.0002, 4.5245]

    static func profile(_ model: LinearModel) -> [(tau2: Double, value: Double)] {
        var likelihood = LogLikelihood(model)
        return logarithmicGrid(from: 1e-7, to: 1e5, points: 1500).map { ($0, likelihood.values($0).restricted) }
    }

    @Test(
        "of several hills the highest is taken, whatever the order and the number of studies far out",
        arguments: 1...200)
    func highestHill(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        // Variances over eight orders of magnitude make several hills common.
        let variances = (0..<6).map { _ in exp(generator.uniform() * 18 - 9) }
        let estimates = variances.map { $0.squareRoot() * generator.normal() * 3 + generator.normal() }
        let model = try LinearModel(estimates: estimates, variances: variances)
        let found = RestrictedMaximumLikelihood().estimate(model)
        var likelihood = LogLikelihood(model)
        let best = likelihood.values(found.tau2).restricted
        let scanned = ([(0, likelihood.values(0).restricted)] + Self.profile(model)).map { $0.1 }.max() ?? .nan
        #expect(best >= scanned - 1e-9)
        #expect(found.convergence.converged)
    }

    @Test("a likelihood with three hills is recognised as such")
    func recognises() throws {
        let model = try LinearModel(estimates: Self.estimates, variances: Self.variances)
        let values = Self.profile(model).map(\.value)
        let inner = (1..<(values.count - 1)).filter { values[$0] > values[$0 - 1] && values[$0] >= values[$0 + 1] }
        #expect(inner.count == 2)
        #expect(values[0] > values[1])
        let found = RestrictedMaximumLikelihood().estimate(model)
        #expect(abs(found.tau2 - 4.7) < 0.1)
        #expect(found.convergence.method.contains("highest of 3 maxima"))
    }

    @Test("the highest hill is found whatever hill a local search would start from", arguments: [0.0, 0.02, 0.3, 20])
    func anyStart(_ start: Double) throws {
        let model = try LinearModel(estimates: Self.estimates, variances: Self.variances)
        // Fisher scoring from the start, as local searches do.
        var kernel = ModelKernel(model)
        var local = start
        for _ in 0..<500 {
            let sums = kernel.evaluate(local)
            local = max(0, local + (sums.squaredResidual - sums.traceP) / sums.tracePP)
        }
        var likelihood = LogLikelihood(model)
        let ours = RestrictedMaximumLikelihood().estimate(model).tau2
        #expect(likelihood.values(ours).restricted >= likelihood.values(local).restricted - 1e-10)
        if start < 0.1 { #expect(likelihood.values(ours).restricted > likelihood.values(local).restricted + 0.1) }
    }

    @Test("a model without intercept finds τ² as large as the estimates")
    func withoutIntercept() throws {
        let design = DesignMatrix(values: Matrix([[1], [-1], [1], [-1]]), names: ["contrast"])
        let model = try LinearModel(
            estimates: [100, 100.1, 99.9, 100], variances: [0.1, 0.1, 0.1, 0.1], design: design)
        let found = MaximumLikelihood().estimate(model)
        #expect(found.convergence.converged)
        // The residuals are about 100, so τ² + v is their mean square.
        #expect(abs(found.tau2 - 10_000) < 10)
    }

    @Test(
        "between points that the scan looked at, and not at their neighbours, the score has one sign",
        arguments: 1...200)
    func skipped(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let count = 2 + seed % 20
        let variances = (0..<count).map { _ in exp(generator.uniform() * 18 - 9) }
        let estimates = variances.map { $0.squareRoot() * generator.normal() * 3 + generator.normal() }
        let model = try LinearModel(estimates: estimates, variances: variances)
        let grid = SearchGrid(model)
        for trace in [{ $0.traceP }, { $0.weight }] as [(ScoreSums) -> Double] {
            var kernel = ModelKernel(model)
            func point(_ tau2: Double) -> ScoreScan.Point {
                let sums = kernel.scores(tau2)
                return ScoreScan.Point(tau2: tau2, rise: sums.squaredResidual, fall: trace(sums))
            }
            let scan = ScoreScan(grid, point)
            var skipped = 0
            for (below, above) in zip(scan.points, scan.points.dropFirst()) where above.place > below.place + 1 {
                skipped += above.place - below.place - 1
                for share in stride(from: 0.0, through: 1, by: 0.05) {
                    let tau2 = below.tau2 + share * (above.tau2 - below.tau2)
                    #expect((point(tau2).slope > 0) == (below.slope > 0))
                }
            }
            #expect(skipped + scan.points.count == grid.count)
            #expect(skipped > 0)
        }
    }
}
