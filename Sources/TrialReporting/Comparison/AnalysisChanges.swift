import TrialResults
import TrialStatistics

/// What changed between two answers to one analysis.
struct AnalysisChanges {
    private(set) var changes: [ResultChange] = []
    private let id: String
    private let display: MeasureDisplay

    init(_ first: AnalysisResult, _ second: AnalysisResult) throws {
        id = second.id
        display = second.display
        question(first, second)
        studies(first.studies, second.studies)
        changes += ResultChanges.difference(
            first.excluded.map(Self.words), second.excluded.map(Self.words), .exclusion, "not used", analysis: id)
        pooled(first, second)
        try further(first, second)
        changes += ResultChanges.difference(
            first.allWarnings.map { DisplayText.clean("\($0.code): \($0.message)") },
            second.allWarnings.map { DisplayText.clean("\($0.code): \($0.message)") }, .warning, "warning", analysis: id
        )
    }

    private mutating func add(_ kind: ResultChange.Kind, _ subject: String, _ before: String?, _ after: String?) {
        guard before != after else { return }
        changes.append(ResultChange(kind, analysis: id, subject, before: before, after: after))
    }

    private mutating func question(_ first: AnalysisResult, _ second: AnalysisResult) {
        let (old, new) = (first.question, second.question)
        add(.question, "title", DisplayText.clean(first.title), DisplayText.clean(second.title))
        add(.question, "outcome", old.outcome, new.outcome)
        add(.question, "measure", old.measure.name, new.measure.name)
        add(.question, "comparison", old.comparison, new.comparison)
        add(.question, "method", old.method, new.method)
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
            add(.study, DisplayText.clean(study.label), display.effect(study.natural), nil)
        }
        for (key, study) in new.rows {
            guard let earlier = old.byKey[key] else {
                add(.study, DisplayText.clean(study.label), nil, display.effect(study.natural))
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
        if !Self.agree(first.natural, second.natural) || !Self.agree(first.variance, second.variance) {
            let (before, after) = (display.effect(first.natural), display.effect(second.natural))
            add(.estimate, label, before, before == after ? "\(after), beyond the printed digits" : after)
        }
        if first.properties != second.properties {
            for key in Set(first.properties.keys).union(second.properties.keys).sorted() {
                let subject = "\(label), \(PropertyWords.phrase(key))"
                add(.reportedNumber, subject, first.properties[key], second.properties[key])
            }
        }
    }

    private mutating func pooled(_ first: AnalysisResult, _ second: AnalysisResult) {
        let (old, new) = (first.pooled, second.pooled)
        func both(_ subject: String, _ value: (PooledResult) -> Double?, _ words: (PooledResult) -> String) {
            let agree = Self.agree(old.flatMap(value), new.flatMap(value))
            let (before, after) = (old.map(words), new.map(words))
            if !agree || before != after {
                let same = before == after && before != nil
                add(.pooled, subject, before, same ? after.map { "\($0), beyond the printed digits" } : after)
            }
        }
        both("rows pooled", { Double($0.fit.studies) }, { String($0.fit.studies) })
        both("pooled effect", \.natural.estimate) { display.effect($0.natural) }
        both("prediction interval", \.naturalPrediction?.lower) { pooled in
            pooled.naturalPrediction.map { display.limits($0.lower, $0.upper) } ?? "none"
        }
        both("τ²", \.fit.heterogeneity.tau2) { display.format.tauSquared($0.fit.heterogeneity.tau2) }
        both("I²", \.fit.heterogeneity.iSquared) { display.format.percent($0.fit.heterogeneity.iSquared) }
    }

    private mutating func further(_ first: AnalysisResult, _ second: AnalysisResult) throws {
        let parts = [
            ("subgroups", try ResultComparison.differences(first.subgroups, second.subgroups)),
            ("what stands beside", try ResultComparison.differences(first.beside, second.beside)),
            ("sensitivity analyses", try ResultComparison.differences(first.sensitivity, second.sensitivity)),
            ("methods for rare events", try ResultComparison.differences(first.rareEvents, second.rareEvents)),
            ("numbers of further figures", try ResultComparison.differences(first.explorations, second.explorations)),
            ("choices of the page", try ResultComparison.differences(first.alternatives, second.alternatives)),
        ]
        for (subject, count) in parts where count > 0 {
            let words = "\(subject): \(count) \(count == 1 ? "field differs" : "fields differ")"
            changes.append(ResultChange(.further, analysis: id, words, before: nil, after: nil))
        }
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

    /// As ``ResultComparison`` compares numbers.
    private static func agree(_ a: Double?, _ b: Double?) -> Bool {
        guard let a, let b else { return a == nil && b == nil }
        if a == b || (a.isNaN && b.isNaN) { return true }
        return a.isFinite && b.isFinite && abs(a - b) <= max(1e-9 * max(abs(a), abs(b)), 1e-12)
    }
}
