import TrialCommandLine
import TrialEvidence
import TrialForensics

/// The findings of a dataset as people and programs read them.
struct FindingReport {
    private let findings: [JudgedFinding]
    private let dataset: String
    private let showsAll: Bool

    /// How many places of one finding are named.
    private static let placesShown = 6

    init(_ findings: [JudgedFinding], dataset: String, showsAll: Bool) {
        self.findings = findings
        self.dataset = dataset
        self.showsAll = showsAll
    }

    /// What `--json` prints.
    struct Content: Encodable {
        let dataset: String
        let open: Int
        let accepted: Int
        let findings: [JudgedFinding]
    }

    var json: Content {
        let open = findings.count(where: \.isOpen)
        return Content(dataset: dataset, open: open, accepted: findings.count - open, findings: findings)
    }

    var text: String {
        let parts = FindingSeverity.allCases.compactMap { severity -> String? in
            let part = findings.filter { $0.finding.severity == severity }
            guard !part.isEmpty else { return nil }
            let rule = String(repeating: "─", count: severity.rawValue.count)
            return ([severity.rawValue, rule] + part.map(block)).joined(separator: "\n")
        }
        return (parts + [summary]).joined(separator: "\n\n")
    }

    private func block(_ judged: JudgedFinding) -> String {
        let finding = judged.finding
        let number = String(repeating: " ", count: max(0, 3 - String(judged.number).count)) + String(judged.number)
        let title = "\(number)  \(finding.check)  \(finding.subject)"
        if let acceptance = judged.acceptance, !showsAll { return "\(title)\n     accepted  \(acceptance.reason)" }
        var lines = [
            title, "     where     \(places(finding))", "     found     \(finding.found)",
            "     expected  \(finding.expected)", "     settle    \(finding.advice)",
        ]
        if let acceptance = judged.acceptance {
            let who = [acceptance.acceptedBy, acceptance.date].filter { !$0.isEmpty }.joined(separator: ", ")
            lines.append("     accepted  \(acceptance.reason)\(who.isEmpty ? "" : " (\(who))")")
        }
        return lines.joined(separator: "\n")
    }

    private func places(_ finding: Finding) -> String {
        let words = finding.places.map { place in
            let line = place.line.map { ":\($0)" } ?? ""
            return "\(place.file)\(line)\(place.column.map { " \($0)" } ?? "")"
        }
        let more = words.count - Self.placesShown
        return words.prefix(Self.placesShown).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    private var summary: String {
        let counts = FindingSeverity.allCases.map { severity in
            "\(findings.count { $0.finding.severity == severity && $0.isOpen }) \(severity.rawValue)"
        }
        let accepted = findings.count { !$0.isOpen }
        return "\(dataset): open: \(counts.joined(separator: ", ")); accepted: \(accepted)"
    }
}
