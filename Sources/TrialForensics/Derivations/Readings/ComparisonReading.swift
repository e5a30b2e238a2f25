import TrialEvidence
import TrialStatistics

/// A published ratio or difference of two arms as estimate and sampling variance.
public struct ComparisonReading: Sendable, Equatable {
    /// What is compared.
    public let form: PublishedForm
    /// Estimate and sampling variance; logarithms for a ratio.
    public let effect: EffectEstimate
    /// The rule that was needed; nil where the standard error was printed.
    public let step: AppliedDerivation?

    /// Reads a comparison of a dataset, with the sizes of the two arms where they are known.
    ///
    /// - Throws: `MissingNumber` with one sentence on what the row lacks.
    public init(_ row: OutcomeRow, in dataset: some EvidenceLookup) throws(MissingNumber) {
        let usesSizes = row.effectMeasure?.form == .meanDifference
        try self.init(row, sizes: usesSizes ? ComparisonSizes(of: row, in: dataset) : nil)
    }

    /// Reads a comparison: from its printed limits, else a difference's standard error, else the t statistic of a difference,
    /// else from an exact p-value.
    ///
    /// The limits and p-value of a difference of means go by t where both sizes are known (Cochrane Handbook 6.4, section
    /// 6.5.2.3); all others, and limits that were themselves derived from a standard error, go by the normal distribution.
    ///
    /// - Parameters:
    ///   - row: The published comparison.
    ///   - sizes: Participants of the two arms; only a difference of means uses them.
    /// - Throws: `MissingNumber` with one sentence on what the row lacks.
    public init(_ row: OutcomeRow, sizes: ComparisonSizes? = nil) throws(MissingNumber) {
        guard let form = row.effectMeasure?.form else {
            throw MissingNumber("The comparison was printed without a confidence interval.")
        }
        self.form = form
        guard let effect = row.effect else { throw MissingNumber("The comparison was printed without its estimate.") }
        let source = try Source(row, form)
        if case .standardError(let error) = source {
            guard error > 0 else { throw MissingNumber("The standard error of the comparison is not above zero.") }
            self.effect = EffectEstimate(estimate: effect, variance: error * error)
            step = nil
            return
        }
        let step = try source.step(effect, form, sizes: form == .meanDifference ? sizes : nil)
        self.step = step
        self.effect = EffectEstimate(
            estimate: step.derivation.value, variance: step.value("sampling variance"))
    }
}

extension ComparisonReading {
    /// What says how sure a printed comparison is.
    private enum Source {
        case limits(low: Double, high: Double, level: Double)
        case standardError(Double)
        case testStatistic(Double)
        case pValue(PValue)

        /// Limits as printed go first; those that a dataset derived are worth no more than the standard error behind them.
        init(_ row: OutcomeRow, _ form: PublishedForm) throws(MissingNumber) {
            let behind = form.isRatio ? nil : row.standardErrorBehindLimits
            if let behind {
                self = .standardError(behind)
            } else if let low = row.ciLow, let high = row.ciHigh {
                self = .limits(low: low, high: high, level: row.ciLevel ?? 95)
            } else if !form.isRatio, let error = row.se {
                self = .standardError(error)
            } else if !form.isRatio, let statistic = row.testStatistic {
                self = .testStatistic(statistic)
            } else if let p = row.pValue, !p.isBelow {
                self = .pValue(p)
            } else {
                throw MissingNumber("The comparison was printed without a confidence interval or an exact p-value.")
            }
        }

        /// Estimate and sampling variance by the rule for what there is.
        func step(
            _ effect: Double, _ form: PublishedForm, sizes: ComparisonSizes?
        ) throws(MissingNumber) -> AppliedDerivation {
            let (n, other) = (sizes.map { Double($0.arm) }, sizes.map { Double($0.comparator) })
            switch self {
            case .limits(let low, let high, let level):
                guard !form.isRatio || (effect > 0 && low > 0) else {
                    throw MissingNumber("A ratio and its limits must be above zero.")
                }
                guard high > low else { throw MissingNumber("The confidence interval has no width.") }
                return try .reading(
                    form.isRatio ? "log-ratio-from-ci" : "se-from-ci",
                    DerivationInputs([
                        "effect": effect, "ci_low": low, "ci_high": high, "ci_level": level, "n": n,
                        "n_comparator": other,
                    ]))
            case .testStatistic(let statistic):
                return try .reading(
                    "se-from-t", DerivationInputs(["effect": effect, "test_statistic": statistic]))
            case .pValue(let p):
                return try .reading(
                    form.isRatio ? "log-ratio-from-p" : "se-from-p",
                    DerivationInputs(["effect": effect, "n": n, "n_comparator": other]).adding(p))
            case .standardError:
                preconditionFailure("a printed standard error needs no rule")
            }
        }
    }
}

extension OutcomeRow {
    /// The standard error that the limits were derived from, as the dataset records it; nil where limits are as printed.
    fileprivate var standardErrorBehindLimits: Double? {
        let limits = derived.first { $0.cell == .ciLow || $0.cell == .ciHigh }
        return limits?.inputs.first { $0.name == OutcomeCell.se.rawValue }?.value
    }
}
