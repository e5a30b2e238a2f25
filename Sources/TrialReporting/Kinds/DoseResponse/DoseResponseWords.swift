import TrialResults
import TrialStatistics

/// Sentences about a dose–response curve, written from its numbers.
struct DoseResponseWords {
    private let answer: DoseResponseAnswer
    private let telling: Telling<DoseResponseAnswer>

    private var display: MeasureDisplay { telling.display }
    private var format: NumberFormat { telling.format }

    init(_ telling: Telling<DoseResponseAnswer>) {
        self.telling = telling
        answer = telling.answer
    }

    /// What was found, for the page.
    var plain: String { text(isFull: false) }

    /// The whole results paragraph.
    var full: String { text(isFull: true) }

    /// The effect at the largest dose, or why there is no curve.
    var brief: String { basis + (answer.fit == nil ? refusal : largest) }

    private func text(isFull: Bool) -> String {
        let left = telling.isOwn ? ExclusionWords(format: format).sentence(telling.record.excluded) : ""
        let remarks = telling.remarks.map { " \($0)" }.joined()
        guard answer.fit != nil else { return basis + refusal + remarks + left }
        return basis + largest + tests(isFull: isFull) + remarks + " No rating of certainty (GRADE) was made." + left
    }

    private var basis: String {
        let trials = answer.trials.count
        guard trials > 0 else { return "" }
        return "\(format.count(trials)) \(trials == 1 ? "study compares" : "studies compare") doses"
            + " (\(DisplayText.clean(answer.dose))) in \(format.count(answer.independentContrasts)) independent"
            + " \(answer.independentContrasts == 1 ? "comparison" : "comparisons"). "
    }

    private var refusal: String {
        answer.refusal.map { "There is no curve. \(DisplayText.clean($0.message))" } ?? "There is no curve."
    }

    /// A dose with its unit.
    func dose(_ value: Double) -> String {
        let unit = answer.unit.map { "\u{A0}\(DisplayText.clean($0))" } ?? ""
        return AxisLabel.plain(value, format) + unit
    }

    private var largest: String {
        guard let last = answer.predictions.last(where: { $0.dose != answer.reference }) else { return "" }
        let effect = NaturalEffect(last.estimate, last.limits, natural: telling.record.question.measure.natural)
        return
            "By \(answer.shape.article), the \(display.name) at \(dose(last.dose)) against \(dose(answer.reference)) is"
            + " \(display.effect(effect))."
    }

    private func tests(isFull: Bool) -> String {
        guard let fit = answer.fit else { return "" }
        var words = ""
        if let test = fit.overall {
            words += " That the dose matters at all: \(statistic(test))."
        }
        if let test = fit.nonLinearity {
            let verdict =
                test.pValue < 0.05
                ? "The curve is not a straight line" : "Nothing speaks clearly against a straight line"
            words += " \(verdict); \(statistic(test))."
        }
        if isFull, let q = fit.heterogeneity.first, let p = q.pValue {
            words +=
                " The trials’ own curves differ with Q = \(format.number(q.q)), df = \(format.count(q.degreesOfFreedom)), \(format.pValue(p))."
        }
        return words
    }

    private func statistic(_ test: LinearHypothesis.JointTest) -> String {
        HeadlineWords(display: display).test(
            GroupTest(statistic: test.statistic, degreesOfFreedom: test.degreesOfFreedom, pValue: test.pValue))
    }

    /// What the slope rests on: trials that compare doses with each other, or differences between trials.
    var rests: String {
        let several = answer.trialsWithSeveralDoses
        guard !answer.trials.isEmpty else {
            return "No trial compares two doses, so these data say nothing of the dose."
        }
        guard !several.isEmpty else {
            let doses = Set(answer.trials.flatMap { [$0.referenceDose] + $0.doses }).filter { $0 != 0 }.sorted()
            let ends =
                doses.count > 1 ? " of \(dose(doses[0])) against \(dose(doses[doses.count - 1]))" : " of two doses"
            return
                "No trial compares two doses above 0 with each other. That a larger dose does more or less than a smaller one rests"
                + " on differences between trials, which nobody randomised, or on a dose against none alone."
                + " A randomised trial\(ends) in the same population would settle it."
        }
        let names = several.map { DisplayText.clean($0.title) }.joined(separator: ", ")
        return "\(format.count(several.count)) of \(format.count(answer.trials.count)) trials compare"
            + " doses above 0 with each other (\(names)); the slope between doses rests on them."
            + (several.count == 1 ? " One trial alone carries it: a second one would show whether it holds." : "")
    }
}

extension DoseResponseAnswer.Shape {
    /// The curve in words, such as `a restricted cubic spline with knots at 2, 10 and 30`.
    var article: String {
        switch DoseShapeName(rawValue: name) {
        case .linear: "a straight line"
        case .quadratic: "a parabola"
        case .spline:
            "a restricted cubic spline with knots at \((knots ?? []).map { NumberFormat.exact($0) }.joined(separator: ", "))"
        case .fractionalPolynomial:
            "a fractional polynomial of powers \((powers ?? []).map { NumberFormat.exact($0) }.joined(separator: ", "))"
        case .emax: "an Emax curve with half its effect at \(half.map { NumberFormat.exact($0) } ?? "an unknown dose")"
        case nil: "a curve"
        }
    }
}

/// The words of plans for curves.
enum DoseShapeName: String {
    case linear, quadratic, spline
    case fractionalPolynomial = "fractional-polynomial"
    case emax
}
