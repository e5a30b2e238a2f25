import Glibc
import TrialEvidence

/// Two arms of one study with the same mean and the same spread, beyond what chance would bring.
public struct IdenticalArmsCheck: EvidenceCheck {
    /// The check's code.
    public let code = "identical-arms"
    /// What it looks for.
    public let summary = "Two arms of a study have the same mean and standard deviation, as if one were copied."

    /// How many coincidences would have to be expected, at most, in the whole dataset.
    private static let expected = 0.01

    /// Makes the check.
    public init() {}

    /// Each pair of arms with equal printed mean and standard deviation, where two honest samples of these sizes would agree so
    /// in fewer than 0.01 pairs of the dataset.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let settings = evidence.settings.map { setting in
            (setting.setting, setting.rows.filter { $0.row.mean != nil && ($0.row.sd ?? 0) > 0 && ($0.row.n ?? 0) > 1 })
        }
        let pairs = settings.reduce(0.0) { $0 + Double($1.1.count * ($1.1.count - 1)) / 2 }
        return settings.flatMap { _, rows in
            rows.indices.flatMap { first in
                rows[(first + 1)...].compactMap { judge(rows[first], $0, among: pairs, evidence) }
            }
        }
    }

    private func judge(
        _ first: ExaminedRow, _ second: ExaminedRow, among pairs: Double, _ evidence: ExaminedEvidence
    ) -> Finding? {
        guard first.row.armID != second.row.armID, first.row.mean == second.row.mean, first.row.sd == second.row.sd,
            !isWhole(first, of: second, evidence), !isWhole(second, of: first, evidence),
            let mean = first.printed(.mean), let sd = first.printed(.sd), let n = first.row.n, let m = second.row.n,
            n < Counts.greatest, m < Counts.greatest
        else { return nil }
        let chance =
            Self.coincidence(mean, error: sd.value * (1 / Double(n) + 1 / Double(m)).squareRoot())
            * Self.coincidence(sd, error: sd.value * (0.5 / Double(n) + 0.5 / Double(m)).squareRoot())
        guard chance * max(1, pairs) < Self.expected else { return nil }
        let subject = "\(RowSetting(first.row).words) of \(first.row.studyID)"
        let numbers = "mean \(Decimals.text(mean.value)), SD \(Decimals.text(sd.value))"
        return Finding(
            code, .likely, rows: FindingRows([first, second], subject: subject),
            found: "\(numbers) in \(first.row.armID) and \(second.row.armID)",
            expected: "numbers of each arm's own",
            advice: "Check in the source whether one arm was copied into the other's place.")
    }

    /// The chance that two samples whose difference has this error print the same number.
    private static func coincidence(_ number: PrintedNumber, error: Double) -> Double {
        min(1, 2 * number.halfUnit / (error * (2 * Double.pi).squareRoot()))
    }

    private func isWhole(_ whole: ExaminedRow, of part: ExaminedRow, _ evidence: ExaminedEvidence) -> Bool {
        evidence.arm(whole.row.arm)?.combines.contains(part.row.armID) ?? false
    }
}
