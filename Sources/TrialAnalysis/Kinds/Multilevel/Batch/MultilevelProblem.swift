import TrialJSON
import TrialStatistics

/// What a `multilevel` request asks for, checked and ready.
struct MultilevelProblem {
    static let fields = [
        "random", "heterogeneity", "interval", "degreesOfFreedom", "correlation", "cluster", "samplingCovariance",
        "components", "moderators", "intercept", "followUps",
    ]

    let rows: PoolRows
    /// How the moderators enter; nil for a pooled effect.
    let formula: ModeratorFormula?
    let model: MultilevelModel
    let fitter: MultilevelFitter
    let warnings: [MethodWarning]

    /// 1-based positions of the rows that were fitted.
    var kept: [Int] { rows.kept.map { $0 + 1 } }

    init(_ request: BatchRequest) throws(StatisticsError) {
        let random = try RandomTermsRequest(request)
        let sampling = try SamplingCovarianceRequest(request, outermost: random.levels.first)
        let rows = try PoolRows(
            request, variances: sampling.variances,
            levels: random.levels + sampling.levels.filter { !random.levels.contains($0) })
        self.rows = rows
        outermost = random.levels.first
        try rows.checkMagnitudes()
        guard rows.weights == nil else {
            throw StatisticsError(
                .unsupported, "a multilevel model makes its own weights; remove the column", field: "weights")
        }
        let formula = try rows.formula(request)
        self.formula = formula
        if let formula { try WorkLimits.check(formula, rows.moderators, studies: rows.kept.count) }
        let doubts: [MethodWarning]
        do {
            let design: DesignMatrix? =
                if let formula { try formula.design(rows.moderators, studies: rows.kept.count) } else { nil }
            let made = try sampling.covariance(rows)
            let terms = try random.terms(rows)
            model = try MultilevelModel(
                estimates: rows.estimates, covariance: made.covariance, design: design, terms: terms)
            doubts = made.warnings
        } catch {
            throw error.counting(among: rows.kept)
        }
        try MultilevelLimits.check(model)
        let choice = try InferenceChoice(request)
        let components = try request.fields.column("components") ?? []
        guard components.count <= model.componentCount else {
            throw StatisticsError(
                .unequalLengths, "\(components.count) components are given, the model has \(model.componentCount)",
                field: "components")
        }
        fitter = MultilevelFitter(
            isRestricted: try request.fields.choice("heterogeneity", from: [("REML", true), ("ML", false)]) ?? true,
            level: try request.level, inference: choice.inference, givenComponents: components)
        var warnings = choice.warnings + doubts
        if sampling.isIndependent { warnings += VarianceColumnCheck(rows).warnings }
        if sampling.hasIdleCluster {
            warnings.append(.ignored("cluster", because: "there is no 'correlation' within it"))
        }
        self.warnings = warnings
    }

    /// The level within which rows belong together unless a request says otherwise: the outermost of `random`.
    let outermost: String?

    /// The profile-likelihood limits of the components, or why there are none.
    var componentLimits: Result<[ConfidenceLimits?], StatisticsError> {
        guard model.work * Double(model.componentCount) <= MultilevelLimits.profiles else {
            return .failure(
                StatisticsError(
                    .unsupported,
                    "limits of the components refit the model many times; these blocks of rows are too large for that",
                    field: "followUps"))
        }
        do throws(StatisticsError) { return .success(try fitter.componentLimits(model)) } catch {
            return .failure(error)
        }
    }
}

/// How a request wants the coefficients judged; as in a plan by t on the groups' degrees of freedom unless it says otherwise.
private struct InferenceChoice {
    let inference: MultilevelInference
    let warnings: [MethodWarning]

    init(_ request: BatchRequest) throws(StatisticsError) {
        let isNormal = try request.fields.choice("interval", from: [("normal", true), ("t", false)]) ?? false
        let degrees = try request.fields.choice(
            "degreesOfFreedom", from: [("containment", MultilevelInference.containment), ("residual", .residual)])
        inference = isNormal ? .normal : degrees ?? MultilevelOptions().inference
        warnings =
            isNormal && degrees != nil
            ? [.ignored("degreesOfFreedom", because: "a normal interval has none")] : []
    }
}

extension MethodWarning {
    /// An option that the model in force has no use for.
    fileprivate static func ignored(_ option: String, because reason: String) -> MethodWarning {
        MethodWarning(code: "ignored-option", message: "'\(option)' was not used: \(reason).")
    }
}
