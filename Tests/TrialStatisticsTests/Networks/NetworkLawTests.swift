import Glibc
import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// What holds of every network.
struct NetworkLawTests {
    static let near = Tolerance(relative: 1e-9, floor: 1e-10)

    @Test("two treatments are a pairwise meta-analysis", arguments: NetworkHeterogeneityEstimator.allCases)
    func pairwise(_ method: NetworkHeterogeneityEstimator) throws {
        let (y, se) = ([0.1, 0.9, -0.3, 0.5, 1.4], [0.2, 0.3, 0.25, 0.4, 0.3])
        let network = try NetworkData.pairs(zip(y, se).enumerated().map { ("s\($0)", "a", "b", $1.0, $1.1) })
        let fit = try NetworkModel(heterogeneity: method).fit(network)
        let estimator: any HeterogeneityEstimator =
            switch method {
            case .derSimonianLaird: DerSimonianLaird()
            case .restrictedMaximumLikelihood, .multivariateRestricted: RestrictedMaximumLikelihood()
            case .maximumLikelihood, .multivariateMaximum: MaximumLikelihood()
            }
        let pooled = try PoolingModel(heterogeneity: estimator, interval: NormalInterval()).fit(
            LinearModel(estimates: y, variances: se.map { $0 * $0 }))
        let own = fit.comparison(0, 1, .random)
        #expect(Self.near.accepts(own.estimate, pooled.pooled.estimate))
        #expect(Self.near.accepts(own.standardError, pooled.pooled.standardError))
        #expect(Tolerance(relative: 1e-7).accepts(fit.tau2 ?? .nan, pooled.heterogeneity.tau2))
        #expect(Self.near.accepts(fit.q, pooled.heterogeneity.q))
    }

    @Test("a star is its spokes, each by itself") func star() throws {
        let network = try NetworkData.pairs([
            ("1", "a", "hub", 1, 0.2), ("2", "a", "hub", 1.5, 0.3), ("3", "b", "hub", -1, 0.2),
            ("4", "b", "hub", 0.2, 0.4), ("5", "c", "hub", 0.3, 0.1),
        ])
        let fit = try NetworkModel().fit(network)
        for split in fit.split(.common) where split.studies > 0 {
            #expect(Self.near.accepts(split.network.estimate, split.direct?.estimate ?? .nan))
            #expect(split.indirect == nil)
        }
        let (a, b) = (fit.comparison(0, 3, .common), fit.comparison(1, 3, .common))
        let between = fit.comparison(0, 1, .common)
        #expect(Self.near.accepts(between.estimate, a.estimate - b.estimate))
        #expect(
            Self.near.accepts(
                between.standardError, (pow(a.standardError, 2) + pow(b.standardError, 2)).squareRoot()))
        #expect(fit.decomposition.between.degreesOfFreedom == 0)
    }

    @Test("other names and another order change nothing", arguments: 0..<4)
    func relabelled(_ seed: UInt64) throws {
        let network = try NetworkData.network(treatments: 6, trials: 14, seed: seed)
        let names = Dictionary(
            uniqueKeysWithValues: network.treatments.enumerated().map { ($1, "z\(9 - $0)") })
        let turned = network.contrasts.reversed().map { row in
            NetworkContrast(
                study: row.study, treatment: names[row.comparator] ?? "", comparator: names[row.treatment] ?? "",
                estimate: -row.estimate, standardError: row.standardError)
        }
        let other = try TreatmentNetwork(turned)
        for method in [NetworkHeterogeneityEstimator.derSimonianLaird, .multivariateRestricted, .multivariateMaximum] {
            let (x, y) = (
                try NetworkModel(heterogeneity: method).fit(network), try NetworkModel(heterogeneity: method).fit(other)
            )
            #expect(Self.near.accepts(x.q, y.q))
            #expect(Tolerance(relative: 1e-7, floor: 1e-10).accepts(x.tau2 ?? .nan, y.tau2 ?? .nan))
            for (i, a) in x.treatments.enumerated() {
                for (j, b) in x.treatments.enumerated() where i != j {
                    let k = try #require(y.treatments.firstIndex(of: names[a] ?? ""))
                    let l = try #require(y.treatments.firstIndex(of: names[b] ?? ""))
                    let tolerance = Tolerance(relative: 1e-7, floor: 1e-9)
                    let (one, two) = (x.comparison(i, j, .random), y.comparison(k, l, .random))
                    #expect(tolerance.accepts(one.estimate, two.estimate))
                    #expect(tolerance.accepts(one.standardError, two.standardError))
                }
            }
            #expect(Self.near.accepts(x.decomposition.between.q, y.decomposition.between.q))
        }
    }

    @Test("a shift of all outcomes and a factor go through", arguments: 0..<3)
    func scaled(_ seed: UInt64) throws {
        let network = try NetworkData.network(treatments: 5, trials: 12, seed: seed)
        let scaled = try TreatmentNetwork(
            network.contrasts.map {
                NetworkContrast(
                    study: $0.study, treatment: $0.treatment, comparator: $0.comparator, estimate: 10 * $0.estimate,
                    standardError: 10 * $0.standardError)
            })
        let (x, y) = (try NetworkModel().fit(network), try NetworkModel().fit(scaled))
        #expect(Self.near.accepts(x.q, y.q))
        #expect(Self.near.accepts(100 * (x.tau2 ?? .nan), y.tau2 ?? .nan))
        #expect(Self.near.accepts(10 * x.comparison(0, 3, .random).estimate, y.comparison(0, 3, .random).estimate))
        #expect(
            x.pScores(.random, desirable: .small).elementsEqual(y.pScores(.random, desirable: .small)) {
                abs($0 - $1) < 1e-9
            })
    }

    @Test("shares of evidence add up, and a flow arrives", arguments: 0..<3)
    func flows(_ seed: UInt64) throws {
        let fit = try NetworkModel().fit(NetworkData.network(treatments: 7, trials: 18, seed: seed))
        for effects in NetworkEffects.allCases {
            let flow = fit.flow(effects)
            let shares = flow.contributions
            for (row, pair) in flow.comparisons.enumerated() {
                #expect(Self.near.accepts(shares.row(row).reduce(0, +), 1))
                var net = Array(repeating: 0.0, count: fit.treatments.count)
                for (column, edge) in flow.directComparisons.enumerated() {
                    net[edge.treatment] += flow.hat[row, column]
                    net[edge.comparator] -= flow.hat[row, column]
                }
                #expect(Self.near.accepts(net[pair.treatment], 1))
                #expect(Self.near.accepts(net[pair.comparator], -1))
            }
            let p = fit.pScores(effects, desirable: .large)
            #expect(Self.near.accepts(p.reduce(0, +), Double(p.count) / 2))
        }
        #expect(Self.near.accepts(fit.flow(.common).rowHat.diagonal.reduce(0, +), 6))
    }

    @Test("Q within and between add up to Q, and the score of a likelihood is its slope", arguments: 0..<3)
    func decomposes(_ seed: UInt64) throws {
        let network = try NetworkData.network(treatments: 5, trials: 15, seed: seed)
        let fit = try NetworkModel(heterogeneity: .multivariateRestricted).fit(network)
        let parts = fit.decomposition
        #expect(Self.near.accepts(parts.within.q + parts.between.q, fit.q))
        #expect(
            Tolerance(relative: 1e-7, floor: 1e-8).accepts(
                parts.designs.reduce(0) { $0 + $1.inconsistency }, parts.between.q))
        // No other τ² has a higher likelihood.
        let top = try #require(fit.fitStatistics.restricted).logLikelihood
        for factor in [0.5, 0.9, 1.1, 2, 5] {
            let other = try NetworkModel(
                heterogeneity: .multivariateRestricted, tau2: factor * (fit.tau2 ?? 0)
            ).fit(network)
            #expect((other.fitStatistics.restricted?.logLikelihood ?? 0) <= top + 1e-9)
        }
    }

    @Test("the same seed gives the same ranks") func seeded() throws {
        let fit = try NetworkModel().fit(NetworkData.network(treatments: 5, trials: 12, seed: 1))
        let (a, b) = (
            fit.ranking(.random, desirable: .large, draws: 500, seed: 7),
            fit.ranking(.random, desirable: .large, draws: 500, seed: 7)
        )
        #expect(a == b)
        for rank in a { #expect(abs(rank.probabilities.reduce(0, +) - 1) < 1e-12) }
    }

    @Test("evidence split by leaving trials out agrees with back-calculation where all trials have two arms")
    func separates() throws {
        let network = try NetworkData.pairs([
            ("1", "a", "b", 1, 0.2), ("2", "b", "c", 0.5, 0.3), ("3", "a", "c", 1.1, 0.25), ("4", "a", "b", 0.7, 0.3),
            ("5", "c", "d", 0.2, 0.2), ("6", "a", "d", 1.9, 0.3),
        ])
        let fit = try NetworkModel().fit(network)
        for (x, y) in zip(fit.split(.random), fit.split(.random, by: .separate)) {
            #expect((x.indirect == nil) == (y.indirect == nil))
            #expect(Self.near.accepts(x.indirect?.estimate ?? 0, y.indirect?.estimate ?? 0))
            #expect(Self.near.accepts(x.indirect?.standardError ?? 0, y.indirect?.standardError ?? 0))
        }
    }

    @Test("rounded standard errors of a multi-arm trial are taken") func rounded() throws {
        let rows = [("m", "a", "b", 0.50, 0.21), ("m", "a", "c", 0.80, 0.25), ("m", "b", "c", 0.30, 0.22)]
        let network = try NetworkData.pairs(rows + [("1", "a", "b", 0.4, 0.2), ("2", "b", "c", 0.1, 0.3)])
        let fit = try NetworkModel().fit(network)
        #expect(fit.adjustedErrors(.common).allSatisfy { $0 != nil })
    }

    @Test("the exact conditional likelihood nears the approximate one as events get rare") func conditional() throws {
        func arms(_ size: Double) -> [NetworkArm] {
            [("1", "a", 3), ("1", "b", 5), ("2", "b", 4), ("2", "c", 2), ("3", "a", 2), ("3", "b", 4), ("3", "c", 1)]
                .map { NetworkArm(study: $0.0, treatment: $0.1, summary: .events($0.2, total: size)) }
        }
        let gaps = try [50.0, 5_000].map { size -> Double in
            let exact = try RareEventNetworkModel(.conditionalExact).fit(arms(size))
            let near = try RareEventNetworkModel(.conditionalApproximate).fit(arms(size))
            #expect(exact.convergence.converged && near.convergence.converged)
            return abs(exact.comparison(0, 2).estimate - near.comparison(0, 2).estimate)
        }
        #expect(gaps[1] < 0.01 * gaps[0])
    }

    @Test("two arms of one trial have Fisher's conditional estimate") func fisher() throws {
        let arms = [
            NetworkArm(study: "1", treatment: "a", summary: .events(7, total: 20)),
            NetworkArm(study: "1", treatment: "b", summary: .events(3, total: 25)),
        ]
        let fit = try RareEventNetworkModel(.conditionalExact).fit(arms)
        let found = fit.comparison(0, 1)
        let law = NoncentralHypergeometricDistribution(group1: 20, group2: 25, events: 10)
        let moments = law.moments(logOddsRatio: found.estimate)
        #expect(abs(moments.mean - 7) < 1e-8)
        #expect(Self.near.accepts(found.standardError, 1 / moments.variance.squareRoot()))
    }
}
