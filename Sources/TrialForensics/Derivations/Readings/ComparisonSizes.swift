import TrialEvidence

/// How many took part in the two arms of a printed comparison, where both numbers are known and nobody stands in both arms.
public struct ComparisonSizes: Sendable, Equatable {
    /// Participants of the arm.
    public let arm: Int
    /// Participants of the comparator.
    public let comparator: Int

    /// States two sizes.
    public init(arm: Int, comparator: Int) {
        self.arm = arm
        self.comparator = comparator
    }

    /// Finds the sizes: those of the arms' own rows of the same outcome, population and time, else those of the arms where
    /// the comparison is about the whole study.
    ///
    /// Nil where one of them is unknown, where rows of an arm disagree, where an arm counts cycles or both periods of a
    /// crossover trial, and where the comparison has an `n` of its own that is neither the sum nor the arm's.
    public init?(of row: OutcomeRow, in dataset: some EvidenceLookup) {
        guard row.isComparison, !row.statistic.isPaired, let other = row.comparator,
            let first = Self.size(of: row.arm, beside: row, in: dataset),
            let second = Self.size(of: other, beside: row, in: dataset)
        else { return nil }
        guard row.n == nil || row.n == first + second || row.n == first else { return nil }
        self.init(arm: first, comparator: second)
    }

    private static func size(of key: ArmKey, beside row: OutcomeRow, in dataset: some EvidenceLookup) -> Int? {
        guard let arm = dataset.arm(key), arm.unit == .patient, arm.period != .pooled, arm.period != .withinPerson
        else { return nil }
        let own = dataset.rows(of: key).lazy.filter { other in
            !other.isComparison && other.outcome == row.outcome && other.population == row.population
                && other.timepointMonths == row.timepointMonths
        }
        let stated = Set(own.compactMap(\.n))
        if let only = stated.first { return stated.count == 1 ? only : nil }
        return row.population.isWholeStudy ? arm.n : nil
    }
}
