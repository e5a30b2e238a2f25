import TrialEvidence

/// Combined arms that are not the sum of their parts.
public struct CombinedArmCheck: EvidenceCheck {
    /// The check's code.
    public let code = "combined-arm"
    /// What it looks for.
    public let summary = "A combined arm has other patients, events or means than its parts together."

    /// Makes the check.
    public init() {}

    /// Each combined arm whose n is not the sum of its parts', and each row of it whose events are not the sum or whose mean
    /// lies outside the means of the parts' rows.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let combined = evidence.dataset.arms.filter { !$0.combines.isEmpty }
        return combined.compactMap { size($0, evidence) } + rows(combined, evidence)
    }

    private func parts(_ arm: Arm, _ evidence: ExaminedEvidence) -> [Arm] {
        arm.combines.compactMap { evidence.arm(ArmKey(studyID: arm.studyID, armID: $0)) }
    }

    private func size(_ arm: Arm, _ evidence: ExaminedEvidence) -> Finding? {
        let parts = parts(arm, evidence)
        let sizes = parts.compactMap(\.n)
        guard let n = arm.n, sizes.count == arm.combines.count, Counts.sum(sizes) != n else { return nil }
        let words = zip(parts, sizes).map { "\($0.id) \($1)" }.joined(separator: " + ")
        return Finding(
            code, .impossible, rows: FindingRows([arm] + parts, subject: "\(arm.studyID) \(arm.id), n"),
            found: "n \(n)", expected: "\(words) = \(Counts.sum(sizes))",
            advice: "Correct the combined arm or its parts in arms.csv.")
    }

    private func rows(_ combined: [Arm], _ evidence: ExaminedEvidence) -> [Finding] {
        combined.flatMap { arm in
            evidence.settings(of: arm.studyID).compactMap { _, rows in
                let whole = rows.filter { $0.row.armID == arm.id }
                let parts = rows.filter { arm.combines.contains($0.row.armID) }
                guard whole.count == 1, parts.count == arm.combines.count,
                    Set(parts.map(\.row.armID)).count == parts.count
                else { return nil }
                return compare(whole[0], parts)
            }
        }
    }

    private func compare(_ whole: ExaminedRow, _ parts: [ExaminedRow]) -> Finding? {
        var subject = whole.subject()
        subject.places += parts.map { $0.place() }
        func finding(_ found: String, _ expected: String) -> Finding {
            Finding(
                code, .impossible, rows: subject, found: found, expected: expected,
                advice: "Correct the row of the combined arm, or those of its parts.")
        }
        let events = parts.compactMap(\.row.events)
        if let sum = whole.row.events, events.count == parts.count, Counts.sum(events) != sum {
            return finding("\(sum) events", "\(Counts.sum(events)), the sum of the parts")
        }
        let means = parts.compactMap { $0.printed(.mean)?.interval }
        guard let mean = whole.printed(.mean), means.count == parts.count, let first = means.first else { return nil }
        let span = means.reduce(first) { $0.joined($1) }
        guard !mean.interval.meets(span) else { return nil }
        let words = parts.map { Decimals.text($0.row.mean ?? 0) }
        return finding(
            "mean \(Decimals.text(mean.value))", "between \(FindingWords.list(words)), the means of the parts")
    }
}
