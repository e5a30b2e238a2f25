/// Everything a report shows of each non-empty subset of up to 20 studies, so that a reader can leave studies in or out.
///
/// The row of a subset is found by its mask: bit i is set where study i (zero-based) is in. All choices of the model
/// are in force for every subset. A subset takes 57 bytes and as much again while the table is made: 120 MB for the
/// 1,048,575 subsets of 20 studies, 0.9 MB for the 8,191 of 13.
///
/// *Edge cases*: what does not exist for a subset, such as the prediction interval of one study, is nil.
public struct SubsetTable: Sendable, Codable, Equatable {
    /// The most studies for which a table is made: 1,048,575 subsets.
    public static let mostStudies = 20

    /// Number of studies of the whole, k.
    public let studies: Int
    /// Confidence level of all limits.
    public let level: Double
    /// The pooled effect of the subset with mask i + 1.
    public let estimates: [Double]
    /// The confidence limits.
    public let limits: [ConfidenceLimits]
    /// The prediction intervals; nil where there is none.
    public let predictions: [ConfidenceLimits?]
    /// τ².
    public let tau2: [Double]
    /// I² in percent.
    public let iSquared: [Double]

    /// One subset.
    public struct Row: Sendable, Equatable {
        /// The pooled effect.
        public let estimate: Double
        /// The confidence limits.
        public let limits: ConfidenceLimits
        /// The prediction interval.
        public let prediction: ConfidenceLimits?
        /// τ².
        public let tau2: Double
        /// I² in percent.
        public let iSquared: Double
    }

    /// The row of the subset with that mask, between 1 and 2ᵏ − 1.
    public subscript(mask: Int) -> Row {
        precondition(mask >= 1 && mask <= estimates.count, "the mask of a subset lies between 1 and \(estimates.count)")
        let i = mask - 1
        return Row(
            estimate: estimates[i], limits: limits[i], prediction: predictions[i], tau2: tau2[i],
            iSquared: iSquared[i])
    }

    /// Fits every non-empty subset of an intercept-only model.
    ///
    /// `iSquared` says which quantity the subsets call I².
    /// - Throws: `StatisticsError` for moderators, more than 20 studies or a level outside 0…1.
    public init(
        _ model: LinearModel, by choices: PoolingModel, iSquared definition: ISquaredDefinition = .fromTau2
    ) throws(StatisticsError) {
        try choices.checkedLevel()
        guard model.design.isInterceptOnly else {
            throw StatisticsError(.unsupported, "a table of subsets knows no moderators")
        }
        guard model.studies <= Self.mostStudies else {
            throw StatisticsError(
                .unsupported,
                "a table of all subsets is made for up to \(Self.mostStudies) studies, there are \(model.studies); use leave-one-out"
            )
        }
        let subsets = (1 << model.studies) - 1
        let whole = SubsetRows(model, by: choices, iSquared: definition)
        let parts = ParallelChunks.map(subsets, size: Self.pieceSize) { masks in
            Result { () throws(StatisticsError) in
                var rows = whole
                var found: [Row] = []
                found.reserveCapacity(masks.count)
                for mask in masks { found.append(try rows.row(mask + 1)) }
                return found
            }
        }
        var columns = Columns(count: subsets)
        for part in parts { for row in try part.get() { columns.add(row) } }
        studies = model.studies
        level = choices.level
        estimates = columns.estimates
        limits = columns.limits
        predictions = columns.predictions
        tau2 = columns.tau2
        iSquared = columns.iSquared
    }

    /// Subsets a piece of work.
    private static let pieceSize = 512

    private struct Columns {
        var estimates: [Double] = []
        var limits: [ConfidenceLimits] = []
        var predictions: [ConfidenceLimits?] = []
        var tau2: [Double] = []
        var iSquared: [Double] = []

        init(count: Int) {
            estimates.reserveCapacity(count)
            limits.reserveCapacity(count)
            predictions.reserveCapacity(count)
            tau2.reserveCapacity(count)
            iSquared.reserveCapacity(count)
        }

        mutating func add(_ row: Row) {
            estimates.append(row.estimate)
            limits.append(row.limits)
            predictions.append(row.prediction)
            tau2.append(row.tau2)
            iSquared.append(row.iSquared)
        }
    }
}
