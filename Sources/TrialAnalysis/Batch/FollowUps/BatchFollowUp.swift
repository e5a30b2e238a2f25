import TrialJSON
import TrialStatistics

/// One follow-up of a `pool` request.
///
/// A new follow-up is one type and one line in `BatchFollowUps.standard`.
protocol BatchFollowUp: Sendable {
    /// The word in the request's `followUps`, and of the object with its options.
    var name: String { get }
    /// The names of its options.
    var options: [String] { get }
    /// The most studies that it takes.
    var mostStudies: Int { get }
    /// What stands under that word in the answer.
    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue
}

extension BatchFollowUp {
    /// No options.
    var options: [String] { [] }
    /// Any number of studies.
    var mostStudies: Int { .max }
}

/// What a follow-up is asked: the studies with the choices made for them, the fit, and its own options.
struct FollowUpQuestion {
    let problem: PoolProblem
    let fit: ModelFit
    let options: BatchFields

    var model: LinearModel { problem.model }
    var pooling: PoolingModel { problem.pooling }
    /// Which quantity the profile calls I².
    var iSquared: ISquaredDefinition { problem.method.profile.iSquared }

    /// A further fit, with I² by the profile's definition.
    func answer(_ fit: ModelFit) -> JSONValue { PoolAnswer.fit(problem.method.profile.presented(fit)) }

    /// The solution at the τ² of the fit.
    var solution: ModelSolution {
        pooling.interval.solution(
            of: model, tau2: fit.heterogeneity.tau2, isRandom: pooling.heterogeneity != nil)
    }
}

extension BatchRequest {
    /// Options that the contract also reads beside the follow-up's own object.
    private static let plain = ["order", "iterations", "seed"]

    /// The options of a follow-up: those in the object of its name, else the plain ones of the request.
    func options(of followUp: any BatchFollowUp) throws(StatisticsError) -> BatchFields {
        let own = try part(followUp.name, knowing: followUp.options)
        guard case .object(var pairs) = own.value else { return own }
        for name in Self.plain where followUp.options.contains(name) && own.value[name] == nil {
            if let value = body[name] { pairs.append((name, value)) }
        }
        return BatchFields(.object(pairs), path: own.path)
    }
}

/// The follow-ups of the `pool` task, as a value.
struct BatchFollowUps: Sendable {
    /// The follow-ups, in the order of the documentation.
    let all: [any BatchFollowUp]

    /// The follow-ups that ship with the toolkit.
    static let standard = BatchFollowUps(
        all: [
            BlupFollowUp(), ResidualsFollowUp(), InfluenceFollowUp(), LeaveOneOutFollowUp(), CumulativeFollowUp(),
            TrimAndFillFollowUp(), EggerFollowUp(), BeggFollowUp(),
        ] + AsymmetryFollowUp.all
            + [
                PetPeeseFollowUp(.pet), PetPeeseFollowUp(.peese), PetPeeseFollowUp(nil), LimitFollowUp(),
                ExcessSignificanceFollowUp(), FailSafeFollowUp(), PermutationFollowUp(), SubsetsFollowUp(),
                SubsetTableFollowUp(), FewStudiesFollowUp(), InflationFollowUp(), PredictionsFollowUp(),
                HypothesesFollowUp(), LikelihoodRatioFollowUp(), HeterogeneityIntervalsFollowUp(), ThresholdFollowUp(),
                SubgroupsFollowUp(),
            ])

    /// The follow-up of that name; a test of asymmetry that a registry has beyond these is one too, by its code.
    func named(_ name: String, _ methods: MethodRegistry) throws(StatisticsError) -> any BatchFollowUp {
        if let followUp = all.first(where: { $0.name == name }) { return followUp }
        if let test = methods.asymmetryTest(name) { return AsymmetryFollowUp(name: name) { _ in test } }
        throw StatisticsError(
            .unsupported,
            "there is no follow-up \(JSONValue.string(name).shown); known: \(all.map(\.name).joined(separator: ", "))",
            field: "followUps")
    }
}
