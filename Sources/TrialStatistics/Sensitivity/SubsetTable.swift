/// Everything a report shows of each non-empty subset of up to 13 studies, so that a reader can leave studies in or out.
///
/// The row of a subset is found by its mask: bit i is set where study i (zero-based) is in. All choices of the model
/// are in force for every subset.
///
/// *Edge cases*: what does not exist for a subset, such as the prediction interval of one study, is nil.
public struct SubsetTable: Sendable, Codable, Equatable {
    /// The most studies for which a table is made: 8,191 subsets.
    public static let mostStudies = 13

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
    /// - Throws: `StatisticsError` for moderators, more than 13 studies or a level outside 0…1.
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
        var columns = Columns(count: (1 << model.studies) - 1)
        for mask in 1..<(1 << model.studies) {
            columns.add(
                try model.keeping((0..<model.studies).filter { mask >> $0 & 1 == 1 }), choices, definition)
        }
        studies = model.studies
        level = choices.level
        estimates = columns.estimates
        limits = columns.limits
        predictions = columns.predictions
        tau2 = columns.tau2
        iSquared = columns.iSquared
    }

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

        mutating func add(_ model: LinearModel, _ choices: PoolingModel, _ definition: ISquaredDefinition) {
            let solved = choices.solve(model)
            let pooled = solved.inference.table(solved.solution, level: choices.level)[0]
            var plain = choices
            plain.heterogeneityInterval = nil
            let summary = HeterogeneitySummary(model: model, estimate: solved.estimate, choices: plain).heterogeneity
            let isPredicted = solved.solution.isRandom && model.studies >= choices.fewestStudiesForPrediction
            estimates.append(pooled.estimate)
            limits.append(pooled.limits)
            predictions.append(
                isPredicted
                    ? choices.prediction?.interval(
                        for: solved.solution, inference: solved.inference, level: choices.level) : nil)
            tau2.append(solved.estimate.tau2)
            iSquared.append(
                definition == .fromTau2 ? summary.iSquared : summary.fromQ(level: choices.level).iSquared)
        }
    }
}
