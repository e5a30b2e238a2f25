import TrialResults
import TrialStatistics

/// A pooled effect with the methods that really made it.
struct PooledFit {
    /// The pooled effect on both scales.
    let result: PooledResult
    /// The methods that were used.
    let record: MethodRecord
    /// What was asked and could not be had, beyond the warnings of the fit.
    let warnings: [MethodWarning]

    /// The pooled effect on the scale of analysis.
    var fit: ModelFit { result.fit }
}

extension ContrastPooling {
    /// The fit with the record of what was used, and a warning for each choice that did not hold.
    ///
    /// - Parameters:
    ///   - fit: The fit.
    ///   - used: The choices that made it.
    ///   - combined: How the rows were combined, and by which rule for zero cells.
    ///   - counts: The cells of the rows that were pooled.
    func pooled(
        _ fit: ModelFit, by used: PoolingModel, combined: (method: ComparisonMethod, zeroCells: ZeroCellRule?),
        counts: CellCounts
    ) -> PooledFit {
        var record = MethodRecord(used, profile: profile)
        record.comparison = combined.method
        record.varianceType = combined.method == measure.descriptor.comparison ? request.varianceType : nil
        record.zeroCells = counts.use(of: combined.zeroCells, usual: measure.usualAddition)
        if fit.heterogeneity.tau2Limits == nil { record.tau2Interval = nil }
        if fit.prediction == nil {
            record.prediction = nil
            record.seed = nil
        }
        if model.effectModel == .random, used.effectModel == .common { record.modelChange = .comparisonsOfOneTrial }
        record.overrides = asked.overrides.filter { holds($0.key, used, combined) }
        let lost = asked.overrides.filter { !record.overrides.contains($0) }
        var fit = fit
        fit.clusters = counts.studies == fit.studies ? nil : counts.studies
        return PooledFit(
            result: PooledResult(fit, measure: shown), record: record, warnings: lost.map { .lost($0, record) })
    }

    /// Whether a choice in place of the profile's reached the choices that were used.
    private func holds(
        _ key: MethodKey, _ used: PoolingModel, _ combined: (method: ComparisonMethod, zeroCells: ZeroCellRule?)
    ) -> Bool {
        switch key {
        case .heterogeneity: used.heterogeneity?.code == model.heterogeneity?.code
        case .heterogeneityInterval: used.heterogeneityInterval?.code == model.heterogeneityInterval?.code
        case .interval: used.interval.code == model.interval.code
        case .prediction: used.prediction?.code == model.prediction?.code
        case .tau2: used.givenTau2 == model.givenTau2
        case .zeroCells: combined.zeroCells == request.zeroCells
        case .varianceType: combined.method == measure.descriptor.comparison
        case .model, .level, .testedCoefficients: true
        }
    }
}

extension MethodWarning {
    /// A choice that the way in which the rows were pooled has no room for.
    fileprivate static func lost(_ choice: MethodOverride, _ record: MethodRecord) -> MethodWarning {
        let reason =
            record.modelChange == .comparisonsOfOneTrial
            ? "several comparisons of one trial are pooled as one effect"
            : "\(record.comparison.name) has rules of its own; choose a profile that pools by inverse variance, or remove it"
        return MethodWarning(
            code: "ignored-option", message: "'\(choice.key.rawValue): \(choice.value)' has no effect here: \(reason).")
    }

    /// Rows that a profile's way with tables cannot take.
    static func mixedComparisons(_ comparison: ComparisonMethod, rows: [String]) -> MethodWarning {
        return MethodWarning(
            code: "mixed-comparisons",
            message:
                "Inverse variance was used for all rows in place of \(comparison.name), which needs a 2 × 2 table of"
                + " each; \(rows.firstFive) gives none. Exclude it, or ask the profile's method of the tables alone.")
    }

    /// Rows that share a control under a profile that pools independent tables.
    static func correlatedTables(_ comparison: ComparisonMethod) -> MethodWarning {
        MethodWarning(
            code: "correlated-comparisons",
            message:
                "Inverse variance was used in place of \(comparison.name), which needs independent rows: rows share a"
                + " control; set 'multi-arm' to combine or split-control.")
    }
}
