import TrialEvidence

/// Printed p-values that no usual test of the printed means and standard deviations gives.
public struct MeansPValueCheck: EvidenceCheck {
    /// The check's code.
    public let code = "p-value-of-means"
    /// What it looks for.
    public let summary = "A p-value does not follow from the means, standard deviations and sizes of two arms."

    /// Makes the check.
    public init() {}

    /// Each p-value outside the range of ``TwoMeansPValues``; the paired test counts where patients are compared with
    /// themselves. Where several arms share one p-value it may be one for all, and nothing is said.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        PrintedComparisons(evidence).all { row in
            row.mean != nil && (row.sd ?? row.se) != nil && (row.n ?? 0) > 1
        }.compactMap { comparison in
            guard comparison.allArms.isEmpty, let first = group(comparison.first), let second = group(comparison.second)
            else { return nil }
            let values = TwoMeansPValues(first, second)
            var range = values.independent
            if comparison.isWithinPerson {
                guard let paired = values.paired else { return nil }
                range = range.joined(paired)
            }
            guard !comparison.pValue.fits(range) else { return nil }
            let fitsErrors = comparison.first.row.sd != nil && comparison.pValue.fits(values.asStandardErrors)
            let test =
                comparison.isWithinPerson ? "the paired t-test at any correlation" : "the t-test, Welch's or the z-test"
            return comparison.finding(
                code, range: range, tests: test, numbers: "\(words(comparison.first)); \(words(comparison.second))",
                hint: fitsErrors ? " If the SDs were SEs, the p-value would fit." : "")
        }
    }

    private func group(_ row: ExaminedRow) -> TwoMeansPValues.Group? {
        guard let mean = row.printed(.mean), let n = row.row.n else { return nil }
        if let sd = row.printed(.sd) { return .init(mean: mean.interval, sd: sd.positiveInterval, n: n) }
        guard let se = row.printed(.se) else { return nil }
        return .init(mean: mean.interval, sd: se.positiveInterval * Double(n).squareRoot(), n: n)
    }

    private func words(_ row: ExaminedRow) -> String {
        let spread = row.row.sd.map { "SD \(Decimals.text($0))" } ?? "SE \(Decimals.text(row.row.se ?? 0))"
        return "\(row.row.armID) \(Decimals.text(row.row.mean ?? 0)), \(spread), n \(row.row.n ?? 0)"
    }
}
