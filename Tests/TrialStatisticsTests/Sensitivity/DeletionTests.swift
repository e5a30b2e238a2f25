import Glibc
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Taking a study out of the sums of all must say what refitting the others says.
struct DeletionTests {
    /// Studies of a kind that sums have to bear, and the least share of deletions that the sums must serve.
    enum Studies: String, CaseIterable {
        case ordinary, oneHasNearlyAllTheWeight, oneFarOut, variancesFarApart, farFromZero, agreeing, twins

        /// Random studies.
        func model(_ count: Int, seed: UInt64) throws -> LinearModel {
            var generator = SeededGenerator(seed: seed)
            let spread = self == .variancesFarApart ? 18.0 : 3
            var variances = (0..<count).map { _ in exp(spread * (generator.uniform() - 0.5)) }
            let tau = self == .agreeing ? 0 : exp(3 * (generator.uniform() - 0.5))
            let origin = self == .farFromZero ? 2_000.0 : 0.4
            var estimates = variances.map {
                origin + (self == .agreeing ? 0.3 : 1) * ($0.squareRoot() * generator.normal()) + tau
                    * generator.normal()
            }
            switch self {
            case .oneHasNearlyAllTheWeight: variances[count / 2] = 1e-9
            case .oneFarOut: estimates[count / 3] += 300
            case .twins:
                for i in stride(from: 1, to: count, by: 2) {
                    (estimates[i], variances[i]) = (estimates[i - 1], variances[i - 1])
                }
            default: break
            }
            return try LinearModel(estimates: estimates, variances: variances)
        }
    }

    static let estimators: [(any HeterogeneityEstimator)?] = [
        nil, RestrictedMaximumLikelihood(), MaximumLikelihood(), PauleMandel(), EmpiricalBayes(), DerSimonianLaird(),
    ]

    static let intervals: [any IntervalMethod] = [
        NormalInterval(), TInterval(), HartungKnapp(), HartungKnapp.guarded, WiderOfTwo(),
    ]

    /// What both ways say of every study; the largest differences, in units that matter: τ² of τ² plus the typical sampling
    /// variance, coefficients of their standard error, errors and Q of themselves.
    static func compare(_ model: LinearModel, _ choices: PoolingModel) throws -> (served: Int, apart: Double) {
        var sums = try #require(DeletionsBySums(model, by: choices))
        var (served, apart) = (0, 0.0)
        for row in 0..<model.studies {
            guard let fast = sums.fit(without: row) else { continue }
            served += 1
            let plain = try #require(DeletedFit(model, without: row, by: choices))
            let typical = Double(plain.residualDegreesOfFreedom) / plain.atZero.traceP
            let error = plain.inference.covariance[0, 0].squareRoot()
            let differences = [
                (fast.tau2 - plain.tau2) / (plain.tau2 + typical),
                (fast.solution.coefficients[0] - plain.solution.coefficients[0])
                    / plain.solution.covariance[0, 0].squareRoot(),
                fast.inference.covariance[0, 0].squareRoot() / error - 1,
                fast.q / plain.q - 1, fast.atZero.traceP / plain.atZero.traceP - 1,
            ]
            apart = max(apart, differences.map { $0.isNaN ? .infinity : abs($0) }.max() ?? 0)
            #expect(fast.studies == plain.studies)
            #expect(fast.inference.degreesOfFreedom == plain.inference.degreesOfFreedom)
            #expect(fast.inference.warnings == plain.inference.warnings)
        }
        return (served, apart)
    }

    @Test("sums without a study and the studies without it agree", arguments: Studies.allCases, 1...12)
    func agree(_ kind: Studies, _ seed: Int) throws {
        let count = [4, 5, 7, 13, 30, 80][seed % 6]
        let model = try kind.model(count, seed: UInt64(seed))
        for (turn, estimator) in Self.estimators.enumerated() {
            let choices = PoolingModel(heterogeneity: estimator, interval: Self.intervals[(turn + seed) % 5])
            let (served, apart) = try Self.compare(model, choices)
            // Searches end where the score is rounding; estimates far from zero have lost digits before any sum is formed.
            let allowed = kind == .farFromZero ? 1e-7 : 1e-9
            #expect(apart <= allowed, "\(kind) \(count) \(estimator?.code ?? "EE"): \(apart)")
            if count >= 30 { #expect(served >= count - 4, "\(kind) \(estimator?.code ?? "EE"): \(served)") }
        }
    }

    @Test("of several hills the highest is taken without a study too", arguments: 1...100)
    func hills(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let variances = (0..<7).map { _ in exp(generator.uniform() * 18 - 9) }
        let estimates = variances.map { $0.squareRoot() * generator.normal() * 3 + generator.normal() }
        let model = try LinearModel(estimates: estimates, variances: variances)
        for estimator in [RestrictedMaximumLikelihood(), MaximumLikelihood()] as [any HeterogeneityEstimator] {
            let choices = PoolingModel(heterogeneity: estimator, interval: NormalInterval())
            guard var sums = DeletionsBySums(model, by: choices) else { continue }
            for row in 0..<model.studies {
                guard let fast = sums.fit(without: row) else { continue }
                let rest = try model.omitting(row)
                let plain = try #require(DeletedFit(model, without: row, by: choices))
                var likelihood = LogLikelihood(rest)
                let (here, there) = (likelihood.values(fast.tau2), likelihood.values(plain.tau2))
                let isRestricted = estimator is RestrictedMaximumLikelihood
                #expect(
                    (isRestricted ? here.restricted : here.maximum)
                        >= (isRestricted ? there.restricted : there.maximum) - 1e-10)
            }
        }
    }

    @Test("between two points of the scan the series are the sums", arguments: Studies.allCases)
    func series(_ kind: Studies) throws {
        let model = try kind.model(200, seed: 77)
        let top = try #require(model.variances.indices.min { model.variances[$0] < model.variances[$1] })
        let grid = SearchGrid(model).points
        for (lower, upper) in zip(grid, grid.dropFirst()) {
            let series = MomentSeries(model, from: lower, to: upper, top: top)
            for share in [0, 0.21, 0.5, 0.83, 1] {
                let tau2 = lower + share * (upper - lower)
                let (near, direct) = (series.moments(tau2).scores, StudyMoments(model, tau2: tau2, top: top).scores)
                #expect(abs(near.weight / direct.weight - 1) < 1e-13)
                #expect(abs(near.traceP / direct.traceP - 1) < 1e-12)
                #expect(abs(near.residual / direct.residual - 1) < 1e-11)
                #expect(abs(near.squaredResidual / direct.squaredResidual - 1) < 1e-11)
                let logarithms = model.variances.indices.reduce(0.0) {
                    $1 == top ? $0 : $0 + log(model.variances[$1] + tau2)
                }
                #expect(abs(series.logVariance(tau2) - logarithms) < 1e-12 * (1 + abs(logarithms)) * 10)
            }
        }
    }

    @Test("the sums of the kernel that scores need are those of the whole evaluation", arguments: Studies.allCases)
    func scores(_ kind: Studies) throws {
        for count in [2, 3, 13, 60] {
            let model = try kind.model(count, seed: 5)
            var kernel = ModelKernel(model)
            for tau2 in [0, 1e-6, 0.01, 0.7, 40, 1e5] {
                let (whole, part) = (kernel.evaluate(tau2), kernel.scores(tau2))
                let size = kind == .farFromZero ? 1e-9 : 1e-12
                #expect(abs(part.weight / whole.weight - 1) < 1e-14 * Double(count))
                #expect(abs(part.traceP / whole.traceP - 1) < 1e-13 * Double(count))
                #expect(abs(part.residual - whole.residual) <= size * whole.residual)
                #expect(abs(part.squaredResidual - whole.squaredResidual) <= size * whole.squaredResidual)
            }
        }
    }

    @Test("models that sums do not serve are refitted")
    func refitted() throws {
        let model = try Studies.ordinary.model(9, seed: 3)
        let reml = RestrictedMaximumLikelihood()
        #expect(DeletionsBySums(model, by: PoolingModel(heterogeneity: reml, interval: KenwardRoger())) == nil)
        #expect(DeletionsBySums(model, by: PoolingModel(heterogeneity: SidikJonkman(), interval: TInterval())) == nil)
        let weighted = try LinearModel(
            estimates: model.estimates, variances: model.variances, givenWeights: Array(repeating: 1, count: 9))
        let choices = PoolingModel(heterogeneity: reml, interval: HartungKnapp())
        #expect(DeletionsBySums(weighted, by: choices) == nil)
        let equal = try LinearModel(estimates: Array(repeating: 0.3, count: 9), variances: model.variances)
        #expect(DeletionsBySums(equal, by: choices) == nil)
        for other in [weighted, equal] {
            let rows = try LeaveOneOut(other, by: choices).rows
            #expect(rows.allSatisfy { $0.refit?.studies == 8 })
        }
    }
}
