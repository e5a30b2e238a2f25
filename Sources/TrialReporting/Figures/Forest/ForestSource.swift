import TrialResults
import TrialStatistics

/// What a forest plot draws: blocks of rows with their totals, the total of all, and what stands below.
///
/// Each kind of answer makes one, so the plot knows no kind. The plain source of a record has its rows and no total.
public struct ForestSource: Sendable {
    /// A diamond with its name and its notes.
    public struct Total: Sendable {
        /// What it is called, such as `progressive`; where the style names totals of blocks.
        public var name: String
        /// The effect with its limits.
        public var effect: NaturalEffect
        /// How many rows it rests on.
        public var rows: Int
        /// How many different studies the rows come from; the rows' number unless set.
        public var studies: Int
        /// The confidence level of its limits.
        public var level: Double
        /// The prediction interval; nil where there is none.
        public var prediction: ConfidenceLimits?
        /// What is said beside the prediction interval; nil for nothing.
        public var predictionNote: String?
        /// The method, where a stated rule picked it; nil where the method of the analysis made the effect.
        public var method: String?
        /// The count, such as `k = 2`, or `k = 2, 3 rows` where a study gave several; it breaks only after the comma.
        func count(_ format: NumberFormat) -> String {
            StudyCount(studies: studies, rows: rows).label(format)
        }
        /// Lines on heterogeneity and tests, as a journal writes them.
        public var lines: @Sendable (HeterogeneityNotation, NumberFormat) -> [String] = { _, _ in [] }

        /// Names an effect.
        public init(_ name: String, _ effect: NaturalEffect, rows: Int, level: Double) {
            self.name = name
            self.effect = effect
            self.rows = rows
            studies = rows
            self.level = level
        }
    }

    /// Rows under a heading.
    public struct Block: Sendable {
        /// The heading; nil for rows that stand without one.
        public var heading: String?
        /// The rows.
        public var rows: [StudyResult]
        /// The diamond under them; nil where there is none.
        public var total: Total?

        /// Creates a block.
        public init(_ heading: String?, _ rows: [StudyResult], total: Total? = nil) {
            self.heading = heading
            self.rows = rows
            self.total = total
        }
    }

    /// Diamonds without their rows, under a heading.
    public struct Summary: Sendable {
        /// The heading.
        public var heading: String
        /// The diamonds.
        public var totals: [Total]

        /// Creates a summary.
        public init(_ heading: String, _ totals: [Total]) {
            self.heading = heading
            self.totals = totals
        }
    }

    /// The record.
    public let record: AnalysisRecord
    /// The rows, from top to bottom.
    public var blocks: [Block]
    /// The diamond of all rows; nil where there is none.
    public var total: Total?
    /// Further diamonds below it.
    public var summaries: [Summary] = []
    /// Other rows with a diamond of their own, to see beside.
    public var beside: [Block] = []
    /// Sentences under the plot, in a journal's notation.
    public var notes: [@Sendable (HeterogeneityNotation, MeasureDisplay) -> String] = []
    /// Sentences of the figure in words, after those on the rows.
    public var description: [@Sendable (MeasureDisplay) -> String] = []

    /// The rows of a record, without a total.
    public init(_ record: AnalysisRecord) {
        self.record = record
        blocks = [Block(nil, record.rows)]
    }

    /// Puts the rows of each block into an order.
    mutating func sort(_ order: RowOrder) {
        for index in blocks.indices { blocks[index].rows = order.sorted(blocks[index].rows) }
        for index in beside.indices { beside[index].rows = order.sorted(beside[index].rows) }
    }

    /// All rows, also those beside.
    var allRows: [StudyResult] { record.rows + beside.flatMap(\.rows) }
}
