import Glibc
import TrialEvidence

/// A mean in the place of its standard deviation, and the reverse.
public struct SwappedMeanCheck: EvidenceCheck {
    /// The check's code.
    public let code = "mean-and-sd-swapped"
    /// What it looks for.
    public let summary = "Mean and standard deviation of a row stand in each other's place."

    /// How near the other's numbers must be, as a factor.
    private static let nearness = 1.6

    /// Makes the check.
    public init() {}

    /// Each row whose mean is the others' standard deviation and whose standard deviation is the others' mean: those of the
    /// other arms, else those of three or more other studies that agree.
    ///
    /// Nothing is seen where mean and deviation are of one size.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let rows = evidence.rows.filter {
            !$0.row.isComparison && ($0.row.mean ?? 0) > 0 && ($0.row.sd ?? 0) > 0
        }
        let outcomes = Dictionary(grouping: rows) { $0.row.outcome }
        let settings = Dictionary(grouping: rows) { RowSetting($0.row) }
        return rows.compactMap { row in
            let beside = (settings[RowSetting(row.row)] ?? []).filter { $0.row.armID != row.row.armID }
            let others = (outcomes[row.row.outcome] ?? []).filter { $0.row.studyID != row.row.studyID }
            let known = Set(others.map(\.row.studyID)).count > 2
            // Two arms tell that one is wrong, other studies tell which.
            if let finding = judge(row, known ? others : beside, isSure: known) { return finding }
            return nil
        }
    }

    private func judge(_ row: ExaminedRow, _ others: [ExaminedRow], isSure: Bool) -> Finding? {
        guard let mean = row.row.mean, let sd = row.row.sd, let usualMean = Self.middle(others.compactMap(\.row.mean)),
            let usualSD = Self.middle(others.compactMap(\.row.sd)),
            usualMean / usualSD > 2.5 || usualSD / usualMean > 2.5,
            Self.isNear(mean, usualSD), Self.isNear(sd, usualMean), !isSure || Self.agree(others, usualMean, usualSD)
        else { return nil }
        // Of two arms the one with the deviation above its mean is the odd one: a deviation is mostly the smaller number.
        guard isSure || sd > mean else { return nil }
        return Finding(
            code, .likely, rows: row.subject(.mean),
            found: "mean \(Decimals.text(mean)), SD \(Decimals.text(sd))",
            expected: "mean about \(FindingWords.number(usualMean)), SD about \(FindingWords.number(usualSD)), as in "
                + (isSure ? "other studies" : "the other arms"),
            advice: "Look in the source which number is the mean, and exchange them.")
    }

    private static func isNear(_ value: Double, _ other: Double) -> Bool {
        other > 0 && abs(log(value / other)) < log(nearness)
    }

    /// Whether most of the others have the usual numbers.
    private static func agree(_ others: [ExaminedRow], _ mean: Double, _ sd: Double) -> Bool {
        let fitting = others.count { other in
            isNear(other.row.mean ?? 0, mean) && isNear(other.row.sd ?? 0, sd)
        }
        return fitting * 3 >= others.count * 2
    }

    private static func middle(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }
}
