import TrialJSON
import TrialNumerics
import TrialStatistics

/// `influence`: the fit without each cluster in turn; without the option `cluster`, without each row.
struct MultilevelInfluenceFollowUp: BatchFollowUp {
    let name = "influence"
    let options = ["cluster"]

    func answer(_ question: MultilevelQuestion) throws(StatisticsError) -> JSONValue {
        let (problem, model) = (question.problem, question.problem.model)
        let hasClusters = question.options.has("cluster")
        let clusters = hasClusters ? try question.clusters() : problem.kept.map(String.init)
        guard model.work * Double(Set(clusters).count) <= MultilevelLimits.deletions else {
            throw StatisticsError(
                .unsupported,
                "leaving out each of \(Set(clusters).count) clusters refits the model as often; these are too many for it",
                field: question.options.path + "cluster")
        }
        let influence = try problem.fitter.influence(model, question.fit, clusters: clusters)
        let found = influence.found
        let coefficients = model.design.names.enumerated().map { j, name in
            JSONValue.object([
                ("name", .string(name)), ("estimate", JSONValue(found.map { $0.coefficients[j] })),
                ("standardError", JSONValue(found.map { $0.standardErrors[j] })),
                ("dfbetas", JSONValue(found.map { $0.dfbetas[j] })),
            ])
        }
        let components = question.fit.components.enumerated().map { j, component in
            JSONValue.object([
                ("name", .string(component.name)), ("value", JSONValue(found.map { $0.components[j] })),
            ])
        }
        let rows = found.flatMap { cluster in cluster.rows.indices.map { (cluster, $0) } }
            .sorted { $0.0.rows[$0.1] < $1.0.rows[$1.1] }
        return .object([
            ("cluster", .array(found.map { .string($0.cluster) })),
            ("cooksDistance", JSONValue(found.map(\.cooksDistance))),
            ("chiSquared", JSONValue(found.map(\.chiSquared))),
            ("rows", JSONValue(found.map(\.rows.count))),
            ("coefficients", .array(coefficients)), ("components", .array(components)),
            (
                "studentised",
                .object([
                    ("study", JSONValue(rows.map { problem.kept[$0.0.rows[$0.1]] })),
                    ("residual", JSONValue(rows.map { $0.0.residuals[$0.1] })),
                    ("standardError", JSONValue(rows.map { $0.0.standardErrorsOfResiduals[$0.1] })),
                    (
                        "statistic",
                        JSONValue(rows.map { $0.0.residuals[$0.1] / $0.0.standardErrorsOfResiduals[$0.1] })
                    ),
                ])
            ),
            (
                "without",
                .array(
                    influence.without.map {
                        .object([("cluster", .string($0.cluster)), ("reason", .string($0.reason))])
                    })
            ),
        ])
    }
}

/// `hypotheses`: tests of linear combinations of the coefficients, given as `rows`.
struct MultilevelHypothesesFollowUp: BatchFollowUp {
    let name = "hypotheses"
    let options = ["rows"]

    func answer(_ question: MultilevelQuestion) throws(StatisticsError) -> JSONValue {
        let fit = question.fit
        let rows = try question.options.matrix("rows", columns: question.problem.model.design.names)
        let df = fit.coefficients.map { $0.degreesOfFreedom ?? .infinity }.min() ?? .infinity
        return LinearHypothesis(
            rows, coefficients: fit.coefficients.map(\.estimate), covariance: fit.covariance, degreesOfFreedom: df,
            level: fit.level
        ).answer
    }
}

/// `component-profile`: the profile likelihood of one component, `component` its 1-based position, at `values`.
struct ComponentProfileFollowUp: BatchFollowUp {
    let name = "component-profile"
    let options = ["component", "values"]
    private static let mostValues = 200

    func answer(_ question: MultilevelQuestion) throws(StatisticsError) -> JSONValue {
        let (problem, options) = (question.problem, question.options)
        guard problem.model.work * Double(problem.model.componentCount) <= MultilevelLimits.profiles else {
            throw StatisticsError(
                .unsupported, "a profile refits the model many times; these blocks of rows are too large for that",
                field: "followUps")
        }
        let values = try options.column("values").map { $0.compactMap(\.self) }
        guard values.map({ (1...Self.mostValues).contains($0.count) }) ?? true else {
            throw StatisticsError(
                .unsupported, "a profile takes 1 to \(Self.mostValues) values", field: options.path + "values")
        }
        let position = try options.whole("component") ?? 1
        let curve = try problem.fitter.componentCurve(problem.model, component: position &- 1, values: values)
        return .object([
            ("component", .string(curve.component)), ("value", JSONValue(curve.values)),
            ("logLikelihood", JSONValue(curve.logLikelihood)), ("estimate", .number(curve.estimate)),
            ("isFlat", .bool(curve.isFlat)),
        ])
    }
}

/// `borrowing-of-strength`: how much of what is known of each outcome comes from the others; `outcome` is the level that tells them.
struct BorrowingFollowUp: BatchFollowUp {
    let name = "borrowing-of-strength"
    let options = ["outcome"]

    func answer(_ question: MultilevelQuestion) throws(StatisticsError) -> JSONValue {
        guard let outcome = try question.options.text("outcome") else {
            throw StatisticsError(
                .missingField, "name the level of the outcomes", field: question.options.path + "outcome")
        }
        let problem = question.problem
        let rows = try problem.fitter.borrowingOfStrength(
            problem.model, question.fit, outcomes: try problem.rows.level(outcome))
        return .object([
            ("coefficient", .array(rows.map { .string($0.coefficient) })),
            ("outcome", .array(rows.map { .string($0.outcome) })), ("rows", JSONValue(rows.map(\.rows))),
            ("estimate", JSONValue(rows.map(\.estimate))), ("standardError", JSONValue(rows.map(\.standardError))),
            ("ownEstimate", JSONValue(rows.map(\.ownEstimate))),
            ("ownStandardError", JSONValue(rows.map(\.ownStandardError))),
            ("percent", JSONValue(rows.map(\.percent))),
        ])
    }
}

/// `explained`: by how much the moderators bring each variance down, in percent of that without moderators.
struct ExplainedFollowUp: BatchFollowUp {
    let name = "explained"

    func answer(_ question: MultilevelQuestion) throws(StatisticsError) -> JSONValue {
        let (problem, fit) = (question.problem, question.fit)
        guard !problem.model.design.isPooledEffectOnly else {
            throw StatisticsError(
                .unsupported, "without moderators nothing is explained; name some", field: "moderators")
        }
        let plain = try MultilevelModel(
            estimates: problem.model.estimates, covariance: problem.model.covariance, terms: problem.model.terms)
        let without = try problem.fitter.fit(plain)
        let pairs = zip(fit.components, without.components).filter { $0.0.kind == .variance }
        return .object([
            ("name", .array(pairs.map { .string($0.0.name) })), ("value", JSONValue(pairs.map(\.0.value))),
            ("without", JSONValue(pairs.map(\.1.value))),
            (
                "R2",
                JSONValue(pairs.map { $1.value > 0 ? Optional(100 * max(0, 1 - $0.value / $1.value)) : nil })
            ),
        ])
    }
}
