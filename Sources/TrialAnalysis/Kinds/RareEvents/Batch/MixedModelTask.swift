import Glibc
import TrialJSON
import TrialNumerics
import TrialStatistics

/// `glmm`: generalised linear mixed models of counts.
///
/// `measure` OR, IRR, PLO or IRLN. `formulation` for OR and IRR: `conditional-exact` (the default),
/// `conditional-approximate` (OR), `fixed-levels`, `random-levels`; also CM.EL, CM.AL, UM.FS, UM.RS. `model` random or
/// common. `interval` normal, t or profile-likelihood. `coding` symmetric or treatment, `correlated`, `keepDoubleZero`
/// for unconditional models. `quadraturePoints` in place of exact integration. `moderators`, `intercept` as for `pool`.
struct MixedModelTask: BatchTask {
    let name = "glmm"
    let fields = [
        "measure", "formulation", "model", "interval", "coding", "correlated", "keepDoubleZero", "quadraturePoints",
        "moderators", "intercept", "followUps", "cumulative", "order",
    ]

    private enum Formulation { case conditionalExact, conditionalApproximate, fixedLevels, randomLevels }

    private enum Measure: CaseIterable {
        case oddsRatio, rateRatio, logOdds, logRate

        var code: String {
            switch self {
            case .oddsRatio: OddsRatio.descriptor.code
            case .rateRatio: IncidenceRateRatio.descriptor.code
            case .logOdds: LogitProportion.descriptor.code
            case .logRate: LogIncidenceRate.descriptor.code
            }
        }
    }

    private static let formulations: [(word: String, value: Formulation)] = [
        ("conditional-exact", .conditionalExact), ("conditional-approximate", .conditionalApproximate),
        ("fixed-levels", .fixedLevels), ("random-levels", .randomLevels), ("CM.EL", .conditionalExact),
        ("CM.AL", .conditionalApproximate), ("UM.FS", .fixedLevels), ("UM.RS", .randomLevels),
    ]

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let fields = request.fields
        let measure = try request.measure(known: Measure.allCases, \.code)
        let formulation = try fields.choice("formulation", from: Self.formulations) ?? .conditionalExact
        let coding: GroupCoding =
            try fields.choice("coding", from: [("symmetric", .symmetric), ("treatment", .treatment)]) ?? .symmetric
        let correlated = try fields.flag("correlated") ?? false
        let keeps = try fields.flag("keepDoubleZero") ?? false
        switch (measure, formulation) {
        case (.oddsRatio, .conditionalExact): return try answer(ConditionalExact<BinaryComparison>(), measure, request)
        case (.oddsRatio, .conditionalApproximate): return try answer(ConditionalApproximate(), measure, request)
        case (.oddsRatio, .fixedLevels):
            return try answer(FixedStudyLevels<BinaryComparison>(coding: coding), measure, request)
        case (.oddsRatio, .randomLevels):
            let model = RandomStudyLevels<BinaryComparison>(
                coding: coding, correlated: correlated, keepsDoubleZero: keeps)
            return try answer(model, measure, request)
        case (.rateRatio, .conditionalExact): return try answer(ConditionalExact<CountComparison>(), measure, request)
        case (.rateRatio, .conditionalApproximate):
            throw StatisticsError(
                .unsupported, "the approximate conditional model is for odds ratios; use conditional-exact",
                field: "formulation")
        case (.rateRatio, .fixedLevels):
            return try answer(FixedStudyLevels<CountComparison>(coding: coding), measure, request)
        case (.rateRatio, .randomLevels):
            let model = RandomStudyLevels<CountComparison>(
                coding: coding, correlated: correlated, keepsDoubleZero: keeps)
            return try answer(model, measure, request)
        case (.logOdds, _): return try answer(LogitNormal(), measure, request)
        case (.logRate, _): return try answer(PoissonNormal(), measure, request)
        }
    }

    private func answer<F: MixedModelFormulation>(
        _ formulation: F, _ measure: Measure, _ request: BatchRequest
    ) throws(StatisticsError) -> [(key: String, value: JSONValue)] where F.Summary: CountedSummary {
        let terms = try request.fields.texts("moderators").map { $0.split(separator: ":").map(String.init) }
        let counted = try CountedStudies<F.Summary>(request, moderators: Array(Set(terms.joined())).sorted())
        try counted.checkSize(name)
        let intercept = try request.fields.flag("intercept") ?? true
        let design: DesignMatrix? =
            terms.isEmpty && intercept
            ? nil
            : try ModeratorFormula(terms.map { .init($0) }, intercept: intercept)
                .design(counted.moderators, studies: counted.studies.count)
        let (model, level) = (try model(formulation, request.fields), try request.level)
        let answer = MixedModelAnswer(formulation: formulation, design: design, level: level)
        let result = model.analyse(counted.studies, design: design?.values, level: level)
        let followUps = RareFollowUps(request: request, kept: counted.kept) { rows in
            guard design == nil else {
                return RareOutcome(RareEventReason("moderators", "not available for a model with moderators"))
            }
            return RareOutcome(model.answer(for: rows.map { counted.studies[$0] }, level: level).withoutNaN)
        }
        return [
            (
                "result",
                .object(
                    [
                        ("measure", .string(measure.code)), ("method", .string(model.code)),
                        ("name", .string(model.name)),
                    ] + answer.pairs(result) + [
                        ("studies", JSONValue(counted.studies.count)), ("warnings", .array([])),
                        ("excluded", PoolAnswer.excluded(counted.excluded)),
                    ])
            )
        ] + (try followUps.answer())
    }

    private func model<F: MixedModelFormulation>(
        _ formulation: F, _ fields: BatchFields
    ) throws(StatisticsError) -> MixedModel<F> {
        let isRandom = try fields.choice("model", from: [("random", true), ("common", false)]) ?? true
        let interval = try fields.choice(
            "interval", from: [("normal", "normal"), ("t", "t"), ("profile-likelihood", "profile-likelihood")])
        var rule = IntegrationRule.exact
        if let points = try fields.whole("quadraturePoints") {
            guard (1...200).contains(points) else {
                throw StatisticsError(.impossibleData, "must lie between 1 and 200", field: "quadraturePoints")
            }
            rule = .gaussHermite(points: points)
        }
        return MixedModel(
            formulation, heterogeneous: isRandom, integration: rule,
            distribution: interval == "t" ? .studentT : .normal,
            limits: interval == "profile-likelihood" ? .profileLikelihood : .wald)
    }
}

/// A mixed model's answer in the words of the batch contract.
struct MixedModelAnswer<F: MixedModelFormulation> {
    let formulation: F
    let design: DesignMatrix?
    let level: Double

    func pairs(_ result: Result<MixedModelResult, RareEventReason>) -> [(key: String, value: JSONValue)] {
        let full = try? result.get()
        return outcome(result).pairs.filter { $0.key != "convergence" } + [
            ("coefficients", full.map(coefficients) ?? .null), ("heterogeneity", heterogeneity(full)),
            ("coefficientTest", full.map { Self.test($0.coefficientTest) } ?? .null), ("fit", full.map(fit) ?? .null),
            ("convergence", full.map { RareOutcome.convergence($0.convergence) } ?? .null),
        ]
    }

    private func outcome(_ result: Result<MixedModelResult, RareEventReason>) -> RareOutcome {
        switch result {
        case .failure(let reason): return RareOutcome(reason)
        case .success(let full):
            let pooled = full.coefficients[0]
            var estimate = RareEventEstimate(
                pooled.estimate, from: pooled.lower, to: pooled.upper, scale: formulation.scale,
                usedDoubleZero: full.usedDoubleZero)
            estimate.standardError = pooled.standardError
            estimate.pValue = formulation.comparesGroups ? pooled.pValue : nil
            return RareOutcome(estimate)
        }
    }

    private func coefficients(_ full: MixedModelResult) -> JSONValue {
        let names = design?.names ?? ["intercept"]
        return .array(
            zip(names, full.coefficients).map { name, c in
                .object([
                    ("name", .string(name)), ("estimate", .number(c.estimate)),
                    ("standardError", .number(c.standardError)), ("statistic", .number(c.statistic)),
                    ("degreesOfFreedom", JSONValue(full.coefficientTest.denominatorDegreesOfFreedom)),
                    ("pValue", .number(c.pValue)), ("lower", .number(c.lower)), ("upper", .number(c.upper)),
                ])
            })
    }

    private func heterogeneity(_ full: MixedModelResult?) -> JSONValue {
        .object([
            ("tau2", JSONValue(full?.tau2)), ("tauStandardError", JSONValue(full?.tauStandardError)),
            ("I2", JSONValue(full?.I2)), ("H2", JSONValue(full?.H2)),
            ("levelVariance", JSONValue(full?.levelVariance)), ("correlation", JSONValue(full?.correlation)),
            ("likelihoodRatio", RareOutcome.test(full?.likelihoodRatioTest)),
            ("wald", RareOutcome.test(full?.waldTest)),
        ])
    }

    private static func test(_ test: MixedModelTest) -> JSONValue {
        .object([
            ("statistic", .number(test.statistic)), ("degreesOfFreedom", JSONValue(test.coefficients)),
            ("denominatorDegreesOfFreedom", JSONValue(test.denominatorDegreesOfFreedom)),
            ("pValue", .number(test.pValue)),
        ])
    }

    private func fit(_ full: MixedModelResult) -> JSONValue {
        let (p, n) = (Double(full.parameters), Double(full.observations))
        let minusTwo = -2 * full.logLikelihood
        let sized = max(n, p + 2)
        return .object([
            ("logLikelihood", .number(full.logLikelihood)),
            ("deviance", .number(2 * (full.saturatedLogLikelihood - full.logLikelihood))),
            ("AIC", .number(minusTwo + 2 * p)), ("BIC", .number(minusTwo + p * log(n))),
            ("AICc", .number(minusTwo + 2 * p * sized / (sized - p - 1))),
            ("conditionalDeviance", .number(full.conditionalDeviance)), ("parameters", JSONValue(full.parameters)),
            ("observations", JSONValue(full.observations)),
        ])
    }
}
