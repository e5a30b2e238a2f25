import Glibc
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// The short way to the maximum of a likelihood must end where the search over the whole line ends.
struct SingleHillTests {
    /// Random studies with moderators or without; `spread` is the range of the logarithms of variances.
    static func model(_ count: Int, seed: UInt64, spread: Double, moderators: Int = 0) throws -> LinearModel {
        var generator = SeededGenerator(seed: seed)
        let variances = (0..<count).map { _ in exp(spread * (generator.uniform() - 0.5)) }
        let tau = generator.uniform() < 0.3 ? 0 : exp(3 * (generator.uniform() - 0.5))
        let estimates = variances.map { $0.squareRoot() * generator.normal() + tau * generator.normal() + 0.4 }
        guard moderators > 0 else { return try LinearModel(estimates: estimates, variances: variances) }
        let rows = (0..<count).map { _ in [1] + (0..<moderators).map { _ in generator.normal() } }
        let names = ["intercept", "dose", "year"].prefix(moderators + 1)
        return try LinearModel(
            estimates: estimates, variances: variances, design: DesignMatrix(values: Matrix(rows), names: Array(names)))
    }

    /// The distance between what both ways find, in units of τ² and the typical variance; nil where there was no proof.
    private static func distance(_ model: LinearModel, isRestricted: Bool) -> Double? {
        var (kernel, evaluations) = (ModelKernel(model), 0)
        guard let hill = SingleHill.find(&kernel, isRestricted: isRestricted, evaluations: &evaluations) else {
            return nil
        }
        let plain = LikelihoodSearch(isRestricted: isRestricted).scanned(&kernel, name: "scan", evaluations: 0)
        #expect(plain.convergence.method == "scan", "proven to be single, yet \(plain.convergence.method)")
        #expect(evaluations <= 20)
        let typical = Double(model.residualDegreesOfFreedom) / kernel.scores(plain.tau2).traceP
        return abs(hill - plain.tau2) / typical
    }

    @Test("the maximum is that of the scan, and it is proven for nearly all", arguments: 1...60)
    func agrees(_ seed: Int) throws {
        var (proven, all) = (0, 0)
        for (count, spread) in [(2, 3.0), (3, 3), (7, 8), (13, 3), (13, 18), (40, 8), (150, 3)] {
            let model = try Self.model(count, seed: UInt64(seed), spread: spread)
            for isRestricted in [true, false] {
                all += 1
                guard let apart = Self.distance(model, isRestricted: isRestricted) else { continue }
                proven += 1
                #expect(apart < 1e-9, "\(count) \(spread) \(isRestricted): \(apart)")
            }
        }
        #expect(proven >= all - 4)
    }

    @Test("the same beside moderators", arguments: 1...40)
    func moderators(_ seed: Int) throws {
        var proven = 0
        for (count, spread) in [(5, 3.0), (13, 3), (13, 10), (40, 3)] {
            let model = try Self.model(count, seed: UInt64(seed), spread: spread, moderators: 1 + seed % 2)
            for isRestricted in [true, false] {
                guard let apart = Self.distance(model, isRestricted: isRestricted) else { continue }
                proven += 1
                #expect(apart < 1e-9, "\(count) \(spread) \(isRestricted): \(apart)")
            }
        }
        #expect(proven >= 4)
    }

    @Test(
        "what a proof rests on rises in τ² and ends where it is said to end", arguments: DeletionTests.Studies.allCases)
    func means(_ kind: DeletionTests.Studies) throws {
        let models = [try kind.model(13, seed: 9), try Self.model(13, seed: 9, spread: 5, moderators: 2)]
        for model in models {
            var kernel = ModelKernel(model)
            let far = try #require(kernel.farVariances)
            var (alpha, beta, level) = (0.0, 0.0, 0.0)
            for tau2 in logarithmicGrid(from: 1e-6, to: 1e4, points: 200) {
                let found = kernel.steepScores(tau2)
                let sums = try #require(found)
                guard sums.cubedResidual.isFinite else { continue }
                let here = [
                    sums.scores.squaredResidual / sums.cubedResidual - tau2, sums.scores.traceP / sums.tracePP - tau2,
                    sums.scores.weight / sums.squaredWeight - tau2,
                ]
                for (value, (before, end)) in zip(
                    here, [(alpha, far.residual), (beta, far.traceP), (level, far.weight)])
                {
                    #expect(value >= before * (1 - 1e-6) - 1e-10 * tau2)
                    #expect(value <= end * (1 + 1e-6) + 1e-10 * tau2)
                }
                (alpha, beta, level) = (here[0], here[1], here[2])
            }
        }
    }

    @Test("sums that a proof asks for are those of the whole evaluation", arguments: DeletionTests.Studies.allCases)
    func sums(_ kind: DeletionTests.Studies) throws {
        for count in [2, 3, 13, 60] {
            let model = try kind.model(count, seed: 5)
            var kernel = ModelKernel(model)
            for tau2 in [0, 1e-6, 0.01, 0.7, 40, 1e5] {
                let whole = kernel.evaluate(tau2)
                let found = kernel.steepScores(tau2)
                let steep = try #require(found)
                let (size, room) = (kind == .farFromZero ? 1e-9 : 1e-12, 1e-13 * Double(count))
                #expect(abs(steep.scores.weight / whole.weight - 1) < room)
                #expect(abs(steep.scores.traceP / whole.traceP - 1) < room)
                #expect(abs(steep.squaredWeight / whole.squaredWeight - 1) < room)
                #expect(abs(steep.tracePP / whole.tracePP - 1) < 10 * room)
                #expect(abs(steep.scores.residual - whole.residual) <= size * whole.residual)
                #expect(abs(steep.scores.squaredResidual - whole.squaredResidual) <= size * whole.squaredResidual)
                // By the definition, with P element by element.
                let projection = ExplicitProjection(model, weights: model.variances.map { 1 / ($0 + tau2) })
                let plain = try #require(projection)
                let cubed = dot(plain.weightedResiduals, plain.matrix * plain.weightedResiduals)
                // Of two studies that are alike nothing is left but rounding.
                if steep.cubedResidual.isFinite, whole.residual > 1e-20 * whole.weight {
                    #expect(abs(steep.cubedResidual / cubed - 1) < 1e-6, "\(kind) \(count) \(tau2)")
                }
            }
        }
    }

    @Test("estimates that agree have their maximum at zero, after one look")
    func identical() throws {
        let model = try LinearModel(estimates: [0.5, 0.5, 0.5], variances: [0.1, 0.2, 0.4])
        let found = RestrictedMaximumLikelihood().estimate(model)
        #expect(found.tau2 == 0)
        #expect(found.convergence.converged)
    }
}
