import TrialResults
import TrialStatistics

/// Regresses the rows of an analysis on one quantity at a time.
struct ModeratorRunner {
    private let explored: ExplorationRunner

    init(_ explored: ExplorationRunner) { self.explored = explored }

    /// The regression on a quantity, with the rows that lack it named.
    func exploration(of property: ModeratorProperty) -> ModeratorExploration {
        let contrasts = explored.set.contrasts
        let values = contrasts.map { $0.quantities[property.rawValue] }
        let rows = values.indices.filter { values[$0] != nil }
        let known = rows.compactMap { values[$0] }
        let missing = values.indices.filter { values[$0] == nil }.map { row in
            ExcludedRow(
                study: contrasts[row].study, arm: nil, place: contrasts[row].sources.first?.place,
                code: "missing-moderator",
                reason:
                    "\(contrasts[row].label) is not in the regression on \(property.rawValue): the dataset does not give it, or the arms of the row differ."
            )
        }
        var exploration = ModeratorExploration(
            property: property.rawValue, name: property.name, rows: rows.map { $0 + 1 }, values: known,
            missing: missing)
        do {
            let line = try line(property, rows: rows, values: known)
            exploration.line = line
            exploration.warnings = line.warnings
        } catch {
            exploration.warnings.append(
                MethodWarning(
                    code: "no-regression", message: "No regression on \(property.rawValue): \(error.message)."))
        }
        return exploration
    }

    private func line(
        _ property: ModeratorProperty, rows: [Int], values: [Double]
    ) throws(StatisticsError) -> ModeratorLine {
        guard explored.pooling.covariance(explored.set, rows) == nil else {
            throw StatisticsError(
                .unsupported, "rows that share a control need 'multi-arm' set to combine or split-control")
        }
        let effects = rows.map { explored.set.contrasts[$0].effect }
        let model = try LinearModel(estimates: effects.map(\.estimate), variances: effects.map(\.variance))
        return try ModeratorLine(model, on: values, name: property.rawValue, by: explored.pooling.model)
    }
}
