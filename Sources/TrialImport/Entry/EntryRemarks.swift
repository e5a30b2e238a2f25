import TrialEvidence
import TrialForensics

/// What follows from the numbers of a row as they are typed, and what is doubtful about them: by the rules that `explain` and
/// `check` go by.
struct EntryRemarks {
    private let row: EntryRow
    private let joint: Dataset

    init(_ row: EntryRow, among typed: TypedRows) {
        self.row = row
        joint = typed.joint(with: row, of: row["study_id"])
    }

    /// What can be derived from the row, with how; nothing of what could be derived before.
    func derived(since before: EntryRemarks) -> [String] {
        let known = Set(before.derivations.map(\.text))
        return derivations.filter { !known.contains($0.text) }.flatMap(Self.lines)
    }

    /// What an analysis can take from the row, why it can take nothing, and every doubt.
    func all(since before: EntryRemarks) -> [String] {
        let uses = uses
        let usable = uses.filter { $0.missing == nil }
        let lacking = uses.compactMap(\.missing).map { "cannot be pooled yet: \($0)" }
        return usable.filter(\.trails.isEmpty).flatMap(Self.lines) + derived(since: before)
            + (usable.isEmpty ? lacking : []) + doubts
    }

    private static func lines(_ use: RowExplanation.Use) -> [String] {
        ["gives \(use.text)"] + use.trails.map { "  by \($0.sentence)" }
    }

    private var derivations: [RowExplanation.Use] { uses.filter { $0.missing == nil && !$0.trails.isEmpty } }

    private var uses: [RowExplanation.Use] {
        let explained = try? OutcomeExplanation(joint, study: row["study_id"], outcome: row["outcome"])
        return explained?.rows.first { $0.place == "\(row.table.file):\(row.line)" }?.uses ?? []
    }

    private var doubts: [String] {
        let examined = ExaminedEvidence(joint)
        let findings = EvidenceChecks.standard.all.flatMap { $0.findings(in: examined) }
        return findings.filter { finding in
            finding.places.contains { $0.file == row.table.file && $0.line == row.line }
        }.map { "\($0.severity.rawValue): \($0.found); expected \($0.expected). \($0.advice) (\($0.check))" }
    }
}
