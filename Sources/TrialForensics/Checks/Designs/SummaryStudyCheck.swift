import TrialEvidence

/// A study that is the sum of the others: the line "Total" of a table that was taken for a study.
public struct SummaryStudyCheck: EvidenceCheck {
    /// The check's code.
    public let code = "summary-study"
    /// What it looks for.
    public let summary = "A study is called Total, Subtotal, Overall or Pooled, or has the sums of all others."

    private static let names: Set<String> = [
        "total", "totals", "subtotal", "subtotals", "overall", "pooled", "summary", "all", "combined", "grandtotal",
    ]

    /// Makes the check.
    public init() {}

    /// Each study with such a name (likely), or whose events and patients in an outcome of three or more studies are the sums
    /// of those of all others in both arms (impossible as a study of its own).
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let sums = Sums(evidence)
        return evidence.dataset.studies.compactMap { study in
            let words = (study.label.isEmpty ? study.id : study.label).lowercased().filter(\.isLetter)
            let isNamed = Self.names.contains(words) || Self.names.contains(study.id.lowercased().filter(\.isLetter))
            let rows = evidence.rows(of: study.id).filter { !$0.row.isComparison }
            let whole = rows.filter { sums.isSum($0, evidence) }
            guard isNamed || whole.count > 1 else { return nil }
            let subject = FindingRows(study, column: "study_id")
            return Finding(
                code, whole.isEmpty ? .likely : .impossible, rows: subject,
                found: whole.isEmpty
                    ? "a study called \(study.label.isEmpty ? study.id : study.label)"
                    : "\(FindingWords.count(whole.count, "result")) with the sums of all other studies",
                expected: "studies only",
                advice: "Remove it with its arms and results: pooled beside the studies it counts everybody twice.")
        }
    }

    /// The patients and events of each outcome in the arms of one role, over all studies and study by study.
    private struct Sums {
        private struct Key: Hashable {
            let outcome: String
            let population: Population
            let statistic: Statistic
            let role: ArmRole
        }

        private struct Counted {
            var n = 0
            var events = 0

            mutating func add(_ row: OutcomeRow) {
                n = Counts.sum([n, row.n ?? 0])
                events = Counts.sum([events, row.events ?? 0])
            }
        }

        private var all: [Key: Counted] = [:]
        private var studies: [Key: [String: Counted]] = [:]

        init(_ evidence: ExaminedEvidence) {
            for row in evidence.rows {
                guard let key = Self.key(row, evidence) else { continue }
                all[key, default: Counted()].add(row.row)
                studies[key, default: [:]][row.row.studyID, default: Counted()].add(row.row)
            }
        }

        private static func key(_ row: ExaminedRow, _ evidence: ExaminedEvidence) -> Key? {
            guard !row.row.isComparison, row.row.n != nil, row.row.events != nil,
                let arm = evidence.arm(row.row.arm), arm.combines.isEmpty
            else { return nil }
            return Key(
                outcome: row.row.outcome, population: row.row.population, statistic: row.row.statistic, role: arm.role)
        }

        /// Whether a row has the patients and the events of all other studies together, of which there are at least two.
        func isSum(_ row: ExaminedRow, _ evidence: ExaminedEvidence) -> Bool {
            guard let key = Self.key(row, evidence), let whole = all[key], let own = studies[key]?[row.row.studyID],
                studies[key]?.count ?? 0 > 2, let n = row.row.n, let events = row.row.events, n > 0, events > 0,
                whole.n < Counts.greatest
            else { return false }
            return whole.n - own.n == n && whole.events - own.events == events
        }
    }
}
