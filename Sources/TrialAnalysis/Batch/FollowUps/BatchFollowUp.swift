import TrialJSON
import TrialStatistics

/// One follow-up of a request that pools estimates.
///
/// A new follow-up of `pool` is one type and one line in `BatchFollowUps.standard`.
protocol BatchFollowUp<Question>: Sendable {
    /// What it is asked: the data with the choices made for them, the fit, and its own options.
    associatedtype Question
    /// The word in the request's `followUps`, and of the object with its options.
    var name: String { get }
    /// The names of its options.
    var options: [String] { get }
    /// The most studies that it takes.
    var mostStudies: Int { get }
    /// What stands under that word in the answer.
    func answer(_ question: Question) throws(StatisticsError) -> JSONValue
}

extension BatchFollowUp {
    /// No options.
    var options: [String] { [] }
    /// Any number of studies.
    var mostStudies: Int { .max }
}

/// What a follow-up of `pool` is asked: the studies with the choices made for them, the fit, and its own options.
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

extension BatchRequest {
    /// The answers to follow-ups as the last part of an answer, each once; nothing where none is wanted.
    ///
    /// One that cannot be had answers with its error and does not take the others away.
    func answers<Question>(
        to wanted: [any BatchFollowUp<Question>], studies: Int, about question: (BatchFields) -> Question
    ) -> [(key: String, value: JSONValue)] {
        guard !wanted.isEmpty else { return [] }
        var answers: [(key: String, value: JSONValue)] = []
        for followUp in wanted where !answers.contains(where: { $0.key == followUp.name }) {
            answers.append((followUp.name, answer(to: followUp, studies: studies, about: question)))
        }
        return [("followUps", .object(answers))]
    }

    private func answer<Question>(
        to followUp: any BatchFollowUp<Question>, studies: Int, about question: (BatchFields) -> Question
    ) -> JSONValue {
        do {
            let options = try options(of: followUp)
            try WorkLimits.check(followUp.name, studies: studies, most: followUp.mostStudies)
            return try followUp.answer(question(options))
        } catch {
            return .object([("error", BatchRunner.describe(error))])
        }
    }
}

/// The follow-ups of a task, as a value.
struct BatchFollowUps<Question>: Sendable {
    /// The follow-ups, in the order of the documentation.
    let all: [any BatchFollowUp<Question>]

    /// The follow-up of that name.
    func named(_ name: String) throws(StatisticsError) -> any BatchFollowUp<Question> {
        if let followUp = all.first(where: { $0.name == name }) { return followUp }
        throw StatisticsError(
            .unsupported,
            "there is no follow-up \(JSONValue.string(name).shown); known: \(all.map(\.name).joined(separator: ", "))",
            field: "followUps")
    }
}

extension BatchFollowUps where Question == FollowUpQuestion {
    /// The follow-ups of `pool` that ship with the toolkit.
    static var standard: BatchFollowUps { BatchFollowUps(all: plain + AsymmetryFollowUp.all + modelled) }

    private static var plain: [any BatchFollowUp<FollowUpQuestion>] {
        [
            BlupFollowUp(), ResidualsFollowUp(), InfluenceFollowUp(), LeaveOneOutFollowUp(), CumulativeFollowUp(),
            TrimAndFillFollowUp(), EggerFollowUp(), BeggFollowUp(),
        ]
    }

    private static var modelled: [any BatchFollowUp<FollowUpQuestion>] {
        [
            PetPeeseFollowUp(.pet), PetPeeseFollowUp(.peese), PetPeeseFollowUp(nil), LimitFollowUp(),
            ExcessSignificanceFollowUp(), FailSafeFollowUp(), PermutationFollowUp(), BootstrapFollowUp(),
            SubsetsFollowUp(), SubsetTableFollowUp(), FewStudiesFollowUp(), InflationFollowUp(), PredictionsFollowUp(),
            HypothesesFollowUp(), LikelihoodRatioFollowUp(), HeterogeneityIntervalsFollowUp(), ThresholdFollowUp(),
            SubgroupsFollowUp(),
        ]
    }

    /// The follow-up of that name; a test of asymmetry that a registry has beyond these is one too, by its code.
    func named(_ name: String, _ methods: MethodRegistry) throws(StatisticsError) -> any BatchFollowUp<Question> {
        if let test = methods.asymmetryTest(name), !all.contains(where: { $0.name == name }) {
            return AsymmetryFollowUp(name: name) { _ in test }
        }
        return try named(name)
    }
}
