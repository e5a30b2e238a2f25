import Glibc
import TrialJSON
import TrialStatistics

/// A pooled effect of counts, or why there is none, in the words of the batch contract.
struct RareOutcome {
    var estimate: RareEventEstimate?
    var reason: RareEventReason?
    var heterogeneity: CochranHeterogeneity?

    init(_ answer: RareEventAnswer) {
        estimate = answer.estimate
        reason = answer.reason
    }

    init(_ pooled: RareEventEstimate, _ heterogeneity: CochranHeterogeneity? = nil) {
        estimate = pooled
        self.heterogeneity = heterogeneity
    }

    init(_ reason: RareEventReason) { self.reason = reason }

    /// Estimate over standard error, where both are finite.
    var statistic: Double? {
        guard let estimate, let error = estimate.standardError, error > 0, estimate.estimate.isFinite else {
            return nil
        }
        return estimate.estimate / error
    }

    /// The fields of the effect.
    ///
    /// JSON has no infinity: an infinite number is `null` and named in `infinite`. A lower limit can only be −∞ and an
    /// upper one +∞; an infinite estimate lies on the side of the infinite limit.
    var pairs: [(key: String, value: JSONValue)] {
        let e = estimate
        let infinite = NonFiniteNumbers.places(
            in: .object([
                ("estimate", JSONValue(e?.estimate)), ("lower", JSONValue(e?.lower)), ("upper", JSONValue(e?.upper)),
            ]))
        return [
            ("estimate", JSONValue(e?.estimate)), ("standardError", JSONValue(e?.standardError)),
            ("statistic", JSONValue(statistic)), ("pValue", JSONValue(e?.pValue)), ("lower", JSONValue(e?.lower)),
            ("upper", JSONValue(e?.upper)), ("infinite", JSONValue(texts: infinite)),
            (
                "natural",
                .object([
                    ("estimate", JSONValue(e?.natural)), ("lower", JSONValue(e?.naturalLower)),
                    ("upper", JSONValue(e?.naturalUpper)),
                ])
            ),
            ("scale", JSONValue(e?.scale.rawValue)), ("usedDoubleZero", e.map { .bool($0.usedDoubleZero) } ?? .null),
            ("convergence", e?.convergence.map(Self.convergence) ?? .null), ("reason", Self.reason(reason)),
        ]
    }

    static func reason(_ reason: RareEventReason?) -> JSONValue {
        reason.map { .object([("code", .string($0.code)), ("message", .string($0.message))]) } ?? .null
    }

    static func convergence(_ convergence: LikelihoodConvergence) -> JSONValue {
        .object([
            ("converged", .bool(convergence.converged)), ("iterations", JSONValue(convergence.iterations)),
            ("method", .string(convergence.method)), ("largestGradient", .number(convergence.largestGradient)),
        ])
    }

    static func test(_ test: ChiSquaredTest?) -> JSONValue {
        guard let test else { return .null }
        return .object([
            ("statistic", .number(test.statistic)), ("degreesOfFreedom", .number(test.degreesOfFreedom)),
            ("pValue", .number(test.pValue)),
        ])
    }

    static func heterogeneity(_ h: CochranHeterogeneity?) -> JSONValue {
        .object([
            ("Q", JSONValue(h?.test.statistic)), ("QDegreesOfFreedom", JSONValue(h?.test.degreesOfFreedom)),
            ("QPValue", JSONValue(h?.test.pValue)), ("I2", JSONValue(h?.I2)), ("H2", JSONValue(h?.H2)),
            ("estimableStudies", JSONValue(h.map { Double($0.estimableStudies) })),
        ])
    }

    /// The likelihood of a common effect with one parameter.
    static func fit(_ h: CochranHeterogeneity?) -> JSONValue {
        guard let h else { return .null }
        let k = Double(h.estimableStudies)
        let sized = max(k, 3)
        let minusTwo = -2 * h.logLikelihood
        return .object([
            ("logLikelihood", .number(h.logLikelihood)), ("deviance", .number(h.deviance)),
            ("AIC", .number(minusTwo + 2)), ("BIC", .number(minusTwo + log(k))),
            ("AICc", .number(minusTwo + 2 * sized / (sized - 2))),
        ])
    }
}

/// Leave-one-out and cumulative answers of a method for counts: the method again for some of the studies.
struct RareFollowUps {
    let request: BatchRequest
    /// Zero-based positions in the request.
    let kept: [Int]
    /// The method for some of the studies, by their positions among those kept.
    let pool: ([Int]) -> RareOutcome

    static let names = ["leave-one-out", "cumulative"]

    /// The request's follow-ups, as the answer's last part.
    func answer() throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let wanted = try request.fields.texts("followUps")
        guard !wanted.isEmpty else { return [] }
        var answers: [(key: String, value: JSONValue)] = []
        for name in wanted {
            switch name {
            case "leave-one-out":
                let subsets = kept.indices.map { omitted in kept.indices.filter { $0 != omitted } }
                answers.append((name, table(subsets, study: kept.map { $0 + 1 })))
            case "cumulative":
                let order = try order()
                let subsets = order.indices.map { Array(order[...$0]) }
                answers.append((name, table(subsets, study: order.map { kept[$0] + 1 })))
            default:
                throw StatisticsError(
                    .unsupported,
                    "there is no follow-up '\(name)' of this task; known: \(Self.names.joined(separator: ", "))",
                    field: "followUps")
            }
        }
        return [("followUps", .object(answers))]
    }

    /// Zero-based positions among the kept studies.
    private func order() throws(StatisticsError) -> [Int] {
        let own = try request.part("cumulative", knowing: ["order"])
        let fields = own.has("order") ? own : request.fields
        guard let wanted = try fields.positions("order") else { return Array(kept.indices) }
        let place = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1 + 1, $0) })
        let order = wanted.compactMap { place[$0] }
        guard order.count == kept.count, Set(order).count == kept.count else {
            throw StatisticsError(
                .impossibleData, "the order must name each of the \(kept.count) studies once, the first being 1",
                field: fields.path + "order")
        }
        return order
    }

    private func table(_ subsets: [[Int]], study: [Int]) -> JSONValue {
        let none = RareEventReason("no-studies", "no study is left")
        let rows = subsets.map { $0.isEmpty ? RareOutcome(none) : pool($0) }
        func column(_ value: (RareOutcome) -> Double?) -> JSONValue { JSONValue(rows.map(value)) }
        return .object([
            ("study", JSONValue(study)), ("studies", JSONValue(subsets.map(\.count))),
            ("estimate", column { $0.estimate?.estimate }), ("standardError", column { $0.estimate?.standardError }),
            ("statistic", column { $0.statistic }), ("pValue", column { $0.estimate?.pValue }),
            ("lower", column { $0.estimate?.lower }), ("upper", column { $0.estimate?.upper }),
            ("tau2", column { $0.estimate?.tau2 }), ("Q", column { $0.heterogeneity?.test.statistic }),
            ("QDegreesOfFreedom", column { $0.heterogeneity?.test.degreesOfFreedom }),
            ("QPValue", column { $0.heterogeneity?.test.pValue }), ("I2", column { $0.heterogeneity?.I2 }),
            ("H2", column { $0.heterogeneity?.H2 }), ("reason", .array(rows.map { RareOutcome.reason($0.reason) })),
        ])
    }
}
