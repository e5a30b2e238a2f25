import TrialStatistics

/// What an answer says beside its headline, on one line: of subgroups, changed rules, moderators, rare events.
///
/// The terminal prints these lines; page and documents show the same parts as tables under the same subjects.
public struct AnswerLine: Sendable, Equatable {
    /// What the line is about, as page and documents call it, such as `By route`.
    public let subject: String
    /// What came out.
    public let text: String

    /// Creates a line; both texts are cleaned of control characters.
    public init(_ subject: String, _ text: String) {
        self.subject = DisplayText.clean(subject)
        self.text = DisplayText.clean(text)
    }

    /// Subject and text with a colon between.
    public var line: String { "\(subject): \(text)" }
}

extension AnalysisAnswer {
    /// Nothing beside the headline.
    public func lines(_ display: MeasureDisplay) -> [AnswerLine] { [] }
}

extension AnalysisRecord {
    /// What its answers say beside the headline, in the order of the report.
    public func lines(_ convention: NumberConvention = .british) -> [AnswerLine] {
        let display = display(convention)
        return [besideHeadline(convention)].compactMap(\.self).map { AnswerLine("Headline", $0) }
            + ([answer] + further).flatMap { $0.value.lines(display) }
    }

    /// Which rule picked the headline and what the own answer gives beside it, in one sentence; nil where the own answer
    /// is the headline.
    public func besideHeadline(_ convention: NumberConvention = .british) -> String? {
        guard let chosen, let choice = chosen.choice, let own = answer.value.headline else { return nil }
        let words = HeadlineWords(display: display(convention))
        let method = DisplayText.clean(convention.spelled(choice.method))
        return "\(words.finding(chosen)) is by \(method), picked by the rule for rare events"
            + " (\(DisplayText.clean(convention.spelled(choice.reason)))); the model of the plan gives"
            + " \(words.finding(own)) beside it."
    }
}

extension PooledAnswer {
    /// Subgroups, what stands beside, and the same question with one rule changed.
    public func lines(_ display: MeasureDisplay) -> [AnswerLine] {
        subgroups.filter { !$0.groups.isEmpty }.map { $0.line(display) }
            + beside.map { AnswerLine("Beside: \($0.title)", display.effect($0.pooled.natural)) }
            + [sensitivityLine(display)].compactMap(\.self)
    }

    private func sensitivityLine(_ display: MeasureDisplay) -> AnswerLine? {
        guard !sensitivity.isEmpty else { return nil }
        let estimates = sensitivity.compactMap { $0.pooled?.natural.estimate }.filter { !$0.isNaN }
        let changes = "\(display.format.count(sensitivity.count)) \(sensitivity.count == 1 ? "change" : "changes")"
        let subject = "The same question with one rule changed"
        guard let least = estimates.min(), let most = estimates.max() else {
            return AnswerLine(subject, "\(changes), nothing pooled")
        }
        let range =
            display.value(least) == display.value(most)
            ? display.value(least) : display.convention.limits(display.value(least), display.value(most))
        let without = sensitivity.count - estimates.count
        let planned = pooled.map { ", as planned \(display.value($0.natural.estimate))" } ?? ""
        let empty = without == 0 ? "" : "; nothing pooled in \(display.format.count(without))"
        return AnswerLine(subject, "\(changes), \(display.name) \(range)\(planned)\(empty)")
    }
}

extension SubgroupResult {
    /// The effect of each group and the test of their difference.
    fileprivate func line(_ display: MeasureDisplay) -> AnswerLine {
        let effects = groups.map { "\($0.name) \(display.effect($0.pooled.natural))" }.joined(separator: "; ")
        let test =
            (canShowDifference ? betweenGroups : nil).map { "; difference \(HeadlineWords(display: display).test($0))" }
            ?? ""
        let remarks = warnings.isEmpty ? "" : ". " + warnings.map(\.message).joined(separator: " ")
        return AnswerLine("By \(phrase)", effects + test + remarks)
    }
}

extension RegressionAnswer {
    /// The joint test of the moderators, where there is one.
    public func lines(_ display: MeasureDisplay) -> [AnswerLine] {
        let names = subject
        let text = headline.map(HeadlineWords(display: display).finding) ?? "no result"
        return [AnswerLine("Meta-regression\(names.isEmpty ? "" : " on \(names)")", text)]
    }
}

extension RareEventPanelAnswer {
    /// The method that the rule picks, among how many.
    public func lines(_ display: MeasureDisplay) -> [AnswerLine] {
        guard let panel else { return [] }
        let subject = "Every method for rare events"
        let answered = panel.rows.count { $0.answer.estimate != nil }
        let among = "\(display.format.count(answered)) of \(display.format.count(panel.rows.count)) methods answer"
        guard let row = panel.headlineRow, let headline else { return [AnswerLine(subject, among)] }
        let effect = HeadlineWords(display: display).finding(headline)
        return [AnswerLine(subject, "\(row.name) \(effect), picked by the rule; \(among)")]
    }
}
