import TrialResults

/// The items of credibility of each claim that the effect differs, as people read them and for machines.
struct CredibilityTables {
    private let claims: [ModifierCredibility]
    private let display: MeasureDisplay
    /// What people call the properties.
    private let names: [String: String]
    /// Whether a regression claims them; otherwise groups do.
    private let isRegression: Bool
    private var format: NumberFormat { display.format }

    /// The claims of groups.
    init(_ subgroups: [SubgroupResult], _ display: MeasureDisplay) {
        claims = subgroups.compactMap(\.credibility)
        self.display = display
        names = Dictionary(subgroups.map { ($0.property, $0.phrase) }) { first, _ in first }
        isRegression = false
    }

    /// The claims of a regression.
    init(_ regression: RegressionAnswer, _ display: MeasureDisplay) {
        claims = regression.credibility ?? []
        self.display = display
        names = Dictionary(regression.moderators.map { ($0.property, $0.phrase.lowercasedStart) }) { first, _ in first }
        isRegression = true
    }

    /// The section that page and documents have; without a claim it is empty.
    var section: ReportSection {
        let blocks = claims.flatMap { claim -> [ReportBlock] in
            [.table(table(claim))] + judges(claim).map { .paragraph($0) }
        }
        return ReportSection(
            "credibility", .everywhere("How credible differences between studies are"), blocks)
    }

    /// One row an item.
    func table(_ claim: ModifierCredibility) -> TextTable {
        TextTable(
            caption: "Credibility of the \(subject(claim)): items of ICEMAN (Schandelmaier 2020), without an overall"
                + " rating",
            columns: [.init("Item"), .init("Answer"), .init("Rests on")],
            rows: claim.items.map { item in
                [Self.question(item.question), Self.answer(item.answer), basis(item, claim)]
            })
    }

    private func subject(_ claim: ModifierCredibility) -> String {
        let names = claim.properties.map { self.names[$0] ?? PropertyWords.phrase($0) }
        guard isRegression else { return "difference by \(names.joined(separator: ", "))" }
        let isInteraction = names.count > 1
        return "\(isInteraction ? "interaction of" : "change with") \(names.joined(separator: " and "))"
    }

    private func judges(_ claim: ModifierCredibility) -> [String] {
        guard let judge = claim.judgedBy else { return [] }
        let reason = claim.reason.map { ": \(DisplayText.clean($0))" } ?? ""
        return ["Judged by \(DisplayText.clean(judge))\(reason)\(reason.hasSuffix(".") ? "" : ".")"]
    }

    private static func question(_ question: CredibilityItem.Question) -> String {
        switch question {
        case .within: "The comparison is within rather than between trials"
        case .similarity: "The difference is similar from trial to trial"
        case .trials: "The number of trials is large"
        case .direction: "The direction was hypothesised beforehand"
        case .chance: "Chance is an unlikely explanation"
        case .modifiers: "Few effect modifiers were tested"
        case .randomEffects: "The model is one of random effects"
        case .cutPoints: "Arbitrary cut points were avoided"
        case .priorEvidence: "Prior evidence supports it"
        }
    }

    private static func answer(_ answer: CredibilityItem.Answer) -> String {
        answer.rawValue.split(separator: "-").joined(separator: " ")
    }

    private func basis(_ item: CredibilityItem, _ claim: ModifierCredibility) -> String {
        if item.isJudged { return "a person’s judgement" }
        if item.answer == .notJudged { return "nobody judged it" }
        switch item.question {
        case .within:
            return item.answer == .definitelyNo
                ? "trials are compared with trials" : "some trials have rows on both sides"
        case .similarity: return "no comparison within trials"
        case .trials:
            guard let value = item.value.map({ Int($0) }) else { return "unclear" }
            let count = StudyCount(studies: value, rows: value).words(format)
            return item.group.map { "smallest group “\(DisplayText.clean($0))”: \(count)" } ?? "\(count) on a line"
        case .chance: return item.value.map { format.pValue($0) } ?? "no test is shown"
        case .modifiers: return "\(format.count(Int(item.value ?? 0))) tested in this analysis"
        case .cutPoints:
            if item.answer == .notApplicable { return "a category has none" }
            return item.answer == .definitelyYes
                ? "the whole range was used" : "the plan does not say where the cuts come from"
        case .randomEffects: return "the method of the analysis"
        case .direction, .priorEvidence: return ""
        }
    }

    /// The items of all claims, one a row.
    static func file(_ claims: [ModifierCredibility]) -> CSVTable {
        CSVTable(
            header: ["modifier", "item", "answer", "value", "group", "judged_by"],
            rows: claims.flatMap { claim in
                claim.items.map { item -> [CSVTable.Cell] in
                    [
                        .text(claim.properties.joined(separator: " * ")), .text(item.question.rawValue),
                        .text(item.answer.rawValue), CSVTable.Cell(item.value), CSVTable.Cell(item.group),
                        item.isJudged ? CSVTable.Cell(claim.judgedBy) : .empty,
                    ]
                }
            })
    }
}
