import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Outcomes pooled one after the other against the whole fit, to the last bit.
struct OutcomePoolingTests {
    /// The numbers of a fit that a table shows, by their bits.
    private static func bits(_ fit: OutcomeFit) -> [UInt64] {
        let (c, h) = (fit.pooled, fit.heterogeneity)
        let numbers: [Double?] = [
            c.estimate, c.standardError, c.statistic, c.degreesOfFreedom, c.pValue, c.limits.lower, c.limits.upper,
            h.tau2,
            h.iSquared, h.hSquared, h.q, Double(h.qDegreesOfFreedom), h.qPValue, h.tau2Limits?.lower,
            h.tau2Limits?.upper,
            fit.prediction?.lower, fit.prediction?.upper, Double(fit.studies),
        ]
        return numbers.map { ($0 ?? -7.25).bitPattern }
    }

    private static func outcome(_ generator: inout SeededGenerator, _ studies: Int) -> (y: [Double], v: [Double]) {
        let spread = generator.uniform() < 0.5 ? 0 : generator.uniform()
        let v = (0..<studies).map { _ in 0.001 + generator.uniform() * generator.uniform() }
        let y = v.map { 0.3 + ($0 + spread).squareRoot() * generator.normal() }
        return (generator.uniform() < 0.05 ? v.map { _ in 0.25 } : y, v)
    }

    @Test("every estimator and interval, of one study to three hundred")
    func equalsTheWholeFit() throws {
        var generator = SeededGenerator(seed: 31)
        let sizes = [1, 2, 3, 5, 5, 8, 13, 40]
        for profile in [MethodProfiles.batch1, MethodProfiles.revMan5] {
            for estimator in MethodRegistry.standard.estimators.map(Optional.some) + [nil] {
                for interval in MethodRegistry.standard.intervals {
                    var choices = PoolingModel(heterogeneity: estimator, interval: interval)
                    choices.heterogeneityInterval = nil
                    choices.level = generator.uniform() < 0.5 ? 0.95 : 0.8
                    var pooling = try OutcomePooling(choices, profile: profile)
                    for studies in sizes {
                        let (y, v) = Self.outcome(&generator, studies)
                        let fit = OutcomeFit(
                            profile.presented(try choices.fit(LinearModel(estimates: y, variances: v))))
                        let own = try? pooling.fit(estimates: y, variances: v)
                        guard fit.pooled.standardError.isFinite else {
                            #expect(own == nil)
                            continue
                        }
                        let told = try #require(own)
                        #expect(
                            Self.bits(told) == Self.bits(fit),
                            "\(estimator?.code ?? "common") \(interval.code) \(studies)")
                        #expect(told.warnings == fit.warnings)
                    }
                }
            }
        }
    }

    @Test("three hundred studies, and many outcomes of one size, by REML and as a common effect")
    func many() throws {
        var generator = SeededGenerator(seed: 32)
        for choices in [MethodProfiles.batch1.randomEffects, MethodProfiles.batch1.commonEffect] {
            var lean = choices
            (lean.heterogeneityInterval, lean.prediction) = (nil, nil)
            var pooling = try OutcomePooling(lean, profile: MethodProfiles.batch1)
            for studies in [300] + Array(repeating: 5, count: 300) {
                let (y, v) = Self.outcome(&generator, studies)
                let fit = OutcomeFit(try lean.fit(LinearModel(estimates: y, variances: v)))
                #expect(Self.bits(try pooling.fit(estimates: y, variances: v)) == Self.bits(fit))
            }
        }
    }

    @Test("limits of τ² and prediction limits where they are asked for, and a given τ²")
    func more() throws {
        var generator = SeededGenerator(seed: 33)
        var choices = MethodProfiles.batch1.randomEffects
        for given in [nil, 0.0, 0.2] {
            choices.givenTau2 = given
            var pooling = try OutcomePooling(choices, profile: MethodProfiles.batch1)
            let (y, v) = Self.outcome(&generator, 7)
            let fit = OutcomeFit(try choices.fit(LinearModel(estimates: y, variances: v)))
            let own = try pooling.fit(estimates: y, variances: v)
            #expect(Self.bits(own) == Self.bits(fit) && own.heterogeneity.tau2Limits != nil)
        }
    }

    @Test("what cannot be pooled is refused as by the whole fit")
    func refused() throws {
        var pooling = try OutcomePooling(.commonEffect, profile: MethodProfiles.batch1)
        for (y, v) in [([1.0, 2], [1.0, 0]), ([1, .nan], [1, 1]), ([], []), ([1e200], [1]), ([1], [1e-200])] {
            do throws(StatisticsError) {
                _ = try pooling.fit(estimates: y, variances: v)
                Issue.record("\(y) \(v) was pooled")
            } catch {
                do throws(StatisticsError) {
                    _ = try PoolingModel.commonEffect.fit(LinearModel(estimates: y, variances: v))
                    Issue.record("the whole fit pooled \(y)")
                } catch let plain {
                    #expect(error == plain)
                }
            }
        }
        var level = PoolingModel.commonEffect
        level.level = 1
        #expect(throws: StatisticsError.self) { try OutcomePooling(level, profile: MethodProfiles.batch1) }
    }
}
