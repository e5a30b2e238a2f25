import TrialNumerics

extension MultilevelFitter {
    /// What a fit of `model` expects at given moderators: the mean effect and where the true effect of a new row may lie.
    ///
    /// The prediction interval is mean ± quantile × √(Σ G + SE²), the sum over terms of the variance at the row's inner level. A
    /// term whose inner levels differ in variance needs that level: without it there is no prediction interval.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - fit: A fit of the model.
    ///   - design: One row a prediction, its columns those of the model's design.
    ///   - inner: For each term by name the inner level that all predictions are for; needed only where variances differ.
    ///   - robust: A robust covariance in place of the model's.
    /// - Throws: `StatisticsError` where the fit does not belong to the model, or an inner level or the columns do not exist.
    public func predictions(
        _ model: MultilevelModel, _ fit: MultilevelFit, at design: Matrix, inner: [String: String] = [:],
        robust: RobustInference? = nil
    ) throws(StatisticsError) -> [ModelPrediction] {
        guard design.columns == model.coefficients else {
            throw StatisticsError(
                .unequalLengths, "a prediction needs \(model.coefficients) numbers, one a coefficient", field: "rows")
        }
        let solution = try self.solution(model, fit)
        let total = try variance(solution, inner: inner)
        let coefficients = robust?.coefficients ?? fit.coefficients
        let covariance = robust?.covariance ?? fit.covariance
        return (0..<design.rows).map { i in
            let row = design.row(i)
            let df = row.indices.filter { row[$0] != 0 }.map { coefficients[$0].degreesOfFreedom ?? .infinity }.min()
            let quantile = StudentTDistribution(degreesOfFreedom: df ?? .infinity).upperQuantile((1 - level) / 2)
            let estimate = dot(row, solution.coefficients)
            let variance = max(0, covariance.quadraticForm(row))
            let half = quantile * variance.squareRoot()
            return ModelPrediction(
                estimate: estimate, standardError: variance.squareRoot(),
                limits: ConfidenceLimits(lower: estimate - half, upper: estimate + half),
                prediction: model.terms.isEmpty
                    ? nil
                    : total.map { total in
                        let wide = quantile * (total + variance).squareRoot()
                        return ConfidenceLimits(lower: estimate - wide, upper: estimate + wide)
                    })
        }
    }

    /// The variance of the true effect of a new row; nil where it depends on an inner level that is not told.
    private func variance(_ solution: MultilevelSolution, inner: [String: String]) throws(StatisticsError) -> Double? {
        let terms = solution.kernel.model.terms
        if let stranger = inner.keys.sorted().first(where: { name in !terms.contains { $0.name == name } }) {
            throw StatisticsError(.impossibleData, "there is no random term '\(stranger)'", field: "inner")
        }
        var total = 0.0
        for (term, g) in zip(terms, solution.structures) {
            let diagonal = g.diagonal
            if let word = inner[term.name] {
                guard let at = term.structure.innerLevels.firstIndex(of: word) else {
                    throw StatisticsError(
                        .impossibleData, "the term '\(term.name)' has no inner level '\(word)'", field: "inner")
                }
                total += diagonal[at]
            } else {
                guard let first = diagonal.first, diagonal.allSatisfy({ $0 == first }) else { return nil }
                total += first
            }
        }
        return total
    }
}
