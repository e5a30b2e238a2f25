import TrialStatistics

/// The same rows by every method for rare events, with the one that a stated rule picks.
public struct RareEventPanelAnswer: AnalysisAnswer {
    /// Every method's answer; nil where the rows suit no method, and then a warning says why.
    public var panel: RareEventTable?
    /// What the headline measures: an odds ratio, a rate ratio, a proportion or a rate, whatever the question's measure is.
    public var measure: MeasureReference?
    /// How many rows the methods saw.
    public var rows: Int
    /// Why there is no panel, and what the methods say of themselves.
    public var warnings: [MethodWarning]

    /// Creates an answer.
    public init(
        panel: RareEventTable?, measure: MeasureReference? = nil, rows: Int, warnings: [MethodWarning] = []
    ) {
        self.panel = panel
        self.measure = measure
        self.rows = rows
        self.warnings = warnings
    }

    /// Whether at least one method answers.
    public var isAnswered: Bool { headline != nil }

    /// The method that the panel's rule picks.
    public var headline: Headline? {
        guard let panel, let row = panel.headlineRow, let estimate = row.answer.estimate else { return nil }
        let effect = NaturalEffect(
            estimate: estimate.natural, lower: estimate.naturalLower, upper: estimate.naturalUpper)
        var headline = Headline(.effect(effect), level: panel.level, rows: rows)
        headline.measure = measure
        headline.choice = Headline.Choice(method: row.name, reason: panel.rationale)
        return headline
    }
}
