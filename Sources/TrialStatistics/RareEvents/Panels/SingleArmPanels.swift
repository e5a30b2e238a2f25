import TrialNumerics

/// Every method for proportions of single groups with few events.
///
/// The headline: without events (or with nothing but events), with fewer than ten of either, or in fewer than three
/// groups, the exact limits of the summed counts; otherwise the logit-normal mixed model with profile-likelihood limits (Schwarzer et al. 2019,
/// doi:10.1002/jrsm.1348; Lin and Chu 2020, doi:10.1097/EDE.0000000000001232).
public struct ProportionPanel: RareEventPanel {
    /// The fewest events, and participants without one, from which a model may let the groups differ.
    static let fewestEvents = 10.0

    /// Creates the panel.
    public init() {}

    /// The methods, in the order of the rows.
    public var methods: [any RareEventMethod<BinaryGroup>] {
        var methods: [any RareEventMethod<BinaryGroup>] = [
            ExactPooledProportion(), MixedModel(LogitNormal(), limits: .profileLikelihood),
            TransformedPooling(LogitProportion.standard), TransformedPooling(LogProportion.standard),
            TransformedPooling(ArcsineProportion()),
        ]
        methods += DoubleArcsineSize.allCases.map { DoubleArcsinePooling(size: $0) }
        return methods + [TransformedPooling(RawProportion.standard)]
    }

    /// The rule above.
    public func headlineCandidates(_ studies: [BinaryGroup]) -> (codes: [String], rationale: String) {
        let events = studies.reduce(0) { $0 + $1.events }
        let total = studies.reduce(0) { $0 + $1.total }
        if events == 0 || events == total {
            return (["exact-proportion"], "no event, or nothing but events: only exact limits are right")
        }
        if studies.count < 3 {
            return (["exact-proportion"], "fewer than three groups tell nothing about heterogeneity")
        }
        if min(events, total - events) < Self.fewestEvents {
            return (
                ["exact-proportion"],
                "with fewer than \(Int(Self.fewestEvents)) events nothing can be said of how the groups differ, so exact limits of one proportion are given"
            )
        }
        return (
            ["glmm-logit-normal", "exact-proportion"],
            "the logit-normal model uses the binomial likelihood and needs no correction of zeros"
        )
    }

    /// What the double arcsine hides.
    public func warnings(_ code: String, _ studies: [BinaryGroup]) -> [MethodWarning] {
        guard let size = DoubleArcsineSize.allCases.first(where: { code == "double-arcsine-\($0.rawValue)" }) else {
            return []
        }
        return DoubleArcsinePooling(size: size).warnings(for: studies)
    }
}

/// Every method for incidence rates of single groups with few events.
///
/// The headline: the exact limits of the summed counts without events or in fewer than three groups; otherwise the
/// Poisson-normal mixed model with profile-likelihood limits (Stijnen, Hamza and Özdemir 2010, doi:10.1002/sim.4040).
public struct RatePanel: RareEventPanel {
    /// Creates the panel.
    public init() {}

    /// The methods, in the order of the rows.
    public var methods: [any RareEventMethod<CountGroup>] {
        [
            ExactPooledRate(), MixedModel(PoissonNormal(), limits: .profileLikelihood),
            TransformedPooling(LogIncidenceRate()), TransformedPooling(SquareRootIncidenceRate()),
            TransformedPooling(FreemanTukeyRate()), TransformedPooling(IncidenceRate()),
        ]
    }

    /// The rule above.
    public func headlineCandidates(_ studies: [CountGroup]) -> (codes: [String], rationale: String) {
        if studies.allSatisfy({ $0.count == 0 }) {
            return (["exact-rate"], "no event: only exact limits are right")
        }
        if studies.count < 3 { return (["exact-rate"], "fewer than three groups tell nothing about heterogeneity") }
        return (
            ["glmm-poisson-normal", "exact-rate"],
            "the Poisson-normal model uses the counts' likelihood and needs no correction of zeros"
        )
    }
}

extension RawProportion {
    /// With the usual options.
    static var standard: RawProportion {
        usual { options throws(StatisticsError) in try RawProportion(options: options) }
    }
}

extension LogProportion {
    /// With the usual options.
    static var standard: LogProportion {
        usual { options throws(StatisticsError) in try LogProportion(options: options) }
    }
}

extension LogitProportion {
    /// With the usual options.
    static var standard: LogitProportion {
        usual { options throws(StatisticsError) in try LogitProportion(options: options) }
    }
}

/// A measure with the usual options, which no measure refuses.
private func usual<Measure>(_ make: (EffectOptions) throws(StatisticsError) -> Measure) -> Measure {
    do { return try make(EffectOptions()) } catch { preconditionFailure("the usual options were refused: \(error)") }
}
