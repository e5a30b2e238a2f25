import TrialResults
import TrialStatistics

/// What a funnel says, in sentences.
struct FunnelWords {
    private let analysis: PlottedAnalysis
    private let funnel: FunnelExploration

    init(_ analysis: PlottedAnalysis, _ funnel: FunnelExploration) {
        self.analysis = analysis
        self.funnel = funnel
    }

    /// The sentences below the figure: tests, what was added, warnings.
    var notes: [String] {
        var notes = tests
        if let added { notes.append(added) }
        return notes + funnel.warnings.map(\.message)
    }

    private var tests: [String] {
        let words = funnel.tests.map { "\(Self.name($0.code)) \(analysis.display.format.pValue($0.pValue))" }
        return words.isEmpty ? [] : ["Asymmetry: \(words.joined(separator: "; "))."]
    }

    private var added: String? {
        guard let filled = funnel.trimAndFill else { return nil }
        let format = analysis.display.format
        guard filled.missing > 0 else { return "Trim-and-fill adds no study." }
        let natural = NaturalEffect(
            filled.fit.pooled.estimate, filled.fit.pooled.limits, natural: analysis.question.measure.natural)
        let studies = "\(format.count(filled.missing)) \(filled.missing == 1 ? "study" : "studies")"
        return "Trim-and-fill adds \(studies) on the \(filled.side.rawValue):"
            + " \(analysis.display.effect(natural)) in place of"
            + " \(PlotWords.effect(funnel.centre, analysis)); a check of sensitivity, not a corrected result."
    }

    /// The name of a test in words.
    static func name(_ code: String) -> String {
        switch code {
        case "egger-sqrtninv": "regression on 1/√n"
        default: MethodRegistry.standard.asymmetryTest(code)?.name ?? code
        }
    }

    /// The figure in sentences.
    func description(_ opening: String) -> String {
        let display = analysis.display
        var sentences = ["\(opening), \(PlotWords.rows(analysis.rows.count, analysis))."]
        if let pooled = PlotWords.pooled(analysis) { sentences.append(pooled) }
        let inside = analysis.rows.count {
            abs($0.estimate - funnel.centre) <= funnel.quantile * $0.variance.squareRoot()
        }
        sentences.append(
            "\(display.format.count(inside)) of \(display.format.count(analysis.rows.count)) lie within the"
                + " \(display.format.level(analysis.level)) pseudo confidence limits.")
        let left = analysis.rows.count { $0.estimate < funnel.centre }
        sentences.append(
            "\(display.format.count(left)) lie below the pooled effect,"
                + " \(display.format.count(analysis.rows.count - left)) at or above it.")
        if let first = analysis.rows.max(by: { $0.variance > $1.variance }),
            let last = analysis.rows.max(by: { $0.variance < $1.variance })
        {
            sentences.append(
                "The most precise is \(DisplayText.clean(first.label)) with a standard error of"
                    + " \(display.format.number(first.variance.squareRoot())), the least precise"
                    + " \(DisplayText.clean(last.label)) with \(display.format.number(last.variance.squareRoot())).")
        }
        return (sentences + notes).joined(separator: " ")
    }
}
