import TrialNumerics

/// How much of what is known of one outcome comes from the others: 100 (1 − Var β / Var β of its own rows) percent, the
/// components of the whole model in both.
///
/// 0 where the other outcomes add nothing. *Reference*: Jackson, White, Price, Copas and Riley 2017,
/// doi:10.1177/0962280215611702.
public struct BorrowingOfStrength: Sendable, Codable, Equatable {
    /// The name of the coefficient.
    public let coefficient: String
    /// The outcome, as the rows name it.
    public let outcome: String
    /// Number of rows of the outcome.
    public let rows: Int
    /// The estimate and its standard error from all rows.
    public let estimate: Double
    /// The standard error from all rows.
    public let standardError: Double
    /// The estimate from the outcome's own rows.
    public let ownEstimate: Double
    /// Its standard error.
    public let ownStandardError: Double
    /// The statistic, in percent.
    public let percent: Double
}

extension MultilevelFitter {
    /// The borrowing of strength of each coefficient that belongs to one outcome: one that is 0 in the rows of all others.
    ///
    /// - Throws: `StatisticsError` where the fit does not belong to the model, or no coefficient belongs to one outcome.
    public func borrowingOfStrength(
        _ model: MultilevelModel, _ fit: MultilevelFit, outcomes: [String]
    ) throws(StatisticsError) -> [BorrowingOfStrength] {
        guard outcomes.count == model.rows else {
            throw StatisticsError(
                .unequalLengths, "has \(outcomes.count) rows, there are \(model.rows) estimates", field: "outcome")
        }
        let whole = try solution(model, fit)
        let design = model.design
        var result: [BorrowingOfStrength] = []
        for rows in RowConnections(labels: outcomes).sets {
            let own = Set(rows)
            let columns = (0..<model.coefficients).filter { column in
                rows.contains { design.values[$0, column] != 0 }
            }
            let isApart = columns.allSatisfy { column in
                (0..<model.rows).allSatisfy { own.contains($0) || design.values[$0, column] == 0 }
            }
            guard isApart else { continue }
            let part = try MultilevelModel(
                estimates: rows.map { model.estimates[$0] }, covariance: model.covariance.subset(rows),
                design: DesignMatrix(
                    values: Matrix(rows.map { row in columns.map { design.values[row, $0] } }),
                    names: columns.map { design.names[$0] }),
                terms: model.terms.map { $0.subset(rows) })
            let slots = try part.slots(given: fit.components.map { Optional($0.value) })
            guard let alone = MultilevelKernel(part, slots: slots).solution(whole.components) else { continue }
            for (position, column) in columns.enumerated() {
                let (variance, ownVariance) = (whole.covariance[column, column], alone.covariance[position, position])
                result.append(
                    BorrowingOfStrength(
                        coefficient: design.names[column], outcome: outcomes[rows[0]], rows: rows.count,
                        estimate: whole.coefficients[column], standardError: variance.squareRoot(),
                        ownEstimate: alone.coefficients[position], ownStandardError: ownVariance.squareRoot(),
                        percent: 100 * max(0, 1 - variance / ownVariance)))
            }
        }
        guard !result.isEmpty else {
            throw StatisticsError(
                .unsupported,
                "no coefficient belongs to one outcome only; give each outcome a coefficient of its own, without an intercept",
                field: "outcome")
        }
        return result
    }
}
