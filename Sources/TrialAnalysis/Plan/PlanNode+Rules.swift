import TrialEvidence
import TrialForensics
import Yams

extension PlanNode {
    /// The rules that choose and prepare the rows.
    var rules: RowRules {
        var rules = RowRules()
        if let arms = choice("arms", ArmRule.self) { rules.arms = arms }
        if let window = node("window") {
            let months = PlanNode(window, what: "window", report: report)
            months.allow(PlanKeys.window)
            rules.window = MonthWindow(
                from: months.number("from") ?? 0, to: months.number("to") ?? .greatestFiniteMagnitude)
            if let span = rules.window, span.from > span.to {
                report.add(window.mark, "the window ends before it begins")
            }
        }
        if let time = choice("time", TimeRule.self) { rules.time = time }
        rules.populations = texts("population")
        rules.ofSubgroups = texts("of-subgroups")
        rules.definitions = texts("definition")
        rules.reports = words("reports", ReportKind.self)
        rules.alike = words("alike", Likeness.self)
        if let crossover = choice("crossover", CrossoverRule.self) { rules.crossover = crossover }
        if let medians = choice("medians", MedianRule.self) { rules.medians = medians }
        rules.baseline = text("baseline")
        rules.correlation = correlation(rules)
        rules.dispersion = dispersion()
        if let multiArm = choice("multi-arm", MultiArmRule.self) { rules.multiArm = multiArm }
        if let overlap = choice("overlap", OverlapRule.self) { rules.overlap = overlap }
        if let confidence = text("confidence") {
            let known = ["primary", "secondary", "uncertain"]
            if !known.contains(confidence) { unknownWord(confidence, key: "confidence", among: known) }
            rules.confidence = confidence
        }
        rules.exclude = mappings("exclude", what: "an excluded study").map { entry in
            entry.allow(PlanKeys.exclude)
            return ExcludedStudy(study: entry.required("study"), reason: entry.required("reason"))
        }
        rules.assume = mappings("assume", what: "an assumed number").map { entry in
            entry.allow(PlanKeys.assume)
            if entry.node("n") == nil { entry.report.add(entry.mark, "an assumed number needs the key 'n'") }
            return AssumedTotal(
                study: entry.required("study"), arm: entry.required("arm"), n: entry.number("n") ?? 0,
                reason: entry.required("reason"))
        }
        return rules
    }

    /// One word of a closed list or several; what is none of them is reported.
    private func words<Word: RawRepresentable & CaseIterable>(_ key: String, _ type: Word.Type) -> [Word]
    where Word.RawValue == String {
        texts(key).compactMap { text in
            if let word = Word(rawValue: text), !text.isEmpty { return word }
            unknownWord(text, key: key, among: Word.allCases.map(\.rawValue).filter { !$0.isEmpty })
            return nil
        }
    }

    private func dispersion() -> Double? {
        guard let dispersion = number("dispersion") else { return nil }
        if !(dispersion >= 0 && dispersion.isFinite) {
            report.add(node("dispersion")?.mark, "'dispersion' must be 0 or more, such as 1.5; 0 is a Poisson count")
        }
        return dispersion
    }

    private func correlation(_ rules: RowRules) -> Double? {
        guard let r = number("correlation") else { return nil }
        let mark = node("correlation")?.mark
        if !(r > -1 && r < 1) { report.add(mark, "'correlation' must lie between -1 and 1, such as 0.5") }
        if rules.crossover == .paired || rules.baseline != nil { return r }
        // One that is inherited by a sensitivity analysis without pairs is no mistake.
        if ownKeys.contains("correlation") {
            report.add(
                mark, "'correlation' has no effect without 'crossover: paired' or 'baseline'; add one or remove the key"
            )
        }
        return nil
    }
}
