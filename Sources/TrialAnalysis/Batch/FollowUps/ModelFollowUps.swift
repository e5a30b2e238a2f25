import TrialJSON
import TrialNumerics
import TrialStatistics

/// `vif`: how much the dependence among moderators inflates each coefficient's variance.
struct InflationFollowUp: BatchFollowUp {
    let name = "vif"

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let solution = question.solution
        let design = question.model.design
        let names = design.names.indices.filter { !design.interceptColumns.contains($0) }.map { design.names[$0] }
        guard names.count > 1 else {
            throw StatisticsError(
                .unsupported, "variance inflation needs at least two coefficients beside the intercept")
        }
        return .object([
            ("name", .array(names.map { .string($0) })),
            ("inflation", JSONValue(VarianceInflation.factors(solution))),
        ])
    }
}

/// `predictions`: what the model expects at given moderator values.
///
/// Options: `at` {moderator: values} or `rows` (lists in the order of the coefficients); without either the fitted rows.
/// `errorSource`: `interval-method` (default), `model` or `none`.
struct PredictionsFollowUp: BatchFollowUp {
    let name = "predictions"
    let options = ["at", "rows", "errorSource", "prediction"]

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let rows = try rows(question)
        let solution = question.solution
        let inference = question.pooling.interval.inference(for: solution, level: question.fit.level)
        let predictions = solution.predictions(
            at: rows, inference: inference, interval: try interval(question), level: question.fit.level)
        return .object(
            [
                ("estimate", JSONValue(predictions.map(\.estimate))),
                ("standardError", JSONValue(predictions.map(\.standardError))),
            ] + JSONValue.columns(predictions.map(\.limits)) + [
                ("predictionLower", JSONValue(predictions.map { $0.prediction?.lower })),
                ("predictionUpper", JSONValue(predictions.map { $0.prediction?.upper })),
            ])
    }

    private func interval(_ question: FollowUpQuestion) throws(StatisticsError) -> PredictionInterval? {
        let references = PredictionInterval.Reference.allCases.map { (word: $0.rawValue, value: $0) }
        let sources = PredictionInterval.ErrorSource.allCases.map { (word: $0.rawValue, value: $0) }
        let own = question.pooling.prediction as? PredictionInterval
        return PredictionInterval(
            try question.options.choice("prediction", from: references) ?? own?.reference ?? .tStudiesMinusOne,
            errorSource: try question.options.choice("errorSource", from: sources) ?? .intervalMethod)
    }

    private func rows(_ question: FollowUpQuestion) throws(StatisticsError) -> Matrix {
        try question.options.predictionRows(
            question.model.design, question.problem.formula, coded: question.problem.rows.moderators)
    }
}

extension BatchFields {
    /// Where a fitted model is to predict: the coefficients' own `rows`, else the moderators of `at`, else the fitted rows, of
    /// which a pooled effect needs one.
    func predictionRows(
        _ fitted: DesignMatrix, _ formula: ModeratorFormula?, coded moderators: ModeratorColumns
    ) throws(StatisticsError) -> Matrix {
        if has("rows") { return try matrix("rows", columns: fitted.names) }
        guard has("at") else { return fitted.isPooledEffectOnly ? Matrix([[1]]) : fitted.values }
        guard let formula, case .object(let pairs) = value["at"] ?? .null else {
            throw StatisticsError(
                .impossibleData, "needs a model with moderators and an object of their values", field: path + "at")
        }
        var new = ModeratorColumns()
        for (name, value) in pairs {
            guard case .array(let values) = value else {
                throw StatisticsError(.impossibleData, "must be a list", field: path + "at.\(name)")
            }
            new[name] = try PoolRows.values(name, values, Array(values.indices))
        }
        let count = new.names.first.flatMap { new[$0]?.count } ?? 0
        return try formula.design(of: new, studies: count, coded: moderators, fittedStudies: fitted.values.rows).values
    }
}

extension BatchFields {
    /// A list of rows with a number a column.
    func matrix(_ name: String, columns: [String]) throws(StatisticsError) -> Matrix {
        guard case .array(let lists) = value[name] ?? .null, !lists.isEmpty else {
            throw StatisticsError(.impossibleData, "must be a list of rows", field: path + name)
        }
        var rows: [[Double]] = []
        for (index, list) in lists.enumerated() {
            let row =
                try BatchFields(.object([("row", list)]), path: "\(path)\(name)[\(index + 1)].").column("row") ?? []
            let numbers = row.compactMap { $0 }
            guard numbers.count == columns.count, row.count == numbers.count else {
                throw StatisticsError(
                    .unequalLengths,
                    "row \(index + 1) needs a number a coefficient: \(columns.joined(separator: ", "))",
                    field: path + name)
            }
            rows.append(numbers)
        }
        return Matrix(rows)
    }
}

/// `hypotheses`: tests of linear combinations of the coefficients, given as `rows`.
struct HypothesesFollowUp: BatchFollowUp {
    let name = "hypotheses"
    let options = ["rows"]

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let solution = question.solution
        let rows = try question.options.matrix("rows", columns: question.model.design.names)
        let inference = question.pooling.interval.inference(for: solution, level: question.fit.level)
        return LinearHypothesis(rows, solution, inference, level: question.fit.level).answer
    }
}

extension LinearHypothesis {
    /// The combinations as columns, and their joint test; null where there is none.
    var answer: JSONValue {
        let joint: JSONValue =
            self.joint.map {
                .object([
                    ("statistic", .number($0.statistic)), ("degreesOfFreedom", JSONValue($0.degreesOfFreedom)),
                    ("denominatorDegreesOfFreedom", JSONValue($0.denominatorDegreesOfFreedom)),
                    ("pValue", .number($0.pValue)),
                ])
            } ?? .null
        return .object(
            [
                ("estimate", JSONValue(rows.map(\.estimate))),
                ("standardError", JSONValue(rows.map(\.standardError))),
                ("statistic", JSONValue(rows.map(\.statistic))),
                ("pValue", JSONValue(rows.map(\.pValue))),
            ] + JSONValue.columns(rows.map(\.limits)) + [("joint", joint)])
    }
}

/// `likelihood-ratio`: the model against one with fewer moderators; option `moderators`, none unless given.
struct LikelihoodRatioFollowUp: BatchFollowUp {
    let name = "likelihood-ratio"
    let options = ["moderators"]

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let terms = try question.options.texts("moderators")
        let formula = ModeratorFormula(terms.map { .init($0.split(separator: ":").map(String.init)) })
        let model = question.model
        let reduced = try LinearModel(
            estimates: model.estimates, variances: model.variances,
            design: terms.isEmpty ? nil : try formula.design(question.problem.rows.moderators, studies: model.studies),
            givenWeights: model.givenWeights)
        var pooling = question.pooling
        pooling.testedCoefficients = nil
        let fit = try pooling.fit(reduced)
        let test = try LikelihoodRatioTest(full: question.fit, reduced: fit)
        return .object([
            ("statistic", .number(test.statistic)), ("degreesOfFreedom", JSONValue(test.degreesOfFreedom)),
            ("pValue", .number(test.pValue)), ("R2", JSONValue(test.rSquared)), ("reduced", question.answer(fit)),
        ])
    }
}

/// `heterogeneity-intervals`: every interval for τ², with I² and H²; option `methods`.
struct HeterogeneityIntervalsFollowUp: BatchFollowUp {
    let name = "heterogeneity-intervals"
    let options = ["methods"]
    let mostStudies = WorkLimits.profiledStudies

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        guard question.pooling.heterogeneity != nil else {
            throw StatisticsError(.unsupported, "a common-effect model has no between-study variance")
        }
        let estimator = question.pooling.heterogeneity
        let all = question.problem.methods.heterogeneityIntervals.map { $0.interval(beside: estimator) }
        let wanted = try question.options.texts("methods")
        if let stranger = wanted.first(where: { word in !all.contains { $0.code == word } }) {
            throw StatisticsError(
                .unsupported, "'\(stranger)' is not known; known: \(all.map(\.code).joined(separator: ", "))",
                field: question.options.path + "methods")
        }
        let chosen = all.filter { wanted.isEmpty || wanted.contains($0.code) }
        var found: [Heterogeneity] = []
        for method in chosen {
            var pooling = question.pooling
            pooling.heterogeneityInterval = method
            found.append(try pooling.fit(question.model).heterogeneity)
        }
        func columns(_ limits: [ConfidenceLimits?]) -> JSONValue { .object(JSONValue.columns(limits)) }
        return .object([
            ("method", .array(chosen.map { .string($0.code) })), ("name", .array(chosen.map { .string($0.name) })),
            ("tau2", columns(found.map(\.tau2Limits))),
            ("tau", columns(found.map { $0.tau2Limits?.mapped { $0.squareRoot() } })),
            ("I2", columns(found.map(\.iSquaredLimits))), ("H2", columns(found.map(\.hSquaredLimits))),
        ])
    }
}

/// `threshold`: how sure it is that the mean effect, or a new study's, lies beyond `threshold` (0).
struct ThresholdFollowUp: BatchFollowUp {
    let name = "threshold"
    let options = ["threshold"]

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        guard question.model.design.isPooledEffectOnly else {
            throw StatisticsError(.unsupported, "a threshold is compared with a pooled effect, without moderators")
        }
        let result = try ThresholdProbability(question.fit, threshold: try question.options.number("threshold") ?? 0)
        return .object([
            ("threshold", .number(result.threshold)), ("meanAbove", .number(result.meanAbove)),
            ("meanBelow", .number(result.meanBelow)), ("newStudyAbove", JSONValue(result.newStudyAbove)),
            ("newStudyBelow", JSONValue(result.newStudyBelow)),
        ])
    }
}

/// `subgroups`: a pooled effect for each level of the column `by`; option `heterogeneity` separate or common.
struct SubgroupsFollowUp: BatchFollowUp {
    let name = "subgroups"
    let options = ["by", "heterogeneity"]

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        guard let column = try question.options.text("by") else {
            throw StatisticsError(.missingField, "name the column of the groups", field: question.options.path + "by")
        }
        let labels: [String] =
            switch try question.problem.rows.anyValues(column) {
            case .categories(let texts): texts
            case .numbers(let numbers): numbers.map { JSONValue.number($0).text }
            }
        let kinds = Subgroups.Heterogeneity.allCases.map { (word: $0.rawValue, value: $0) }
        let choice = try question.options.choice("heterogeneity", from: kinds) ?? .separate
        let result = try Subgroups(heterogeneity: choice).analyse(
            question.model, labels: labels, pooling: question.pooling)
        let groups = result.groups.map { group in
            JSONValue.object([
                ("label", .string(group.label)), ("study", JSONValue(group.studies.map { question.problem.kept[$0] })),
                ("result", question.answer(group.fit)),
            ])
        }
        return .object([
            ("heterogeneity", .string(result.heterogeneity.rawValue)), ("groups", .array(groups)),
            ("commonTau2", JSONValue(result.commonTau2)), ("QWithin", .number(result.qWithin)),
            ("QWithinDegreesOfFreedom", JSONValue(result.qWithinDegreesOfFreedom)),
            ("between", Self.test(result.between)), ("betweenF", Self.test(result.betweenF)),
            ("warnings", PoolAnswer.warnings(result.warnings)),
        ])
    }

    private static func test(_ test: BetweenGroupsTest?) -> JSONValue {
        guard let test else { return .null }
        return .object([
            ("name", .string(test.name)), ("statistic", .number(test.statistic)),
            ("degreesOfFreedom", .number(test.degreesOfFreedom)),
            ("denominatorDegreesOfFreedom", JSONValue(test.denominatorDegreesOfFreedom)),
            ("pValue", .number(test.pValue)),
        ])
    }
}
