import TrialStatistics

/// How many studies a number rests on, and how many rows they gave.
public struct StudyCount: Sendable, Equatable {
    /// Different studies, k.
    public let studies: Int
    /// Rows, at least as many: a study with two treated arms gives two.
    public let rows: Int

    /// Counts.
    public init(studies: Int, rows: Int) {
        self.studies = studies
        self.rows = rows
    }

    /// The cell of a column k: `2`, or `2 (3 rows)` where a study gave several.
    public func cell(_ format: NumberFormat) -> String {
        rows == studies ? format.count(studies) : "\(format.count(studies)) (\(format.count(rows)) rows)"
    }

    /// The count in a sentence: `2 studies`, or `3 rows of 2 studies`.
    public func words(_ format: NumberFormat) -> String {
        let noun = "\(format.count(studies)) \(studies == 1 ? "study" : "studies")"
        return rows == studies ? noun : "\(format.count(rows)) \(rows == 1 ? "row" : "rows") of \(noun)"
    }
}

extension PooledResult {
    /// How many studies and rows were pooled.
    public var basis: StudyCount { StudyCount(studies: fit.independentStudies, rows: fit.studies) }
}
