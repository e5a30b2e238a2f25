import TrialJSON
import TrialStatistics

extension FollowUpQuestion {
    /// The studies as a funnel, with group sizes or tables where the request has these columns.
    func funnel() throws(StatisticsError) -> Funnel {
        let rows = problem.rows
        var tables: [BinaryComparison]?
        if let events1 = try rows.complete("events1"), let total1 = try rows.complete("total1"),
            let events2 = try rows.complete("events2"), let total2 = try rows.complete("total2")
        {
            tables = events1.indices.map {
                BinaryComparison(events1: events1[$0], total1: total1[$0], events2: events2[$0], total2: total2[$0])
            }
        }
        var sizes: [Funnel.GroupSizes]?
        if let total1 = try rows.complete("total1"), let total2 = try rows.complete("total2") {
            sizes = zip(total1, total2).map { Funnel.GroupSizes(treatment: $0, control: $1) }
        } else if let total = try rows.complete("total") {
            // Only the sum is known; tests that need the groups' own sizes ask for total1 and total2.
            sizes = total.map { Funnel.GroupSizes(treatment: $0 / 2, control: $0 / 2) }
        }
        return try Funnel(model, sizes: sizes, tables: tables)
    }
}

extension FunnelAsymmetry {
    /// The result in the words of the batch contract.
    var answer: JSONValue {
        .object([
            ("code", .string(code)), ("studies", JSONValue(studies)), ("bias", .number(bias)),
            ("biasStandardError", .number(biasStandardError)), ("statistic", .number(statistic)),
            ("degreesOfFreedom", JSONValue(degreesOfFreedom)), ("pValue", .number(pValue)),
            ("coefficients", .array(coefficients.map(PoolAnswer.coefficient))),
            ("limitEffect", limitEffect.map(PoolAnswer.coefficient) ?? .null),
            ("dispersion", JSONValue(dispersion)), ("tau2", JSONValue(tau2)),
            ("rankCorrelation", JSONValue(rankCorrelation)), ("warnings", PoolAnswer.warnings(warnings)),
        ])
    }
}

/// `egger`: the regression of the estimates on a measure of size.
///
/// `model`: `regression` (weighted, with dispersion; the default) or `mixed` (the request's own heterogeneity and
/// interval). `predictor`: `standard-error` (the default), `variance`, `size`, `inverse-size`, `root-size`,
/// `inverse-root-size`; those of size need the column `total`, or `total1` and `total2`.
struct EggerFollowUp: BatchFollowUp {
    let name = "egger"
    let options = ["model", "predictor"]

    private static let predictors: [(word: String, value: EggerRegression.Predictor)] = [
        ("standard-error", .standardError), ("variance", .variance), ("size", .size), ("inverse-size", .inverseSize),
        ("root-size", .rootSize), ("inverse-root-size", .inverseRootSize),
    ]

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let codes = EggerRegression.Predictor.allCases.map { (word: $0.rawValue, value: $0) }
        let predictor = try question.options.choice("predictor", from: Self.predictors + codes) ?? .standardError
        let isMixed = try question.options.choice(
            "model", from: [("regression", false), ("mixed", true), ("lm", false), ("rma", true)])
        let test =
            isMixed ?? false
            ? EggerRegression(predictor, model: question.pooling)
            : EggerRegression(predictor, level: question.pooling.level)
        return try test.evaluate(try question.funnel()).answer
    }
}

/// `begg`: the rank correlation test; `exact` false gives the normal approximation.
struct BeggFollowUp: BatchFollowUp {
    let name = "begg"
    let options = ["exact"]
    let mostStudies = WorkLimits.refittedStudies

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let test = RankCorrelation(exact: try question.options.flag("exact") ?? true)
        return try test.evaluate(try question.funnel()).answer
    }
}

/// A test of funnel asymmetry without options, under its own word.
struct AsymmetryFollowUp: BatchFollowUp {
    let name: String
    let mostStudies = WorkLimits.refittedStudies
    private let test: @Sendable (PoolingModel) -> any FunnelAsymmetryTest

    /// A test made for the choices of the request.
    init(name: String, test: @escaping @Sendable (PoolingModel) -> any FunnelAsymmetryTest) {
        self.name = name
        self.test = test
    }

    /// The tests that need tables or group sizes, and the named forms of Egger's.
    static let all: [any BatchFollowUp<FollowUpQuestion>] = [
        AsymmetryFollowUp(name: "thompson-sharp") {
            EggerRegression.thompsonSharp($0.heterogeneity ?? RestrictedMaximumLikelihood())
        },
        AsymmetryFollowUp(name: "macaskill") { _ in EggerRegression.macaskill },
        AsymmetryFollowUp(name: "harbord") { _ in HarbordTest() },
        AsymmetryFollowUp(name: "peters") { _ in PetersTest() },
        AsymmetryFollowUp(name: "schwarzer") { _ in SchwarzerTest() },
        AsymmetryFollowUp(name: "deeks") { _ in DeeksTest() },
        AsymmetryFollowUp(name: "pustejovsky") { _ in PustejovskyTest() },
    ]

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        try test(question.pooling).evaluate(try question.funnel()).answer
    }
}

/// `trim-and-fill`; `estimator` L0, R0 or Q0, `side` left or right.
struct TrimAndFillFollowUp: BatchFollowUp {
    let name = "trim-and-fill"
    let options = ["estimator", "side"]

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let estimators = TrimAndFill.Estimator.allCases.map { (word: $0.rawValue, value: $0) }
        let sides = TrimAndFill.Side.allCases.map { (word: $0.rawValue, value: $0) }
        let result = try TrimAndFill(
            question.model, by: question.pooling,
            estimator: try question.options.choice("estimator", from: estimators) ?? .linear,
            side: try question.options.choice("side", from: sides))
        let kept = question.problem.kept
        return .object([
            ("estimator", .string(result.estimator.rawValue)), ("side", .string(result.side.rawValue)),
            ("missing", JSONValue(result.missing)),
            ("missingStandardError", JSONValue(result.missingStandardError)),
            ("missingPValue", JSONValue(result.missingPValue)),
            (
                "filled",
                .object([
                    ("mirrored", JSONValue(result.filled.map { kept[$0.mirrored - 1] })),
                    ("estimate", JSONValue(result.filled.map(\.estimate))),
                    ("variance", JSONValue(result.filled.map(\.variance))),
                ])
            ),
            ("result", question.answer(result.fit)), ("warnings", PoolAnswer.warnings(result.warnings)),
        ])
    }
}

/// `pet`, `peese`, or `pet-peese` with the conditional choice between them; option `threshold` (0.1).
struct PetPeeseFollowUp: BatchFollowUp {
    let choice: PetPeese.Choice?
    var name: String { choice?.rawValue ?? "pet-peese" }
    var options: [String] { choice == nil ? ["threshold"] : [] }

    init(_ choice: PetPeese.Choice?) { self.choice = choice }

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let threshold = try question.options.number("threshold") ?? 0.1
        let result = try PetPeese(question.model, by: question.pooling, threshold: threshold)
        switch choice {
        case .pet: return question.answer(result.pet)
        case .peese: return question.answer(result.peese)
        case nil:
            return .object([
                ("pet", question.answer(result.pet)), ("peese", question.answer(result.peese)),
                ("choice", .string(result.choice.rawValue)), ("adjusted", PoolAnswer.coefficient(result.adjusted)),
                ("warnings", PoolAnswer.warnings(result.warnings)),
            ])
        }
    }
}

/// `limit`: limit meta-analysis; option `adjustment`.
struct LimitFollowUp: BatchFollowUp {
    let name = "limit"
    let options = ["adjustment"]

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let adjustments = LimitMetaAnalysis.Adjustment.allCases.map { (word: $0.rawValue, value: $0) }
        let result = try LimitMetaAnalysis(
            question.model, by: question.pooling,
            adjustment: try question.options.choice("adjustment", from: adjustments) ?? .expectation)
        return .object([
            ("adjustment", .string(result.adjustment.rawValue)), ("adjusted", PoolAnswer.coefficient(result.adjusted)),
            ("smallStudyEffect", .number(result.smallStudyEffect)), ("slope", .number(result.slope)),
            ("Q", .number(result.q)), ("smallStudyQ", .number(result.smallStudyQ)),
            ("residualQ", .number(result.residualQ)), ("G2", .number(result.gSquared)), ("tau2", .number(result.tau2)),
            ("limitEstimates", JSONValue(result.limitEstimates)),
            ("warnings", PoolAnswer.warnings(result.warnings)),
        ])
    }
}
