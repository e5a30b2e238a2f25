import TrialResults
import TrialStatistics

/// Regresses rows on properties of their studies.
struct RegressionRunner {
    private let set: ContrastSet
    private let pooling: ContrastPooling
    private let assessment: CredibilityAssessment

    init(_ set: ContrastSet, _ pooling: ContrastPooling, _ assessment: CredibilityAssessment) {
        self.set = set
        self.pooling = pooling
        self.assessment = assessment
    }

    /// The regression on all moderators at once, with the rows that lack one named.
    func answer(on request: RegressionRequest) -> RegressionAnswer {
        let columns = RegressionColumns(set, request)
        let missing = set.contrasts.indices.filter { !columns.rows.contains($0) }.map { row in
            exclusion(row, columns.lacking(row).joined(separator: " and "))
        }
        var answer = RegressionAnswer(
            moderators: columns.moderators, rows: columns.rows.map { $0 + 1 }, missing: missing)
        if !request.interactions.isEmpty { answer.interactions = request.interactions.map { $0.map(\.rawValue) } }
        do throws(StatisticsError) {
            try fit(&answer, columns, request)
        } catch {
            let names = request.moderators.map(\.rawValue).joined(separator: ", ")
            answer.warnings.append(
                MethodWarning(code: "no-regression", message: "No regression on \(names): \(error.message)."))
        }
        return answer
    }

    private func exclusion(_ row: Int, _ names: String) -> ExcludedRow {
        let contrast = set.contrasts[row]
        return ExcludedRow(
            study: contrast.study, arm: nil, place: contrast.sources.first?.place, code: "missing-moderator",
            reason:
                "\(contrast.label) is not in the regression on \(names): the dataset does not give it, or the arms of the row differ."
        )
    }

    private func fit(
        _ answer: inout RegressionAnswer, _ columns: RegressionColumns, _ request: RegressionRequest
    ) throws(StatisticsError) {
        let rows = columns.rows
        guard pooling.covariance(set, rows) == nil else {
            throw StatisticsError(
                .unsupported, "rows that share a control need 'multi-arm' set to combine or split-control")
        }
        let effects = rows.map { set.contrasts[$0].effect }
        let model = try LinearModel(estimates: effects.map(\.estimate), variances: effects.map(\.variance))
        if answer.moderators.count == 1, let moderator = answer.moderators.first, let values = moderator.values {
            let line = try ModeratorLine(model, on: values, name: moderator.property, by: pooling.model)
            answer.line = line
            answer.warnings = line.warnings
        } else {
            answer.warnings = ModeratorLine.warnings(studies: rows.count)
        }
        let design = try columns.design(answer.moderators)
        let regression = try LinearModel(estimates: model.estimates, variances: model.variances, design: design)
        let fit = try pooling.model.fit(regression)
        answer.fit = fit
        if answer.line == nil { answer.warnings = fit.warnings + answer.warnings }
        let claims = try RegressionClaims(set, request, answer).claims { (tested) throws(StatisticsError) in
            var choices = pooling.model
            choices.testedCoefficients = tested
            return try choices.fit(regression).moderatorTest?.pValue
        }
        answer.credibility = claims.map(assessment.credibility)
    }
}
