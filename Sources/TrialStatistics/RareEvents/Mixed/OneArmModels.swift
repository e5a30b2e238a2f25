import Glibc
import TrialNumerics

/// The logit-normal model of single proportions (`PLO`).
///
/// Events ~ binomial with log-odds θ + uᵢ, uᵢ ~ N(0, τ²). Hamza, van Houwelingen and Stijnen 2008,
/// doi:10.1016/j.jclinepi.2007.03.016. Studies without events take part.
public struct LogitNormal: MixedModelFormulation {
    /// Creates the formulation.
    public init() {}

    /// `glmm-logit-normal`.
    public let code = "glmm-logit-normal"
    /// The name in full.
    public let name = "logit-normal mixed model of proportions"
    /// Log-odds.
    public let scale = EffectScale.logit
    /// False: a log-odds of 0 is no hypothesis.
    public let comparesGroups = false

    /// The binomial likelihood of all studies.
    public func problem(_ studies: [BinaryGroup]) -> MixedModelProblem {
        let events = studies.reduce(0) { $0 + $1.events }
        let total = studies.reduce(0) { $0 + $1.total }
        let obstacle: RareEventReason? =
            events == 0
            ? RareEventReason("no-events", "no study has an event: the log-odds is −∞; use the exact upper limit")
            : events == total
                ? RareEventReason(
                    "only-events", "every participant has the event: the log-odds is +∞; use exact limits")
                : nil
        let effects = studies.map { study in
            let add = study.events == 0 || study.events == study.total ? 0.5 : 0
            let (x, y) = (study.events + add, study.total - study.events + add)
            return EffectEstimate(estimate: log(x / y), variance: 1 / x + 1 / y)
        }
        return MixedModelProblem(
            kept: Array(studies.indices), obstacle: obstacle, observations: studies.count,
            usedDoubleZero: studies.contains { $0.events == 0 || $0.events == $0.total },
            likelihoods: studies.map { BinomialCount(events: $0.events, total: $0.total) }, levels: .absent,
            startEffect: log((events + 0.5) / (total - events + 0.5)), startLevels: [], approximations: effects)
    }
}

/// The Poisson-normal model of single incidence rates (`IRLN`).
///
/// Events ~ Poisson with log-rate θ + uᵢ plus log exposure; Stijnen, Hamza and Özdemir 2010, doi:10.1002/sim.4040.
public struct PoissonNormal: MixedModelFormulation {
    /// Creates the formulation.
    public init() {}

    /// `glmm-poisson-normal`.
    public let code = "glmm-poisson-normal"
    /// The name in full.
    public let name = "Poisson-normal mixed model of rates"
    /// Logarithmic.
    public let scale = EffectScale.log
    /// False: a log-rate of 0 is no hypothesis.
    public let comparesGroups = false

    /// The Poisson likelihood of all studies.
    public func problem(_ studies: [CountGroup]) -> MixedModelProblem {
        let events = studies.reduce(0) { $0 + $1.count }
        let time = studies.reduce(0) { $0 + $1.time }
        let effects = studies.map { study in
            let count = study.count == 0 ? 0.5 : study.count
            return EffectEstimate(estimate: log(count / study.time), variance: 1 / count)
        }
        return MixedModelProblem(
            kept: Array(studies.indices),
            obstacle: events == 0
                ? RareEventReason("no-events", "no study has an event: the log-rate is −∞; use the exact upper limit")
                : nil,
            observations: studies.count, usedDoubleZero: studies.contains { $0.count == 0 },
            likelihoods: studies.map { PoissonCount($0) }, levels: .absent,
            startEffect: log((events + 0.5) / time), startLevels: [], approximations: effects)
    }
}
