import TrialResults
import TrialStatistics

/// What changed from one result to another, in words: origin, data, studies, numbers.
///
/// Whatever the words do not cover is counted from the comparison of every field, so two results without changes are equal
/// within ``ResultComparison``'s tolerance.
public struct ResultChanges: Sendable {
    /// The changes, in the order of the report.
    public let changes: [ResultChange]

    /// Compares two results; `kinds` tell what changed in an answer.
    ///
    /// - Throws: `ResultFileError` where a document cannot be spelt.
    public init(_ first: ResultDocument, _ second: ResultDocument, kinds: ReportKinds = .standard) throws {
        var changes = Self.origin(first, second) + Self.datasets(first.datasets, second.datasets)
        let (old, new) = (Self.byID(first.analyses), Self.byID(second.analyses))
        for analysis in first.analyses where new[analysis.id] == nil {
            changes.append(
                ResultChange(.analysis, analysis: analysis.id, "analysis", before: analysis.title, after: nil))
        }
        for analysis in second.analyses {
            if let earlier = old[analysis.id] {
                changes += try AnalysisChanges(earlier, analysis, kinds: kinds).changes
            } else {
                changes.append(
                    ResultChange(.analysis, analysis: analysis.id, "analysis", before: nil, after: analysis.title))
            }
        }
        changes += Self.evidence(first, second)
        let comparison = try ResultComparison(first, second)
        if changes.isEmpty, !comparison.isEqual {
            changes = comparison.differences.map { ResultChange(.other, $0.path, before: $0.first, after: $0.second) }
        }
        self.changes = changes
    }

    private static func byID(_ analyses: [AnalysisRecord]) -> [String: AnalysisRecord] {
        Dictionary(analyses.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func origin(_ first: ResultDocument, _ second: ResultDocument) -> [ResultChange] {
        let (old, new) = (first.plan, second.plan)
        let pairs = [
            ("engine", first.engine, second.engine), ("title of the plan", old.title, new.title),
            ("plan (SHA-256)", old.sha256.shortDigest, new.sha256.shortDigest),
            ("method profile", old.profile, new.profile), ("seed", String(old.seed), String(new.seed)),
        ]
        return pairs.filter { $0.1 != $0.2 }.map {
            ResultChange(.origin, $0.0, before: clean($0.1), after: clean($0.2))
        }
    }

    private static func datasets(_ first: [DatasetReference], _ second: [DatasetReference]) -> [ResultChange] {
        let names = first.map(\.name) + second.map(\.name).filter { name in !first.contains { $0.name == name } }
        return names.flatMap { name -> [ResultChange] in
            let (old, new) = (first.first { $0.name == name }, second.first { $0.name == name })
            let subject = "dataset \(clean(name))"
            guard let old, let new else {
                return [ResultChange(.dataset, subject, before: old.map(words), after: new.map(words))]
            }
            return [
                (subject + ", version", old.version, new.version), (subject + ", title", old.title, new.title),
                (subject + ", content", old.identity.shortDigest, new.identity.shortDigest),
            ].filter { $0.1 != $0.2 }.map { ResultChange(.dataset, $0.0, before: clean($0.1), after: clean($0.2)) }
        }
    }

    private static func words(_ dataset: DatasetReference) -> String {
        "version \(clean(dataset.version)), content \(dataset.identity.shortDigest)"
    }

    private static func evidence(_ first: ResultDocument, _ second: ResultDocument) -> [ResultChange] {
        let (old, new) = (first.overview ?? EvidenceOverview(), second.overview ?? EvidenceOverview())
        var changes = difference(
            old.studies.map { clean($0.label) }, new.studies.map { clean($0.label) }, .evidence, "study of the evidence"
        )
        changes += difference(
            old.riskOfBias.map(words), new.riskOfBias.map(words), .evidence, "risk of bias")
        changes += difference(
            old.flow.map { "\(clean($0.box)) \(clean($0.reason)): \($0.count)" },
            new.flow.map { "\(clean($0.box)) \(clean($0.reason)): \($0.count)" }, .evidence, "flow")
        changes += difference(
            (old.ongoing ?? []).map(words), (new.ongoing ?? []).map(words), .evidence, "ongoing trial")
        changes += difference(old.findings.map(words), new.findings.map(words), .evidence, "doubt about a number")
        return changes
            + difference(
                first.published.map(words), second.published.map(words), .evidence, "published result")
            + difference(
                (first.unasked ?? []).map(words), (second.unasked ?? []).map(words), .evidence,
                "outcome that no question asks of")
    }

    private static func words(_ outcome: UnaskedOutcome) -> String {
        let reason = outcome.reason.map { ": \($0)" } ?? ""
        return clean("\(outcome.outcome), \(outcome.results) results of \(outcome.studies) studies\(reason)")
    }

    private static func words(_ trial: OngoingEntry) -> String {
        clean("\(trial.registryID), \(trial.intervention), \(trial.status)")
    }

    private static func words(_ entry: BiasEntry) -> String {
        let judge = entry.judgedBy.map { " (\($0))" } ?? ""
        return clean("\(entry.study) \(entry.outcome) \(entry.tool) \(entry.domain): \(entry.judgement)\(judge)")
    }

    private static func words(_ finding: ReportedFinding) -> String {
        let state = finding.accepted.map { ", accepted: \($0)" } ?? ""
        return clean("\(finding.check), \(finding.severity): \(finding.subject): \(finding.found)\(state)")
    }

    private static func words(_ result: PublishedResult) -> String {
        let numbers = [result.estimate, result.lower, result.upper].map { $0.map(NumberFormat.exact) ?? "–" }
        let about = [result.subgroup, result.indirect].compactMap(\.self).joined(separator: " ")
        return clean("\(result.review) \(result.outcome) \(about) \(numbers.joined(separator: " "))")
    }

    /// What only one of two lists has, as often as it has it more.
    static func difference(
        _ first: [String], _ second: [String], _ kind: ResultChange.Kind, _ subject: String, analysis: String? = nil
    ) -> [ResultChange] {
        var surplus: [String: Int] = [:]
        for text in first { surplus[text, default: 0] += 1 }
        var added: [ResultChange] = []
        for text in second {
            if let count = surplus[text], count > 0 {
                surplus[text] = count - 1
            } else {
                added.append(ResultChange(kind, analysis: analysis, subject, before: nil, after: text))
            }
        }
        var gone: [ResultChange] = []
        for text in first where surplus[text, default: 0] > 0 {
            surplus[text, default: 0] -= 1
            gone.append(ResultChange(kind, analysis: analysis, subject, before: text, after: nil))
        }
        return gone + added
    }

    static func clean(_ text: String) -> String { DisplayText.clean(text) }
}

extension String {
    /// The first twelve digits of a digest, which are enough to tell two apart.
    fileprivate var shortDigest: String { count > 12 ? "\(prefix(12))…" : self }
}
