import TrialEvidence

/// A published estimate with its limits, ready for arithmetic.
struct PublishedInterval {
    /// What follows from the three numbers.
    let tests: IntervalTests
    /// The same three on the natural scale, where they are a ratio.
    let asDifference: IntervalTests?
    /// Whether it is a ratio.
    let isRatio: Bool

    /// `nil` where one of the three numbers is missing.
    init?(_ row: ExaminedRow) {
        let estimate = row.row.isComparison ? row.printed(.effect) : row.printed(.mean)
        guard let estimate, let low = row.printed(.ciLow), let high = row.printed(.ciHigh) else { return nil }
        isRatio = row.row.isComparison && (row.row.statistic == .ratioCI || row.row.effectMeasure?.isRatio == true)
        let level = (row.row.ciLevel ?? 95) / 100
        guard let tests = IntervalTests(estimate: estimate, low: low, high: high, level: level, isRatio: isRatio) else {
            return nil
        }
        self.tests = tests
        // An arm's mean may have its limits on the logarithmic scale, as counts do.
        let other = !isRatio && !row.row.isComparison
        asDifference =
            isRatio || other
            ? IntervalTests(estimate: estimate, low: low, high: high, level: level, isRatio: other) : nil
    }

    /// The three numbers in words.
    static func words(_ row: OutcomeRow) -> String {
        let estimate = row.isComparison ? row.effect : row.mean
        let numbers = [estimate, row.ciLow, row.ciHigh].map { $0.map(Decimals.text) ?? "" }
        return "\(numbers[0]) (\(numbers[1]) to \(numbers[2]))"
    }
}
