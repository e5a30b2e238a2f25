import TrialResults
import TrialStatistics

/// The variances of a multilevel model, as people read them and for machines.
struct MultilevelTables {
    let answer: MultilevelAnswer
    let format: NumberFormat
    let convention: NumberConvention
    let scaleWords: String

    init(_ telling: Telling<MultilevelAnswer>) {
        answer = telling.answer
        format = telling.format
        convention = telling.scope.convention
        scaleWords = telling.display.scaleWords
    }

    /// One row a level; nil without a fit.
    var components: TextTable? {
        guard let fit = answer.fit, !fit.components.isEmpty else { return nil }
        return TextTable(
            caption: "Variances of true effects, on \(scaleWords)",
            columns: [
                .init("Level"), .init("Groups", .trailing),
                .init("τ² (\(format.level(fit.level))\u{A0}CI)", .trailing), .init("τ", .trailing),
                .init("I²", .trailing),
            ],
            rows: fit.components.map { component in
                let share = fit.heterogeneity.shares.first { $0.component == component.name }?.iSquared
                return [
                    PropertyWords.heading(answer.levelName(of: component)), format.count(component.levels),
                    variance(component),
                    format.number(component.value.squareRoot()), share.map(format.percent) ?? "–",
                ]
            })
    }

    private func variance(_ component: VarianceComponent) -> String {
        let value = format.tauSquared(component.value)
        guard let limits = component.limits else { return value }
        return convention.effect(
            value, limits: convention.limits(format.tauSquared(limits.lower), format.tauSquared(limits.upper)))
    }

    /// The same for machines.
    var file: CSVTable? {
        guard let fit = answer.fit else { return nil }
        return CSVTable(
            header: ["level", "groups", "variance", "standard_error", "lower", "upper", "i2", "given", "on_bound"],
            rows: fit.components.map { component in
                [
                    .text(answer.levelName(of: component)), .integer(component.levels), .number(component.value),
                    CSVTable.Cell(component.standardError), CSVTable.Cell(component.limits?.lower),
                    CSVTable.Cell(component.limits?.upper),
                    CSVTable.Cell(fit.heterogeneity.shares.first { $0.component == component.name }?.iSquared),
                    .text(component.isGiven ? "yes" : "no"), .text(component.isOnBound ? "yes" : "no"),
                ]
            })
    }

    /// Heterogeneity in one line under a forest plot.
    static func line(_ answer: MultilevelAnswer, _ format: NumberFormat) -> String {
        guard let fit = answer.fit else { return "" }
        let variances = fit.components.map {
            "τ² (\(PropertyWords.phrase(answer.levelName(of: $0)))) = \(format.tauSquared($0.value))"
        }
        let h = fit.heterogeneity
        let shared = h.iSquared.map { ["I² = \(format.percent($0))"] } ?? []
        let q =
            h.qDegreesOfFreedom > 0
            ? ["Q = \(format.number(h.q)) (df = \(h.qDegreesOfFreedom)), \(format.pValue(h.qPValue))"] : []
        return "Heterogeneity: \((variances + shared + q).joined(separator: ", "))."
    }
}
