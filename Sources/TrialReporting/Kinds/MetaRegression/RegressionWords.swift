import TrialResults
import TrialStatistics

/// What a meta-regression says, in sentences.
struct RegressionWords {
    private let record: AnalysisRecord
    private let answer: RegressionAnswer
    private let display: MeasureDisplay
    private var scale: EffectScale { record.question.measure.scale }
    private var format: NumberFormat { display.format }

    /// The rows below which a line may easily be chance: Deeks, Higgins and Altman, chapter 10 of the Cochrane Handbook,
    /// ask for at least ten studies.
    static let fewestRows = 10

    init(_ record: AnalysisRecord, _ answer: RegressionAnswer, _ display: MeasureDisplay) {
        self.record = record
        self.answer = answer
        self.display = display
    }

    /// All sentences.
    var text: String {
        guard let fit = answer.fit else {
            return "\(basis) No line could be fitted."
        }
        return
            ([basis] + [coding].compactMap(\.self) + slopes(fit) + [test(fit)].compactMap(\.self) + [left(fit)]
            + caution).joined(separator: " ")
    }

    private var studies: Int {
        Set(answer.rows.filter { record.rows.indices.contains($0 - 1) }.map { record.rows[$0 - 1].study }).count
    }

    private var basis: String {
        let products = (answer.interactions ?? []).map { factors in
            factors.map { factor in answer.moderators.first { $0.property == factor }.map(name) ?? factor }
                .joined(separator: " × ")
        }
        let names = (answer.moderators.map { name($0) } + products).joined(separator: ", ")
        let rows = answer.rows.count
        let missing = answer.missing.count
        let left =
            missing == 0
            ? ""
            : "; \(format.count(missing)) \(missing == 1 ? "row lacks" : "rows lack") a value and \(missing == 1 ? "is" : "are") left out"
        return "Meta-regression on \(names): \(format.count(rows)) \(rows == 1 ? "row" : "rows") of"
            + " \(format.count(studies)) \(studies == 1 ? "study" : "studies")\(left)."
    }

    /// A moderator inside a sentence.
    private func name(_ moderator: RegressionAnswer.Moderator) -> String { moderator.phrase.lowercasedStart }

    // MARK: - Coefficients

    /// One sentence a coefficient but the intercept.
    private func slopes(_ fit: ModelFit) -> [String] {
        let slopes = fit.coefficients.filter { $0.name != "intercept" }
        let held = slopes.count > 1 && answer.moderators.count > 1 ? " and the other moderators unchanged" : ""
        return slopes.map { slope in
            guard let parts = RegressionCoefficients(answer)[slope.name] else {
                return sentence(slope, level: fit.level, held: held)
            }
            if parts.count > 1 { return interaction(slope, parts, level: fit.level) }
            return sentence(slope, level: fit.level, held: conditions(parts[0].moderator) ?? held)
        }
    }

    /// Where quantities were centred and which categories are the references.
    private var coding: String? {
        let parts = answer.moderators.compactMap { moderator -> String? in
            if let centre = moderator.centre {
                let place = moderator.isCentredAtMean ?? false ? "its mean, " : ""
                return "\(name(moderator)) is centred at \(place)\(plain(centre))"
            }
            guard let reference = moderator.reference else { return nil }
            let rule = moderator.isReferenceStated ?? false ? "as planned" : "the first by name"
            return "the reference of \(name(moderator)) is “\(DisplayText.clean(reference))”, \(rule)"
        }
        guard !parts.isEmpty else { return nil }
        let text = parts.joined(separator: "; ")
        return "\(text.prefix(1).uppercased())\(text.dropFirst())."
    }

    /// A value of a moderator, without a sign between thousands, so that a year is one: `2011.5`.
    private func plain(_ value: Double) -> String {
        let rounded = (100 * value).rounded() / 100
        return abs(rounded - value) <= 0.01 * abs(value) ? NumberFormat.exact(rounded) : format.number(value)
    }

    /// At which values of the others a coefficient holds whose moderator is in an interaction; nil where it is in none.
    private func conditions(_ moderator: RegressionAnswer.Moderator) -> String? {
        let others = (answer.interactions ?? []).filter { $0.contains(moderator.property) }.flatMap(\.self)
            .filter { $0 != moderator.property }
        guard !others.isEmpty else { return nil }
        let places = answer.moderators.filter { others.contains($0.property) }.map { other in
            if let reference = other.reference { return "\(name(other)) “\(DisplayText.clean(reference))”" }
            return "\(name(other)) \(plain(other.centre ?? 0))"
        }
        return " where there is \(places.joined(separator: " and "))"
    }

    private func interaction(_ slope: Coefficient, _ parts: [RegressionCoefficients.Part], level: Double) -> String {
        let change = scale.hasRatios ? ratio(slope, level) : difference(slope, level)
        let words = parts.map { part in
            part.category.map { "\(name(part.moderator)) “\(DisplayText.clean($0))”" } ?? name(part.moderator)
        }
        let limits = slope.limits
        let isSettled = !limits.lower.isNaN && !limits.upper.isNaN && (limits.lower > 0 || limits.upper < 0)
        let end = isSettled ? "" : "; the interval includes no change, so the direction is not settled"
        return "Interaction of \(words.joined(separator: " and ")): beyond what each does by itself, \(change),"
            + " \(format.pValue(slope.pValue))\(end)."
    }

    private func sentence(_ slope: Coefficient, level: Double, held: String) -> String {
        let (subject, isQuantity) = subject(slope)
        let change = scale.hasRatios ? ratio(slope, level) : difference(slope, level)
        let opening = isQuantity ? "For one unit more of \(subject)\(held), " : "For \(subject)\(held), "
        return "\(opening)\(change), \(format.pValue(slope.pValue)); \(direction(slope, isQuantity))."
    }

    /// What changes: the moderator itself, or a category against the one that is left out.
    private func subject(_ slope: Coefficient) -> (words: String, isQuantity: Bool) {
        if let part = RegressionCoefficients(answer)[slope.name]?.first {
            let name = name(part.moderator)
            guard let category = part.category else { return (name, true) }
            let reference = reference(part.moderator)
            return ("\(name) “\(DisplayText.clean(category))” in place of \(reference)", false)
        }
        // A line on one quantity may name its column otherwise.
        if answer.moderators.count == 1, answer.moderators[0].values != nil {
            return (name(answer.moderators[0]), true)
        }
        return (DisplayText.clean(slope.name), true)
    }

    /// The category that has no coefficient of its own.
    private func reference(_ moderator: RegressionAnswer.Moderator) -> String {
        if let reference = moderator.reference { return "“\(DisplayText.clean(reference))”" }
        let names = Set((answer.fit?.coefficients ?? []).map(\.name))
        let left = Set(moderator.categories ?? []).filter { category in
            ![moderator.property, moderator.name].contains { names.contains("\($0): \(category)") }
        }
        return left.count == 1 ? left.map { "“\(DisplayText.clean($0))”" }.joined() : "the reference category"
    }

    private func ratio(_ slope: Coefficient, _ level: Double) -> String {
        let what = display.kind == .proportion ? oddsWords : "the \(display.name) is"
        let limits = ConfidenceLimits(
            lower: EffectScale.ratio(slope.limits.lower), upper: EffectScale.ratio(slope.limits.upper))
        return "\(what) multiplied by \(written(EffectScale.ratio(slope.estimate), limits, level))"
    }

    /// A proportion on the log-odds scale has odds, one on the logarithmic scale is multiplied itself.
    private var oddsWords: String { scale == .logit ? "the odds are" : "the \(display.name) is" }

    private func difference(_ slope: Coefficient, _ level: Double) -> String {
        if display.kind == .proportion, scale == .identity {
            let limits = ConfidenceLimits(lower: 100 * slope.limits.lower, upper: 100 * slope.limits.upper)
            return "the \(display.name) changes by \(written(100 * slope.estimate, limits, level)) percentage points"
        }
        let place = scale == .identity ? "" : " on \(display.scaleWords)"
        return "the \(display.name)\(place) changes by \(written(slope.estimate, slope.limits, level))"
    }

    private func written(_ estimate: Double, _ limits: ConfidenceLimits, _ level: Double) -> String {
        guard !estimate.isNaN else { return format.missing }
        let range = display.convention.limits(format.number(limits.lower), format.number(limits.upper))
        return "\(format.number(estimate)) (\(display.convention.interval(range, level: level)))"
    }

    private func direction(_ slope: Coefficient, _ isQuantity: Bool) -> String {
        let limits = slope.limits
        guard !limits.lower.isNaN, !limits.upper.isNaN, limits.lower > 0 || limits.upper < 0 else {
            return "the interval includes no change, so the direction is not settled"
        }
        let isHigher = limits.lower > 0
        guard isQuantity else { return "the \(display.name) is \(isHigher ? "higher" : "lower") there" }
        return "the \(display.name) \(isHigher ? "rises" : "falls") as it grows"
    }

    // MARK: - What is left

    /// The joint test, where there are several coefficients.
    private func test(_ fit: ModelFit) -> String? {
        guard let test = fit.moderatorTest, test.degreesOfFreedom > 1 else { return nil }
        return "Joint test of the moderators: \(HeadlineWords(display: display).test(GroupTest(test)))."
    }

    private func left(_ fit: ModelFit) -> String {
        let found = fit.heterogeneity
        let iSquared = "I² \(format.percent(found.iSquared))"
        guard found.estimator != nil else { return "One line was assumed for all rows; \(iSquared)." }
        let explained =
            found.rSquared.map { "The regression explains R² \(format.percent($0)) of the differences between rows. " }
            ?? ""
        return "\(explained)Remaining τ² \(format.tauSquared(found.tau2)), \(iSquared)."
    }

    /// What a line over studies does not say.
    private var caution: [String] {
        let few =
            studies < Self.fewestRows
            ? ["With fewer than \(Self.fewestRows) studies such a line may easily be chance."] : []
        return few + ["A line over studies says nothing about the patients within them."]
    }
}

extension RegressionAnswer.Moderator {
    /// The name for people: that of the answer, or the property in words where it has no other.
    var phrase: String { name == property ? PropertyWords.phrase(property) : DisplayText.clean(name) }
}
