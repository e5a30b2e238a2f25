import TrialEvidence

/// Standard deviations that are too large for the ends of the values, or too small for extremes that patients reached.
public struct SpreadAndRangeCheck: EvidenceCheck {
    /// The check's code.
    public let code = "spread-and-range"
    /// What it looks for.
    public let summary = "A standard deviation is larger or smaller than the range of the values allows."

    /// Makes the check.
    public init() {}

    /// Each SD beyond ``SpreadBounds``, from the extremes of the row, else from the ends of the scale.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.rows.compactMap { row in
            guard !row.row.isComparison, let n = row.row.n, n > 1, let sd = row.printed(.sd),
                let mean = row.printed(.mean)
            else { return nil }
            func finding(_ expected: String) -> Finding {
                Finding(
                    code, .impossible, rows: row.subject(.sd),
                    found: "mean \(Decimals.text(mean.value)), SD \(Decimals.text(sd.value)), n \(n)",
                    expected: expected,
                    advice: "Check mean, SD, n and the extremes in the source; the SD may be an SE, or the reverse.")
            }
            let own = row.printed(.min).flatMap { low in row.printed(.max).map { (low, $0) } }
            let scale = evidence.scales[row.row.outcome]
            let low = own?.0.interval.lower ?? scale?.minimum
            let high = own?.1.interval.upper ?? scale?.maximum
            guard let low, let high else { return nil }
            if let greatest = SpreadBounds.greatest(mean: mean.interval, low: low, high: high, n: n),
                sd.interval.lower > greatest
            {
                return finding("at most \(FindingWords.number(greatest)) between \(words(low)) and \(words(high))")
            }
            guard let own else { return nil }
            let (inner, outer) = (own.0.interval.upper, own.1.interval.lower)
            if inner < outer, let least = SpreadBounds.least(mean: mean.interval, low: inner, high: outer, n: n),
                // Divided by n in place of n − 1 it may be a little smaller.
                sd.interval.upper < least * SpreadBounds.medianDistance(n: n)
            {
                return finding(
                    "at least \(FindingWords.number(least)), as patients were at \(words(low)) and \(words(high))")
            }
            return nil
        }
    }

    private func words(_ value: Double) -> String { FindingWords.number(value) }
}
