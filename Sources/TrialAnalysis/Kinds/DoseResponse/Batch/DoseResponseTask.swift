import TrialJSON
import TrialNumerics
import TrialStatistics

/// `dose-response`: a curve over doses, pooled from effects against each study's reference or from means of arms.
struct DoseResponseTask: BatchTask {
    let name = "dose-response"
    let fields = [
        "curve", "knots", "knotCount", "powers", "half", "covariance", "counts", "standardised", "stages",
        "heterogeneity", "type", "at", "reference",
    ]

    func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let rows = try DoseRows(request)
        let fields = request.fields
        let curve = try DoseCurveRequest(request, doses: rows.doses).curve
        let stages = try fields.whole("stages") ?? 2
        guard (1...2).contains(stages) else {
            throw StatisticsError(.impossibleData, "a model has one stage or two", field: "stages")
        }
        let model = DoseResponseModel(
            curve: curve,
            heterogeneity: try fields.word("heterogeneity", as: CurveHeterogeneity.self)
                ?? .restrictedMaximumLikelihood, isOneStage: stages == 1, level: try request.level)
        let fit = try model.fit(rows.studies)
        try fit.coefficients.checkFinite()
        let reference = try fields.number("reference") ?? rows.doses.min() ?? 0
        let at = try fields.column("at")?.compactMap(\.self) ?? Array(Set(rows.doses)).sorted()
        guard at.count <= 10_000 else {
            throw StatisticsError(.unsupported, "at most 10,000 doses are predicted", field: "at")
        }
        let predictions = try fit.predictions(at: at, reference: reference)
        return [("result", Self.result(fit, rows, predictions, reference))]
    }

    private static func result(
        _ fit: DoseResponseFit, _ rows: DoseRows, _ predictions: [DoseResponseFit.Prediction], _ reference: Double
    ) -> JSONValue {
        .object([
            ("coefficients", .array(fit.coefficients.map(PoolAnswer.coefficient))),
            ("covariance", NetworkFields.matrix(fit.covariance)), ("betweenStudies", NetworkFields.matrix(fit.psi)),
            ("heterogeneity", heterogeneity(fit)), ("overallTest", test(fit.overallTest)),
            ("nonLinearityTest", fit.nonLinearityTest.map(test) ?? .null),
            ("logLikelihood", JSONValue(fit.logLikelihood)), ("AIC", JSONValue(fit.aic)),
            ("residualDegreesOfFreedom", JSONValue(fit.residualDegreesOfFreedom)), ("curve", curve(fit.model.curve)),
            (
                "predictions",
                .object(
                    [
                        ("reference", .number(reference)), ("dose", JSONValue(predictions.map(\.dose))),
                        ("estimate", JSONValue(predictions.map(\.estimate))),
                        ("standardError", JSONValue(predictions.map(\.standardError))),
                    ] + JSONValue.columns(predictions.map(\.limits)) + [
                        ("predictionLower", JSONValue(predictions.map(\.prediction.lower))),
                        ("predictionUpper", JSONValue(predictions.map(\.prediction.upper))),
                    ])
            ),
            (
                "curves",
                .array(
                    fit.curves.map { own in
                        .object([
                            ("study", .string(own.study)), ("coefficients", JSONValue(own.coefficients)),
                            ("covariance", NetworkFields.matrix(own.covariance)),
                        ])
                    })
            ),
            (
                "covariances",
                .array(
                    rows.studies.map { study in
                        .object([
                            ("study", .string(study.name)), ("dose", JSONValue(study.doses)),
                            ("covariance", NetworkFields.matrix(study.covariance)),
                        ])
                    })
            ),
            ("studies", JSONValue(fit.studies)), ("convergence", PoolAnswer.convergence(fit.convergence)),
            ("warnings", PoolAnswer.warnings(fit.warnings)), ("excluded", PoolAnswer.excluded(rows.excluded)),
        ])
    }

    private static func heterogeneity(_ fit: DoseResponseFit) -> JSONValue {
        .object([
            ("estimator", .string(fit.method.rawValue)), ("Q", JSONValue(fit.heterogeneity.map(\.q))),
            ("degreesOfFreedom", JSONValue(fit.heterogeneity.map(\.degreesOfFreedom))),
            ("pValue", JSONValue(fit.heterogeneity.map(\.pValue))),
            ("I2", JSONValue(fit.heterogeneity.map { $0.iSquared.map { 100 * $0 } })),
        ])
    }

    private static func test(_ test: LinearHypothesis) -> JSONValue {
        guard let joint = test.joint else { return .null }
        return .object([
            ("statistic", .number(joint.statistic)), ("degreesOfFreedom", JSONValue(joint.degreesOfFreedom)),
            ("pValue", .number(joint.pValue)),
        ])
    }

    private static func curve(_ curve: DoseCurve) -> JSONValue {
        var (knots, powers, half): ([Double]?, [Double]?, Double?) = (nil, nil, nil)
        let word: String
        switch curve {
        case .linear: word = "linear"
        case .quadratic: word = "quadratic"
        case .spline(let own): (word, knots) = ("spline", own)
        case .fractionalPolynomial(let own): (word, powers) = ("fractional-polynomial", own)
        case .emax(let own): (word, half) = ("emax", own)
        }
        return .object([
            ("name", .string(word)), ("knots", knots.map { JSONValue($0) } ?? .null),
            ("powers", powers.map { JSONValue($0) } ?? .null), ("half", JSONValue(half)),
        ])
    }
}

/// The curve that a request names.
struct DoseCurveRequest {
    let curve: DoseCurve

    private enum Shape: String, CaseIterable {
        case linear, quadratic, spline
        case fractionalPolynomial = "fractional-polynomial"
        case emax
    }

    init(_ request: BatchRequest, doses: [Double]) throws(StatisticsError) {
        let fields = request.fields
        switch try fields.word("curve", as: Shape.self) ?? .linear {
        case .linear: curve = .linear
        case .quadratic: curve = .quadratic
        case .spline:
            if let knots = try fields.column("knots") {
                curve = .spline(knots: knots.compactMap(\.self))
            } else {
                let count = try fields.whole("knotCount") ?? 3
                guard (3...7).contains(count) else {
                    throw StatisticsError(.impossibleData, "a spline has 3 to 7 knots", field: "knotCount")
                }
                curve = .spline(knots: DoseCurve.knots(of: doses, count: count))
            }
        case .fractionalPolynomial:
            curve = .fractionalPolynomial(powers: try fields.requiredColumn("powers").compactMap(\.self))
        case .emax:
            guard let half = try fields.number("half") else {
                throw StatisticsError(.missingField, "an Emax curve needs the dose of half its effect", field: "half")
            }
            curve = .emax(half: half)
        }
        try curve.check()
    }
}
