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

    /// What is left out, added or drawn one by one: a row where a study gave several, else a study.
    public var unit: String { rows == studies ? "study" : "row" }

    /// ``unit`` as a heading begins.
    public var unitHeading: String { rows == studies ? "Study" : "Row" }

    /// Several of what ``unit`` names.
    public var units: String { rows == studies ? "studies" : "rows" }

    /// The count after a name: `k = 5`, or `k = 5, 8 rows` where a study gave several; it breaks only after the comma.
    public func label(_ format: NumberFormat) -> String {
        let k = "k\u{A0}=\u{A0}\(format.count(studies))"
        return rows == studies ? k : "\(k), \(format.count(rows))\u{A0}rows"
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
