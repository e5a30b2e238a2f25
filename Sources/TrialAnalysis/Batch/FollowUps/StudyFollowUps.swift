import TrialJSON
import TrialNumerics
import TrialStatistics

/// `blup`: the predicted true effect of each study, and the random effect alone.
struct BlupFollowUp: BatchFollowUp {
    let name = "blup"

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let blup = try Blup(question.model, by: question.pooling)
        return .object(
            [("study", JSONValue(question.problem.kept))] + columns(blup.effects)
                + [("deviation", .object(columns(blup.deviations)))])
    }

    private func columns(_ predictions: [Blup.Prediction]) -> [(key: String, value: JSONValue)] {
        [
            ("estimate", JSONValue(predictions.map(\.estimate))),
            ("standardError", JSONValue(predictions.map(\.standardError))),
        ] + JSONValue.columns(predictions.map(\.limits))
    }
}

/// `residuals`: how far each study is from the model, with and without the study in it.
struct ResidualsFollowUp: BatchFollowUp {
    let name = "residuals"
    let mostStudies = WorkLimits.squareStudies

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let residuals = try StudyResiduals(question.model, by: question.pooling)
        return .object([
            ("study", JSONValue(question.problem.kept)), ("standardised", columns(residuals.standardised)),
            ("studentised", columns(residuals.studentised)),
        ])
    }

    private func columns(_ residuals: [StudyResiduals.Residual?]) -> JSONValue {
        .object([
            ("residual", JSONValue(residuals.map { $0?.value })),
            ("standardError", JSONValue(residuals.map { $0?.standardError })),
            ("statistic", JSONValue(residuals.map { $0?.standardised })),
        ])
    }
}

/// `influence`: what each study does to the fit.
struct InfluenceFollowUp: BatchFollowUp {
    let name = "influence"
    let mostStudies = WorkLimits.squareStudies

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let rows = try Influence(question.model, by: question.pooling).rows
        let deletions = rows.map(\.deletion)
        let betas = question.model.design.names.enumerated().map { j, name in
            JSONValue.object([("name", .string(name)), ("dfbetas", JSONValue(deletions.map { $0?.dfbetas[j] }))])
        }
        return .object([
            ("study", JSONValue(question.problem.kept)),
            ("studentisedResidual", JSONValue(deletions.map { $0?.studentisedResidual })),
            ("dffits", JSONValue(deletions.map { $0?.dffits })),
            ("cooksDistance", JSONValue(deletions.map { $0?.cooksDistance })),
            ("covarianceRatio", JSONValue(deletions.map { $0?.covarianceRatio })),
            ("tau2", JSONValue(deletions.map { $0?.tau2 })),
            ("Q", JSONValue(deletions.map { $0?.q })),
            ("hat", JSONValue(rows.map(\.hat))),
            ("weight", JSONValue(rows.map(\.weight))),
            ("influential", .array(rows.map { .bool($0.isInfluential) })),
            ("coefficients", .array(betas)),
        ])
    }
}

/// `leave-one-out`: the model without each study in turn.
struct LeaveOneOutFollowUp: BatchFollowUp {
    let name = "leave-one-out"
    let mostStudies = WorkLimits.refittedStudies

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let table = try LeaveOneOut(question.model, by: question.pooling, iSquared: question.iSquared)
        return .object(
            [("study", JSONValue(question.problem.kept))]
                + JSONValue.columns(table.rows.map(\.refit), names: question.model.design.names))
    }
}

/// `cumulative`: the model of growing sets of studies.
///
/// `order` is a list of the studies' 1-based positions in the request (or among the studies that stayed), or the name of
/// a column by whose rising values they are added.
struct CumulativeFollowUp: BatchFollowUp {
    let name = "cumulative"
    let options = ["order"]
    let mostStudies = WorkLimits.refittedStudies

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        let table = try Cumulative(
            question.model, by: question.pooling, order: try order(question), iSquared: question.iSquared)
        let kept = question.problem.kept
        return .object(
            [
                ("study", JSONValue(table.rows.map { kept[$0.added - 1] })),
                ("studies", JSONValue(Array(1...table.rows.count))),
            ] + JSONValue.columns(table.rows.map(\.refit), names: question.model.design.names))
    }

    private func order(_ question: FollowUpQuestion) throws(StatisticsError) -> [Int]? {
        guard question.options.has("order") else { return nil }
        if case .string(let name) = question.options.value["order"] ?? .null {
            switch try question.problem.rows.anyValues(name) {
            case .numbers(let keys): return Cumulative.order(by: keys)
            case .categories(let keys): return keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
            }
        }
        let wanted = try question.options.positions("order") ?? []
        let kept = question.problem.kept
        let place = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
        // Studies that were left out for a gap may stand in the list; they have nothing to add.
        let excluded = Set(question.problem.excluded.map(\.study))
        let order = wanted.filter { !excluded.contains($0) }.map { place[$0] ?? -1 }
        guard order.count == kept.count, Set(order).count == kept.count, !order.contains(-1) else {
            throw StatisticsError(
                .impossibleData, "the order must name each of the \(kept.count) studies once, the first being 1",
                field: question.options.path + "order")
        }
        return order
    }
}

/// `few-studies`: the common intervals side by side for at most ten studies.
struct FewStudiesFollowUp: BatchFollowUp {
    let name = "few-studies"

    func answer(_ question: FollowUpQuestion) throws(StatisticsError) -> JSONValue {
        guard let view = try FewStudiesView(question.model, question.pooling) else {
            throw StatisticsError(
                .unsupported,
                "the view is for at most \(FewStudiesView.largestStudyCount) studies without moderators")
        }
        let rows = view.rows.map { row in
            JSONValue.object([
                ("code", .string(row.code)), ("name", .string(row.name)),
                ("standardError", JSONValue(row.standardError)),
                ("degreesOfFreedom", JSONValue(row.degreesOfFreedom)), ("pValue", JSONValue(row.pValue)),
                ("lower", JSONValue(row.limits?.lower)), ("upper", JSONValue(row.limits?.upper)),
                ("remark", JSONValue(row.remark)),
            ])
        }
        return .object([
            ("studies", JSONValue(view.studies)), ("level", .number(view.level)), ("estimate", .number(view.estimate)),
            ("rows", .array(rows)), ("headline", .string(view.headline)), ("rule", .string(view.rule)),
            ("knowledge", .array(view.knowledge.map { .string($0) })),
        ])
    }
}
