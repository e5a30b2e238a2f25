import Glibc
import TrialNumerics

/// The difference of arcsine-transformed proportions, pooled by inverse variance.
///
/// arcsin √p₁ − arcsin √p₂ with variance 1/(4 n₁) + 1/(4 n₂), which needs no correction for zero cells and uses
/// double-zero studies. Rücker et al. 2009, doi:10.1002/sim.3511. There is no way back to a ratio: read the sign, the
/// limits and the test.
public struct PooledArcsineDifference: RareEventMethod {
    /// `arcsine-difference`.
    public let code = "arcsine-difference"
    /// The name in full.
    public let name = "arcsine difference, common effect"

    /// Creates the method.
    public init() {}

    /// The pooled difference; always an answer.
    public func answer(for studies: [BinaryComparison], level: Double) -> RareEventAnswer {
        var (weights, weighted) = (0.0, 0.0)
        for study in studies {
            let weight = 1 / (0.25 / study.total1 + 0.25 / study.total2)
            let difference =
                asin((study.events1 / study.total1).squareRoot()) - asin((study.events2 / study.total2).squareRoot())
            weights += weight
            weighted += weight * difference
        }
        return .estimate(
            .wald(
                EffectEstimate(estimate: weighted / weights, variance: 1 / weights), level: level, scale: .identity,
                usedDoubleZero: studies.contains { !$0.informsRatio }))
    }
}
