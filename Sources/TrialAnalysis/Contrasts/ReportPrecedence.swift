import TrialEvidence
import TrialForensics

/// Which of several reports of one number goes first, by the kinds of report that a plan lists.
struct ReportPrecedence {
    private let order: [ReportKind]

    /// An order of kinds, the best first; empty for none.
    init(_ order: [ReportKind]) {
        self.order = order
    }

    /// The place of a row's report in the order; kinds that the plan does not list come last, and without a list all are alike.
    func rank(of row: OutcomeRow) -> Int { order.firstIndex(of: row.kindOfReport) ?? order.count }

    /// What two reports of one number print differently; nil where they agree, where the plan's order settles it, or where
    /// nobody said of what kind the two are.
    func conflict(_ used: OutcomeRow, _ other: OutcomeRow) -> String? {
        guard rank(of: used) == rank(of: other) || order.isEmpty, let conflict = ReportConflict(used, other) else {
            return nil
        }
        return "\(used.studyID): \(conflict.words)"
    }
}

/// The rows of one study, part by part, for the choice among studies that share participants.
struct ReportOfStudy {
    let study: Study
    var parts: [StudyRows]

    /// Participants that the rows speak of.
    var participants: Int { parts.reduce(0) { $0 + $1.participants } }

    /// The studies among some rows, in their order.
    static func all(in rows: [StudyRows]) -> [ReportOfStudy] {
        rows.reduce(into: []) { studies, part in
            if let index = studies.firstIndex(where: { $0.study.id == part.study.id }) {
                studies[index].parts.append(part)
            } else {
                studies.append(ReportOfStudy(study: part.study, parts: [part]))
            }
        }
    }
}
