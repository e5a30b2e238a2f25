import TrialResults
import TrialStatistics

/// What changed between two answers to one analysis.
struct AnalysisChanges {
    private(set) var changes: [ResultChange] = []
    private let id: String
    private let display: MeasureDisplay

    private let kinds: ReportKinds

    init(_ first: AnalysisRecord, _ second: AnalysisRecord, kinds: ReportKinds) throws {
        id = second.id
        self.kinds = kinds
        display = second.display
        question(first, second)
        studies(first.rows, second.rows)
        changes += ResultChanges.difference(
            first.excluded.map(Self.words), second.excluded.map(Self.words), .exclusion, "not used", analysis: id)
        try answers(first, second)
        changes += ResultChanges.difference(
            first.allWarnings.map { DisplayText.clean("\($0.code): \($0.message)") },
            second.allWarnings.map { DisplayText.clean("\($0.code): \($0.message)") }, .warning, "warning", analysis: id
        )
    }

    private mutating func add(_ kind: ResultChange.Kind, _ subject: String, _ before: String?, _ after: String?) {
        guard before != after else { return }
        changes.append(ResultChange(kind, analysis: id, subject, before: before, after: after))
    }

    private mutating func question(_ first: AnalysisRecord, _ second: AnalysisRecord) {
        let (old, new) = (first.question, second.question)
        add(.question, "title", DisplayText.clean(first.title), DisplayText.clean(second.title))
        add(.question, "outcome", old.outcome, new.outcome)
        add(.question, "measure", old.measure.name, new.measure.name)
        add(
            .question, "comparison", ComparisonWords(old.comparison).text, ComparisonWords(new.comparison).text)
        add(.question, "kind of answer", DisplayText.clean(first.kind), DisplayText.clean(second.kind))
        add(.question, "method", MethodWords(first.method).sentence, MethodWords(second.method).sentence)
        for rule in Set(old.rules.keys).union(new.rules.keys).sorted() {
            add(.question, PropertyWords.phrase(rule), old.rules[rule], new.rules[rule])
        }
        add(.question, "better", old.better?.rawValue, new.better?.rawValue)
        let exact = { (value: Double?) in value.map(NumberFormat.exact) }
        add(.question, "smallest important difference", exact(old.important), exact(new.important))
    }

    private mutating func studies(_ first: [StudyResult], _ second: [StudyResult]) {
        let (old, new) = (Self.keyed(first), Self.keyed(second))
        for (key, study) in old.rows where new.byKey[key] == nil {
            add(.study, DisplayText.clean(study.label), display.effect(study.shown), nil)
        }
        for (key, study) in new.rows {
            guard let earlier = old.byKey[key] else {
                add(.study, DisplayText.clean(study.label), nil, display.effect(study.shown))
                continue
            }
            row(earlier, study)
        }
    }

    private mutating func row(_ first: StudyResult, _ second: StudyResult) {
        let label = DisplayText.clean(second.label)
        for index in 0..<max(first.groups.count, second.groups.count) {
            let old = index < first.groups.count ? first.groups[index] : nil
            let new = index < second.groups.count ? second.groups[index] : nil
            let name = DisplayText.clean((new ?? old)?.label ?? "")
            let numbers: [(String, KeyPath<GroupResult, Double?>)] = [
                ("n", \.total), ("events", \.events), ("mean", \.mean), ("SD", \.standardDeviation),
                ("person-years", \.personYears),
            ]
            for (what, path) in numbers {
                let (a, b) = (old?[keyPath: path], new?[keyPath: path])
                add(.reportedNumber, "\(label), \(name): \(what)", a.map(NumberFormat.exact), b.map(NumberFormat.exact))
            }
        }
        if !Self.agree(first.shown, second.shown) || !Self.agree(first.variance, second.variance) {
            let (before, after) = (display.effect(first.shown), display.effect(second.shown))
            add(.estimate, label, before, before == after ? "\(after), beyond the printed digits" : after)
        }
        if first.properties != second.properties {
            for key in Set(first.properties.keys).union(second.properties.keys).sorted() {
                let subject = "\(label), \(PropertyWords.phrase(key))"
                add(.reportedNumber, subject, first.properties[key], second.properties[key])
            }
        }
    }

    /// Own answers are compared with each other, further ones with those of their name.
    private mutating func answers(_ first: AnalysisRecord, _ second: AnalysisRecord) throws {
        try add(try changes(first.answer, second.answer, isOwn: true))
        let (old, new) = (named(first.further), named(second.further))
        for (name, answer) in old where !new.contains(where: { $0.name == name }) {
            add(.further, name, words(answer), nil)
        }
        for (name, answer) in new {
            guard let earlier = old.first(where: { $0.name == name })?.answer else {
                add(.further, name, nil, words(answer))
                continue
            }
            try add(try changes(earlier, answer, isOwn: false))
        }
    }

    private mutating func add(_ found: [AnswerChange]) throws {
        for change in found {
            let kind: ResultChange.Kind = change.isHeadline ? .pooled : .further
            changes.append(
                ResultChange(kind, analysis: id, change.subject, before: change.before, after: change.after))
        }
    }

    private func changes(_ first: Answer, _ second: Answer, isOwn: Bool) throws -> [AnswerChange] {
        let report = kinds.report(for: second)
        var found: [AnswerChange]
        if first.kind == second.kind, let own = try report.changes(first, second, display) {
            found = own
        } else {
            found = [AnswerChange("answer", before: words(first), after: words(second))].filter {
                $0.before != $0.after
            }
        }
        if !isOwn { found = found.map(\.asFurther) }
        return found
    }

    /// The answers with their names; a second answer of one name gets a number.
    private func named(_ answers: [Answer]) -> [(name: String, answer: Answer)] {
        var counts: [String: Int] = [:]
        return answers.map { answer in
            let name = DisplayText.clean(kinds.report(for: answer).name(answer))
            counts[name, default: 0] += 1
            let count = counts[name] ?? 1
            return (count == 1 ? name : "\(name) (\(count))", answer)
        }
    }

    private func words(_ answer: Answer) -> String {
        answer.value.headline.map(HeadlineWords(display: display).finding) ?? "no result"
    }

    /// Rows by study and name; a second row of the same name gets a number.
    private static func keyed(
        _ studies: [StudyResult]
    ) -> (rows: [(String, StudyResult)], byKey: [String: StudyResult]) {
        var counts: [String: Int] = [:]
        let rows = studies.map { study -> (String, StudyResult) in
            let name = "\(study.study)\u{0}\(study.label)"
            counts[name, default: 0] += 1
            return ("\(name)\u{0}\(counts[name] ?? 1)", study)
        }
        return (rows, Dictionary(uniqueKeysWithValues: rows))
    }

    private static func words(_ row: ExcludedRow) -> String {
        let arm = row.arm.map { " (\($0))" } ?? ""
        return DisplayText.clean("\(row.study)\(arm): \(row.reason) [\(row.code)]")
    }

    private static func agree(_ a: NaturalEffect, _ b: NaturalEffect) -> Bool {
        agree(a.estimate, b.estimate) && agree(a.lower, b.lower) && agree(a.upper, b.upper)
    }

    private static func agree(_ a: Double, _ b: Double) -> Bool { AnswerChanges.agree(a, b) }
}
