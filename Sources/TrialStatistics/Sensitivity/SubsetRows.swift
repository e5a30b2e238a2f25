import TrialNumerics

/// The rows of a ``SubsetTable``, one subset after the other.
///
/// Estimators and intervals that ask for sums alone, with a prediction interval by quantiles, work in one piece of memory
/// (``RefitKernel``); every other choice fits the subset as a model of its own. Both give the same numbers.
struct SubsetRows: Sendable {
    /// What subsets of one size share.
    private struct Size: Sendable {
        /// The quantiles of the limits where the covariance is as it is and where it is scaled.
        let plain: Double
        let scaled: Double
        /// The quantile of the prediction interval; nil where there is none.
        let prediction: Double?
    }

    /// What a row tells beside the fit: numbers and cases alone, so that nothing is copied to ask it.
    private struct Summary: Sendable {
        let definition: ISquaredDefinition
        let isCommon: Bool
        /// What the prediction interval adds to τ²; nil where there is none.
        let errorSource: PredictionInterval.ErrorSource?

        func predicted(_ fit: RefitKernel.Fit, _ covariance: Double, quantile: Double) -> ConfidenceLimits {
            let variance =
                switch errorSource {
                case .intervalMethod: covariance
                case .model: fit.variance
                default: 0.0
                }
            let half = quantile * (fit.tau2 + variance).squareRoot()
            return ConfidenceLimits(lower: fit.pooled - half, upper: fit.pooled + half)
        }

        /// As ``HeterogeneitySummary`` has it, without what a row does not show.
        func iSquared(_ fit: RefitKernel.Fit, _ atZero: ScoreSums) -> Double {
            let df = Double(fit.degreesOfFreedom)
            guard df > 0 else { return 0 }
            let q = atZero.residual
            if definition == .fromQ {
                let ratio = max(1, q / df)
                return 100 * (ratio - 1) / ratio
            }
            if isCommon { return q > 0 ? max(0, 100 * (q - df) / q) : 0 }
            return fit.tau2.isInfinite ? 100 : 100 * fit.tau2 / (fit.tau2 + df / atZero.traceP)
        }
    }

    private let model: LinearModel
    private let choices: PoolingModel
    private let summary: Summary
    private var refits: RefitKernel?
    private var sizes: [Size] = []
    private var members: [Int] = []

    init(_ model: LinearModel, by choices: PoolingModel, iSquared definition: ISquaredDefinition) {
        (self.model, self.choices) = (model, choices)
        let prediction = choices.prediction as? PredictionInterval
        summary = Summary(
            definition: definition, isCommon: choices.heterogeneity == nil, errorSource: prediction?.errorSource)
        members.reserveCapacity(model.studies)
        guard choices.prediction == nil || prediction != nil, let refits = RefitKernel(model, by: choices) else {
            return
        }
        self.refits = refits
        let tail = (1 - choices.level) / 2
        sizes = (0..<model.studies).map { df in
            let scaling = refits.scalings[df]
            func quantile(_ df: Double) -> Double { StudentTDistribution(degreesOfFreedom: df).upperQuantile(tail) }
            let isPredicted = choices.heterogeneity != nil && df + 1 >= choices.fewestStudiesForPrediction
            let reference = prediction?.reference.degreesOfFreedom(of: df) ?? 0
            return Size(
                plain: quantile(scaling.degreesBelow), scaled: quantile(scaling.degreesFrom),
                prediction: isPredicted && reference > 0 ? quantile(reference) : nil)
        }
    }

    /// The row of the subset with that mask, above 0.
    mutating func row(_ mask: Int) throws(StatisticsError) -> SubsetTable.Row {
        members.removeAll(keepingCapacity: true)
        for i in 0..<model.studies where mask >> i & 1 == 1 { members.append(i) }
        let members = members
        guard let fit = refits?.fit(of: members), let atZero = refits?.kernel.scores(0) else {
            return plain(try model.subset(members))
        }
        let size = sizes[members.count - 1]
        let covariance = fit.variance * fit.scale
        let half = (fit.isScaled ? size.scaled : size.plain) * covariance.squareRoot()
        var predicted: ConfidenceLimits?
        if let quantile = size.prediction { predicted = summary.predicted(fit, covariance, quantile: quantile) }
        return SubsetTable.Row(
            estimate: fit.pooled, limits: ConfidenceLimits(lower: fit.pooled - half, upper: fit.pooled + half),
            prediction: predicted, tau2: fit.tau2, iSquared: summary.iSquared(fit, atZero))
    }

    /// The row of a subset that is fitted as a model of its own.
    private func plain(_ subset: LinearModel) -> SubsetTable.Row {
        let solved = choices.solve(subset)
        let pooled = solved.inference.table(solved.solution, level: choices.level)[0]
        var plain = choices
        plain.heterogeneityInterval = nil
        let summary = HeterogeneitySummary(model: subset, estimate: solved.estimate, choices: plain).heterogeneity
        let isPredicted = solved.solution.isRandom && subset.studies >= choices.fewestStudiesForPrediction
        let prediction = choices.prediction.flatMap {
            $0.interval(for: solved.solution, inference: solved.inference, level: choices.level)
        }
        return SubsetTable.Row(
            estimate: pooled.estimate, limits: pooled.limits, prediction: isPredicted ? prediction : nil,
            tau2: solved.estimate.tau2,
            iSquared: self.summary.definition == .fromTau2
                ? summary.iSquared : summary.fromQ(level: choices.level).iSquared)
    }
}
