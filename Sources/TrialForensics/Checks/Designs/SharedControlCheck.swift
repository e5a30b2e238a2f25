import TrialEvidence

/// Controls that are compared with several treated arms, or that are entered twice.
public struct SharedControlCheck: EvidenceCheck {
    /// The check's code.
    public let code = "shared-control"
    /// What it looks for.
    public let summary = "One control stands against several treated arms, or is entered twice."

    /// Makes the check.
    public init() {}

    /// For each study: the control that several treated arms share, and two controls with the same numbers.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let byStudy = ExaminedEvidence.grouped(evidence.settings) { $0.setting.studyID }
        return byStudy.flatMap { study, settings -> [Finding] in
            let rows = settings.map { setting in setting.rows.filter { evidence.arm($0.row.arm) != nil } }
            return shared(study, rows, evidence) + twins(study, rows, evidence)
        }
    }

    private func role(_ row: ExaminedRow, _ evidence: ExaminedEvidence) -> ArmRole? {
        let arm = evidence.arm(row.row.arm)
        return arm?.combines.isEmpty == true ? arm?.role : nil
    }

    private func shared(_ study: String, _ settings: [[ExaminedRow]], _ evidence: ExaminedEvidence) -> [Finding] {
        let hits = settings.compactMap { rows -> (control: String, rows: [ExaminedRow])? in
            let controls = Set(rows.filter { role($0, evidence) == .control }.map(\.row.armID))
            let treated = Set(rows.filter { role($0, evidence) == .treatment }.map(\.row.armID))
            guard controls.count == 1, let control = controls.first, treated.count > 1 else { return nil }
            return (control, rows.filter { role($0, evidence) == .treatment || $0.row.armID == control })
        }
        return ExaminedEvidence.grouped(hits) { $0.control }.map { control, hits in
            let rows = hits.flatMap(\.rows)
            let treated = ExaminedEvidence.grouped(rows) { $0.row.armID }.map(\.0).filter { $0 != control }
            return Finding(
                code, .doubtful, rows: FindingRows(rows, subject: "\(study), control \(control)"),
                found:
                    "\(FindingWords.list(treated)) against \(control) in \(FindingWords.count(hits.count, "setting"))",
                expected: "each control patient once in a pooled effect",
                advice:
                    "Let the plan combine the arms, split the control or model the covariance; never pool both as if "
                    + "independent.")
        }
    }

    private func twins(_ study: String, _ settings: [[ExaminedRow]], _ evidence: ExaminedEvidence) -> [Finding] {
        let hits = settings.compactMap { rows -> [ExaminedRow]? in
            let controls = rows.filter { role($0, evidence) == .control && Self.saysSomething($0.row) }
            let groups = ExaminedEvidence.grouped(controls) { Self.numbers($0.row) }.map(\.1)
            return groups.first { Set($0.map(\.row.armID)).count > 1 }
        }
        return ExaminedEvidence.grouped(hits) { Set($0.map(\.row.armID)).sorted() }.map { arms, hits in
            Finding(
                code, .likely,
                rows: FindingRows(hits.flatMap(\.self), subject: "\(study), controls \(FindingWords.list(arms))"),
                found: "the same numbers in \(FindingWords.list(arms)) in \(FindingWords.count(hits.count, "setting"))",
                expected: "different numbers for different patients",
                advice: "If it is one control entered for each treated arm, keep one; the plan splits it where needed.")
        }
    }

    private static func numbers(_ row: OutcomeRow) -> [Double?] {
        [row.n.map(Double.init), row.mean, row.sd, row.se, row.median, row.events.map(Double.init)]
    }

    private static func saysSomething(_ row: OutcomeRow) -> Bool {
        if row.mean != nil, row.sd ?? row.se != nil { return true }
        guard let events = row.events, let n = row.n else { return false }
        return events > 1 && events < n
    }
}
