import Glibc
import TrialEvidence

/// Means and spreads of which the decimal point slipped, or that stand in another unit.
public struct PowerOfTenCheck: EvidenceCheck {
    /// The check's code.
    public let code = "power-of-ten"
    /// What it looks for.
    public let summary = "A mean or its spread is off by a power of ten against the same outcome elsewhere."

    /// How near the power of ten the ratio must be, as a factor.
    private static let nearness = 2.0
    /// How far apart, as a factor, the others may lie and still say what is usual.
    private static let agreement = 2.5
    /// How many of the means' own standard deviations a slip must be away, so that skewed counts raise no doubt.
    private static let distance = 5.0

    /// Makes the check.
    public init() {}

    /// Each mean that is ten, a hundred or a thousand times what the means of three or more other studies agree on, and each
    /// standard deviation that is so against the other arms; only the odd one out is blamed.
    ///
    /// Changes and outcomes around 0 say nothing, nor do studies that differ among themselves, as instruments do.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        let rows = evidence.rows.filter { !$0.row.isComparison && $0.row.mean != nil }
        let outcomes = ExaminedEvidence.grouped(rows) { $0.row.outcome }
        let slipped = outcomes.flatMap { _, rows in means(rows) }
        return slipped + evidence.settings.flatMap { deviations($0.rows) }
    }

    private func means(_ rows: [ExaminedRow]) -> [Finding] {
        let studies = ExaminedEvidence.grouped(rows) { $0.row.studyID }
        guard studies.count > 3 else { return [] }
        let centres = studies.map { study, rows in (study, Self.middle(rows.compactMap(\.row.mean))) }
        // Only what is away from the middle of all is looked at, or many studies would cost their square in time.
        let centre = Self.middle(centres.map(\.1))
        return rows.compactMap { row in
            guard let mean = row.row.mean, mean != 0, Self.power(abs(mean / centre), nearness: 3.1) != nil else {
                return nil
            }
            let others = centres.filter { $0.0 != row.row.studyID }.map(\.1)
            guard let usual = Self.usual(others), (mean > 0) == (usual > 0),
                let power = Self.power(abs(mean / usual)), isFar(row, mean, usual)
            else { return nil }
            return finding(
                .likely, row, .mean, found: "mean \(Decimals.text(mean))",
                "about \(FindingWords.number(usual)), as in \(others.count) other studies: \(Self.words(power))")
        }
    }

    /// Whether the mean is many of its own deviations away, after the slip is undone in both where both slipped.
    private func isFar(_ row: ExaminedRow, _ mean: Double, _ usual: Double) -> Bool {
        guard let n = row.row.n, let sd = row.row.sd ?? row.row.se.map({ $0 * Double(n).squareRoot() }), sd > 0 else {
            return true
        }
        return abs(mean - usual) > Self.distance * min(sd, abs(sd * usual / mean))
    }

    private func deviations(_ rows: [ExaminedRow]) -> [Finding] {
        let spread = rows.filter { ($0.row.sd ?? 0) > 0 && ($0.row.n ?? 0) > 5 }
        guard spread.count > 1 else { return [] }
        // Of two arms nobody knows which is wrong, so that the mean has to fit and only the larger or smaller is named.
        return spread.compactMap { row in
            guard let sd = row.row.sd, let mean = row.row.mean else { return nil }
            let others = spread.filter { $0.row.armID != row.row.armID }.compactMap(\.row.sd)
            let means = spread.filter { $0.row.armID != row.row.armID }.compactMap(\.row.mean)
            guard !others.isEmpty, let usual = Self.agreed(others), let power = Self.power(sd / usual, nearness: 1.35),
                let centre = means.first, abs(mean - centre) < 3 * max(sd, usual)
            else { return nil }
            // The one that fits its mean less well: a spread above the mean's size, or a hundredth of it.
            guard others.count > 1 || (power > 0 ? sd > abs(mean) : sd < abs(mean) / 20) else { return nil }
            return finding(
                .likely, row, .sd, found: "SD \(Decimals.text(sd))",
                "about \(FindingWords.number(usual)), as in the other arms: \(Self.words(power))")
        }
    }

    private func finding(
        _ severity: FindingSeverity, _ row: ExaminedRow, _ cell: OutcomeCell, found: String, _ expected: String
    ) -> Finding {
        Finding(
            code, severity, rows: row.subject(cell), found: found, expected: expected,
            advice: "Check the decimal point and the unit in the source.")
    }

    /// The middle of numbers, for a study with several arms and times.
    private static func middle(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }

    /// What others agree on without the one that lies farthest, so that one slip does not hide another: nil where they do not.
    private static func usual(_ others: [Double]) -> Double? {
        guard others.count > 2 else { return nil }
        let centre = middle(others)
        var near = others
        let distances = others.map { distance($0, centre) }
        if others.count > 3, let far = distances.indices.max(by: { distances[$0] < distances[$1] }) {
            near.remove(at: far)
        }
        return agreed(near)
    }

    private static func distance(_ value: Double, _ centre: Double) -> Double {
        value * centre > 0 ? abs(log(value / centre)) : .infinity
    }

    private static func agreed(_ values: [Double]) -> Double? {
        guard let low = values.min(), let high = values.max(), low * high > 0 else { return nil }
        let ratio = max(abs(low), abs(high)) / min(abs(low), abs(high))
        return ratio <= agreement ? middle(values) : nil
    }

    /// The power of ten that a ratio is near; nil where it is none, or 1.
    private static func power(_ ratio: Double, nearness: Double = nearness) -> Int? {
        guard ratio > 0, ratio.isFinite else { return nil }
        let power = log10(ratio).rounded()
        guard power != 0, abs(power) <= 3, abs(log10(ratio) - power) < log10(nearness) else { return nil }
        return Int(power)
    }

    private static func words(_ power: Int) -> String {
        let times = [1: "ten", 2: "a hundred", 3: "a thousand"][abs(power)] ?? "many"
        return power > 0 ? "\(times) times as much" : "one in \(times.replacing("a ", with: "")) of it"
    }
}
