import TrialEvidence

/// A doubt with its number in the list and, where somebody let it stand, the acceptance.
public struct JudgedFinding: Sendable, Equatable, Codable {
    /// The place in the whole list, from 1, whatever part of it is shown.
    public let number: Int
    /// The doubt.
    public let finding: Finding
    /// Who let it stand and why; `nil` while it is open.
    public let acceptance: AcceptedFinding?

    /// Whether nobody has let it stand.
    public var isOpen: Bool { acceptance == nil }
}

/// Every doubt about a dataset, the gravest first, and what became of it.
public struct Examination: Sendable, Equatable {
    /// The code of the findings about acceptances that match no doubt any more.
    public static let staleCode = "stale-acceptance"

    /// The doubts; those of one severity in the order of the checks, those of one check in the order of the dataset.
    public let findings: [JudgedFinding]

    /// Runs checks over a dataset and holds what they find against its accepted findings.
    ///
    /// A doubt is accepted where check, studies and subject agree and the acceptance, if it says what was found, says the
    /// same. An acceptance that fits no doubt is itself one: the numbers were corrected, or changed again. Acceptances of
    /// checks that do not run here are left alone.
    public init(_ evidence: ExaminedEvidence, checks: EvidenceChecks = .standard) {
        let found = checks.all.flatMap { $0.findings(in: evidence) }
        let acceptances = evidence.dataset.acceptedFindings
        var used: Set<Int> = []
        var judged = found.map { finding -> (Finding, AcceptedFinding?) in
            let fitting = acceptances.indices.filter { acceptances[$0].fits(finding) }
            used.formUnion(fitting)
            return (finding, fitting.first.map { acceptances[$0] })
        }
        let running = Set(checks.all.map(\.code))
        for (index, acceptance) in acceptances.enumerated() where !used.contains(index) {
            let isKnown =
                running.contains(acceptance.check) || EvidenceChecks.standard.named(acceptance.check) != nil
            guard !isKnown || running.contains(acceptance.check) else { continue }
            judged.append((Self.stale(acceptance, isKnown: isKnown), nil))
        }
        let ordered = judged.enumerated().sorted { first, second in
            (first.element.0.severity, first.offset) < (second.element.0.severity, second.offset)
        }
        findings = ordered.enumerated().map { position, entry in
            JudgedFinding(number: position + 1, finding: entry.element.0, acceptance: entry.element.1)
        }
    }

    /// The doubts that nobody has let stand.
    public var open: [JudgedFinding] { findings.filter(\.isOpen) }

    /// Whether something impossible or likely wrong is open.
    public var needsAnswer: Bool { open.contains { $0.finding.severity < .doubtful } }

    private static func stale(_ acceptance: AcceptedFinding, isKnown: Bool) -> Finding {
        let file = DatasetTable.acceptedFindings.file
        let rows = FindingRows(
            studies: acceptance.studies,
            places: [Place(file, line: acceptance.line, column: isKnown ? nil : "check")],
            subject: "\(acceptance.check): \(acceptance.subject)")
        let hint = isKnown ? "" : NearestName.hint(EvidenceChecks.standard.all.map(\.code), for: acceptance.check)
        return Finding(
            staleCode, .likely, rows: rows,
            found: acceptance.found.isEmpty ? "accepted without its numbers" : acceptance.found,
            expected: isKnown ? "a finding with this subject and these numbers" : "a check of that code\(hint)",
            advice: "Remove the line from \(file), or accept the finding again as it is now.")
    }
}

extension AcceptedFinding {
    /// Whether this is about that doubt, with the numbers it has now.
    func fits(_ finding: Finding) -> Bool {
        check == finding.check && subject == finding.subject && Set(studies) == Set(finding.studies)
            && (found.isEmpty || found == finding.found)
    }
}
