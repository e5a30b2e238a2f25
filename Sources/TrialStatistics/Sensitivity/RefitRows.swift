extension Refit {
    /// The part of a fit that a refit reports, for models that are refitted by other means: correlated rows, tables.
    public init(_ fit: ModelFit) {
        studies = fit.studies
        coefficients = fit.coefficients
        tau2 = fit.heterogeneity.tau2
        iSquared = fit.heterogeneity.iSquared
        hSquared = fit.heterogeneity.hSquared
        q = fit.heterogeneity.q
        qDegreesOfFreedom = fit.heterogeneity.qDegreesOfFreedom
        qPValue = fit.heterogeneity.qPValue
        warnings = fit.warnings
    }
}

extension LeaveOneOut {
    /// Leaves out each of `rows` rows in turn; `refit` fits the rows at zero-based positions, or gives nil where they
    /// cannot carry the model.
    public init(rows count: Int, refit: (_ kept: [Int]) -> Refit?) {
        rows = (0..<count).map { i in
            let kept = (0..<count).filter { $0 != i }
            return Row(omitted: i + 1, refit: kept.isEmpty ? nil : refit(kept))
        }
    }
}

extension Cumulative {
    /// Adds rows in `order`, zero-based positions; `refit` fits the rows so far, or gives nil where they cannot carry
    /// the model.
    public init(order: [Int], refit: (_ kept: [Int]) -> Refit?) {
        rows = order.indices.map { last in
            Row(added: order[last] + 1, refit: refit(order[...last].sorted()))
        }
    }
}
