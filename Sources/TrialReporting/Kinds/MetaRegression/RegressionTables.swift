import TrialResults
import TrialStatistics

/// The tables of a meta-regression: its coefficients as people read them and for machines, and the moderators' values.
struct RegressionTables {
    private let record: AnalysisRecord
    private let answer: RegressionAnswer
    private let display: MeasureDisplay
    /// What tells the tables of one regression from those of another.
    private let name: String
    private var scale: EffectScale { record.question.measure.scale }
    private var format: NumberFormat { display.format }

    init(_ record: AnalysisRecord, _ answer: RegressionAnswer, _ display: MeasureDisplay) {
        self.record = record
        self.answer = answer
        self.display = display
        let name = display.convention.spelled(RegressionReport().name(of: answer))
        self.name = name.prefix(1).uppercased() + name.dropFirst()
    }

    /// The rows that lack a moderator, each with its reason; nil where none does.
    var missing: TextTable? {
        ExcludedTable(answer.missing, caption: "\(name): rows without a value").table
    }

    /// One row a coefficient, on the scale of analysis; where that is a logarithm also as a ratio. Nil without a fit.
    var coefficients: TextTable? {
        guard let fit = answer.fit else { return nil }
        let level = format.level(fit.level)
        let hasRatio = scale.hasRatios
        let ratio = hasRatio ? [TextTable.Column("As a ratio (\(level)\u{A0}CI)", .trailing)] : []
        return TextTable(
            caption: "\(name): coefficients\(scale == .identity ? "" : " on \(display.scaleWords)")",
            columns: [.init("Coefficient"), .init("Estimate (\(level)\u{A0}CI)", .trailing)] + ratio + [
                .init(Self.statistic(fit), .trailing), .init("p-value", .trailing),
            ],
            rows: fit.coefficients.map { coefficient in
                [name(coefficient), Self.words(coefficient, display)]
                    + (hasRatio ? [ratioWords(coefficient)] : [])
                    + [statistic(coefficient), format.pValue(coefficient.pValue)]
            })
    }

    /// The estimate with its limits, on the scale of analysis.
    static func words(_ coefficient: Coefficient, _ display: MeasureDisplay) -> String {
        written(coefficient.estimate, coefficient.limits, display)
    }

    /// Plain numbers in the brackets of the convention.
    static func written(_ estimate: Double, _ limits: ConfidenceLimits, _ display: MeasureDisplay) -> String {
        guard !estimate.isNaN else { return display.format.missing }
        let number = display.format.number
        return display.convention.effect(
            number(estimate), limits: display.convention.limits(number(limits.lower), number(limits.upper)))
    }

    private func ratioWords(_ coefficient: Coefficient) -> String {
        let limits = coefficient.limits
        let ratio = ConfidenceLimits(lower: EffectScale.ratio(limits.lower), upper: EffectScale.ratio(limits.upper))
        return Self.written(EffectScale.ratio(coefficient.estimate), ratio, display)
    }

    /// The moderator's name for people in place of its code: `Distance from the equator (degrees), per unit`.
    func name(_ coefficient: Coefficient) -> String {
        guard coefficient.name != "intercept" else { return "Intercept" }
        guard let parts = RegressionCoefficients(answer)[coefficient.name] else {
            return DisplayText.clean(coefficient.name)
        }
        let words = parts.map { part in
            let name = part.moderator.phrase.prefix(1).uppercased() + part.moderator.phrase.dropFirst()
            return part.category.map { "\(name): \(DisplayText.clean($0))" } ?? String(name)
        }
        if parts.count == 1, parts[0].category == nil { return "\(words[0]), for one unit more" }
        return words.joined(separator: " × ")
    }

    private static func statistic(_ fit: ModelFit) -> String {
        fit.coefficients.contains { $0.degreesOfFreedom != nil } ? "t (df)" : "z"
    }

    private func statistic(_ coefficient: Coefficient) -> String {
        let degrees = coefficient.degreesOfFreedom.map { " (\(format.count($0)))" } ?? ""
        return format.number(coefficient.statistic) + degrees
    }

    /// The coefficients for machines; what is left of the differences stands in every row. Nil without a fit.
    var coefficientFile: CSVTable? {
        guard let fit = answer.fit else { return nil }
        let ratio = scale.hasRatios ? ["ratio", "ratio_lower", "ratio_upper"] : []
        let left = [fit.level, fit.heterogeneity.tau2, fit.heterogeneity.iSquared, fit.heterogeneity.rSquared]
        return CSVTable(
            header: ["coefficient", "estimate", "lower", "upper", "standard_error", "statistic", "df", "p"] + ratio
                + ["k", "level", "tau2", "i2", "r2"],
            rows: fit.coefficients.map { coefficient -> [CSVTable.Cell] in
                let ends = [coefficient.estimate, coefficient.limits.lower, coefficient.limits.upper]
                let numbers = ends + [coefficient.standardError, coefficient.statistic]
                let ratios = scale.hasRatios ? ends.map(EffectScale.ratio) : []
                return [.text(coefficient.name)] + numbers.map { .number($0) }
                    + [CSVTable.Cell(coefficient.degreesOfFreedom), .number(coefficient.pValue)]
                    + ratios.map { .number($0) } + [.integer(fit.studies)] + left.map { CSVTable.Cell($0) }
            })
    }

    /// The rows of the regression with the values of the moderators, on the scale of analysis.
    var valueFile: CSVTable {
        CSVTable(
            header: ["study", "label", "estimate", "variance"] + answer.moderators.map(\.property),
            rows: answer.rows.enumerated().map { index, row -> [CSVTable.Cell] in
                let study = record.rows.indices.contains(row - 1) ? record.rows[row - 1] : nil
                let values = answer.moderators.map { moderator -> CSVTable.Cell in
                    if let values = moderator.values, values.indices.contains(index) { return .number(values[index]) }
                    if let names = moderator.categories, names.indices.contains(index) { return .text(names[index]) }
                    return .empty
                }
                return [
                    CSVTable.Cell(study?.study), CSVTable.Cell(study?.label), CSVTable.Cell(study?.estimate),
                    CSVTable.Cell(study?.variance),
                ] + values
            })
    }
}

extension EffectScale {
    /// Whether a difference on this scale is the logarithm of a ratio: of effects, or of odds.
    var hasRatios: Bool { self == .log || self == .logit }

    /// The ratio that a difference of logarithms or of log odds is.
    static func ratio(_ difference: Double) -> Double { EffectScale.log.natural(difference) }
}
