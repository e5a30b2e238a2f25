import TrialJSON
import TrialStatistics

/// What the tasks of one method share: the studies, the method, its answer and its follow-ups.
struct RareMethodAnswer<Summary: CountedSummary> {
    let request: BatchRequest
    let method: any RareEventMethod<Summary>
    /// The measure's code; nil where the method's word says it all.
    let measure: String?
    var warnings: [MethodWarning] = []

    func answer() throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let counted = try CountedStudies<Summary>(request)
        try counted.checkSize(request.task)
        let level = try request.level
        let outcome = RareOutcome(method.answer(for: counted.studies, level: level).withoutNaN)
        let part: JSONValue = .object(
            [
                ("measure", JSONValue(measure)), ("method", .string(method.code)), ("name", .string(method.name)),
            ] + outcome.pairs + [
                ("heterogeneity", .object([("tau2", JSONValue(outcome.estimate?.tau2))])),
                ("studies", JSONValue(counted.studies.count)), ("warnings", PoolAnswer.warnings(warnings)),
                ("excluded", PoolAnswer.excluded(counted.excluded)),
            ])
        let followUps = RareFollowUps(request: request, kept: counted.kept) { rows in
            RareOutcome(method.answer(for: rows.map { counted.studies[$0] }, level: level).withoutNaN)
        }
        return [("result", part)] + (try followUps.answer())
    }
}

extension RareEventAnswer {
    /// The answer, or the reason that a number of it is none.
    var withoutNaN: RareEventAnswer {
        guard let estimate, [estimate.estimate, estimate.lower, estimate.upper].contains(where: \.isNaN) else {
            return self
        }
        return .none(
            RareEventReason(
                "numerical-failure",
                "the computation left the range of double precision; check the sizes of the groups"))
    }
}

/// `beta-binomial`: the marginal beta-binomial odds ratio; `link` common-rho or common-beta.
struct BetaBinomialTask: BatchTask {
    let name = "beta-binomial"
    let fields = ["measure", "link", "followUps", "cumulative", "order"]

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let links = BetaBinomialLink.allCases.map { (word: $0.rawValue, value: $0) }
        let link = try request.fields.choice("link", from: links) ?? .commonCorrelation
        return try RareMethodAnswer(
            request: request, method: BetaBinomial(link: link), measure: OddsRatio.descriptor.code
        ).answer()
    }
}

/// `firth`: Firth's penalised logistic regression with profile limits.
struct FirthTask: BatchTask {
    let name = "firth"
    let fields = ["measure", "followUps", "cumulative", "order"]

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        try RareMethodAnswer(request: request, method: FirthLogistic(), measure: OddsRatio.descriptor.code).answer()
    }
}

/// `exact`: the exact conditional odds ratio (OR) or rate ratio (IRR), or exact limits of a pooled proportion (PR) or
/// rate (IR); `tail` exact or mid-p for ratios.
struct ExactTask: BatchTask {
    let name = "exact"
    let fields = ["measure", "tail", "followUps", "cumulative", "order"]

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let measure = try request.measure(known: Measure.allCases, \.code)
        let tails = ExactTail.allCases.map { (word: $0.rawValue, value: $0) }
        let tail = try request.fields.choice("tail", from: tails) ?? .full
        return switch measure {
        case .oddsRatio: try answer(ExactCommonRatio<BinaryComparison>(tail: tail), measure, request)
        case .rateRatio: try answer(ExactCommonRatio<CountComparison>(tail: tail), measure, request)
        case .proportion: try answer(ExactPooledProportion(), measure, request)
        case .rate: try answer(ExactPooledRate(), measure, request)
        }
    }

    private func answer<Summary: CountedSummary>(
        _ method: any RareEventMethod<Summary>, _ measure: Measure, _ request: BatchRequest
    ) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        try RareMethodAnswer(request: request, method: method, measure: measure.code).answer()
    }

    private enum Measure: CaseIterable {
        case oddsRatio, rateRatio, proportion, rate

        var code: String {
            switch self {
            case .oddsRatio: OddsRatio.descriptor.code
            case .rateRatio: IncidenceRateRatio.descriptor.code
            case .proportion: RawProportion.descriptor.code
            case .rate: IncidenceRate.descriptor.code
            }
        }
    }
}
