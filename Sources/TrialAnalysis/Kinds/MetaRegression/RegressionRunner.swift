import TrialResults
import TrialStatistics

/// Regresses rows on properties of their studies.
struct RegressionRunner {
    private let set: ContrastSet
    private let pooling: ContrastPooling

    init(_ set: ContrastSet, _ pooling: ContrastPooling) {
        self.set = set
        self.pooling = pooling
    }

    /// The regression on one quantity.
    func answer(on quantities: [ModeratorProperty]) -> RegressionAnswer {
        answer(on: quantities.map { .quantity($0) })
    }

    /// The regression on all moderators at once, with the rows that lack one named.
    func answer(on moderators: [RegressionModerator]) -> RegressionAnswer {
        let columns = moderators.map(column)
        let rows = set.contrasts.indices.filter { row in columns.allSatisfy { $0.isKnown(row) } }
        let missing = set.contrasts.indices.filter { !rows.contains($0) }.map { row in
            let names = zip(moderators, columns).filter { !$1.isKnown(row) }.map(\.0.rawValue)
            return exclusion(row, names.joined(separator: " and "))
        }
        var answer = RegressionAnswer(
            moderators: columns.map { $0.moderator(rows) }, rows: rows.map { $0 + 1 }, missing: missing)
        do throws(StatisticsError) {
            try fit(&answer, rows)
        } catch {
            let names = moderators.map(\.rawValue).joined(separator: ", ")
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

    private func fit(_ answer: inout RegressionAnswer, _ rows: [Int]) throws(StatisticsError) {
        guard pooling.covariance(set, rows) == nil else {
            throw StatisticsError(
                .unsupported, "rows that share a control need 'multi-arm' set to combine or split-control")
        }
        let effects = rows.map { set.contrasts[$0].effect }
        let model = try LinearModel(estimates: effects.map(\.estimate), variances: effects.map(\.variance))
        if answer.moderators.count == 1, let moderator = answer.moderators.first, let values = moderator.values {
            let line = try ModeratorLine(model, on: values, name: moderator.property, by: pooling.model)
            answer.line = line
            answer.fit = line.fit
            answer.warnings = line.warnings
            return
        }
        var columns = ModeratorColumns()
        for moderator in answer.moderators {
            columns[moderator.property] =
                moderator.values.map { .numbers($0) } ?? .categories(moderator.categories ?? [])
        }
        let design = try ModeratorFormula(mainEffects: answer.moderators.map(\.property)).design(
            columns, studies: rows.count)
        let fit = try pooling.model.fit(
            try LinearModel(estimates: model.estimates, variances: model.variances, design: design))
        answer.fit = fit
        answer.warnings = fit.warnings + ModeratorLine.warnings(studies: rows.count)
    }

    // MARK: - Columns

    /// A moderator's value in every row of the set.
    private struct Column {
        let property: String
        let name: String
        var quantities: [Double?]?
        var categories: [String?]?

        func isKnown(_ row: Int) -> Bool { (quantities?[row] ?? nil) != nil || (categories?[row] ?? nil) != nil }

        func moderator(_ rows: [Int]) -> RegressionAnswer.Moderator {
            if let quantities {
                return .init(property: property, name: name, values: rows.compactMap { quantities[$0] })
            }
            return .init(property: property, name: name, categories: rows.compactMap { categories?[$0] ?? nil })
        }
    }

    private func column(_ moderator: RegressionModerator) -> Column {
        switch moderator {
        case .quantity(let property):
            Column(
                property: property.rawValue, name: property.name,
                quantities: set.contrasts.map { $0.quantities[property.rawValue] })
        case .category(let property):
            Column(
                property: property.rawValue, name: property.rawValue,
                categories: set.contrasts.map { contrast in
                    contrast.properties[property.rawValue].flatMap { $0 == StudyProperty.notStated ? nil : $0 }
                })
        }
    }
}
