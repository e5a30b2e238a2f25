import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Differences between kinds of participants in one stage against two stages, and what holds of them.
struct OneStageInteractionTests {
    private struct Sample {
        var estimates: [Double] = []
        var variances: [Double] = []
        var trials: [String] = []
        var kinds: [String] = []

        /// Trials with both kinds, then trials with one.
        init(seed: UInt64, mixed: Int, single: Int) {
            var random = SeededGenerator(seed: seed)
            for trial in 0..<(mixed + single) {
                let level = random.normal()
                let difference = 0.3 + 0.2 * random.normal()
                let own = trial < mixed ? ["progressive", "relapsing"] : [trial % 2 == 0 ? "progressive" : "relapsing"]
                for kind in own {
                    variances.append(0.02 + 0.1 * random.uniform())
                    let shift = kind == "relapsing" ? difference : 0
                    estimates.append(level + shift + variances[variances.count - 1].squareRoot() * random.normal())
                    trials.append("trial \(trial)")
                    kinds.append(kind)
                }
            }
        }

        func rows(correlation: Double = 0, level: Double = 0) throws -> OneStageInteraction.Rows {
            OneStageInteraction.Rows(
                estimates: zip(estimates, trials).map { $0 + level * Double($1.count + $1.hashCode % 7) },
                covariance: try SamplingCovariance(variances: variances, clusters: trials, correlation: correlation),
                trials: trials, kinds: kinds)
        }
    }

    @Test("with independent rows it is the pooled within-trial interaction", arguments: 1...6)
    func twoStages(_ seed: Int) throws {
        let sample = Sample(seed: UInt64(seed), mixed: 7, single: 4)
        let own = try OneStageInteraction(sample.rows(), reference: "progressive", by: MultilevelFitter())
        let contrasts = Set(sample.trials).sorted().map { trial in
            func estimate(_ kind: String) -> EstimateWithVariance? {
                sample.trials.indices.first { sample.trials[$0] == trial && sample.kinds[$0] == kind }.map {
                    EstimateWithVariance(estimate: sample.estimates[$0], variance: sample.variances[$0])
                }
            }
            return WithinTrialContrast(trial: trial, reference: estimate("progressive"), other: estimate("relapsing"))
        }
        let pooling = PoolingModel(
            heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval(),
            prediction: PredictionInterval(.normal))
        let staged = try WithinTrialInteraction(contrasts, pooling: pooling)
        let within = try #require(staged.within)
        let difference = try #require(own.within.first)
        #expect(difference.kind == "relapsing" && difference.trials.count == 7 && own.within.count == 1)
        let close = Tolerance(relative: 1e-5, floor: 1e-6)
        #expect(close.accepts(difference.effect.estimate, within.pooled.estimate))
        #expect(close.accepts(difference.effect.standardError, within.pooled.standardError))
        #expect(own.across.first?.trials.allSatisfy { $0.hasPrefix("trial") } == true)
        #expect(own.across.map(\.trials.count) == [2])
    }

    @Test("what all rows of a trial share moves nothing within it", arguments: 1...4)
    func levels(_ seed: Int) throws {
        let sample = Sample(seed: UInt64(seed), mixed: 6, single: 0)
        let fitter = MultilevelFitter(inference: .containment)
        let plain = try OneStageInteraction(sample.rows(correlation: 0.4), reference: "progressive", by: fitter)
        let moved = try OneStageInteraction(
            sample.rows(correlation: 0.4, level: 3), reference: "progressive", by: fitter)
        let (a, b) = (try #require(plain.within.first).effect, try #require(moved.within.first).effect)
        #expect(Tolerance(relative: 1e-6, floor: 1e-7).accepts(a.estimate, b.estimate))
        #expect(Tolerance(relative: 1e-6, floor: 1e-7).accepts(a.standardError, b.standardError))
        #expect(a.degreesOfFreedom == 5 && plain.across.isEmpty)
    }

    @Test("turning the reference turns the sign, and errors that correlate make the difference surer")
    func reference() throws {
        let sample = Sample(seed: 9, mixed: 6, single: 2)
        let one = try OneStageInteraction(sample.rows(), reference: "progressive", by: MultilevelFitter())
        let other = try OneStageInteraction(sample.rows(), reference: "relapsing", by: MultilevelFitter())
        #expect(Tolerance(relative: 1e-6).accepts(one.within[0].effect.estimate, -other.within[0].effect.estimate))
        var fixed = MultilevelFitter()
        fixed.givenComponents = [0, 0]
        let lone = Sample(seed: 2, mixed: 1, single: 0)
        let loose = try OneStageInteraction(lone.rows(), reference: "progressive", by: fixed).within[0].effect
        let tight = try OneStageInteraction(lone.rows(correlation: 0.5), reference: "progressive", by: fixed).within[0]
            .effect
        #expect(tight.standardError < loose.standardError)
        // One trial: its own difference, whose variances add.
        #expect(Tolerance.closedForm.accepts(loose.standardError, lone.variances.reduce(0, +).squareRoot()))
        #expect(throws: StatisticsError.self) {
            try OneStageInteraction(sample.rows(), reference: "unknown", by: MultilevelFitter())
        }
    }
}

extension String {
    /// A number of its letters, the same in every run.
    fileprivate var hashCode: Int { unicodeScalars.reduce(0) { ($0 * 31 + Int($1.value)) % 1009 } }
}
