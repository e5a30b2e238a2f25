import TrialNumerics

/// What happens to a multilevel fit when one cluster of rows is left out and everything, the components too, is estimated again.
///
/// *References*: Cook and Weisberg 1982, *Residuals and Influence in Regression*; Viechtbauer and Cheung 2010,
/// doi:10.1002/jrsm.11.
public struct MultilevelInfluence: Sendable, Codable, Equatable {
    /// The cluster that was left out.
    public let cluster: String
    /// Its zero-based rows.
    public let rows: [Int]
    /// The coefficients without it.
    public let coefficients: [Double]
    /// Their standard errors.
    public let standardErrors: [Double]
    /// (β − β₍ⱼ₎)′C⁻¹(β − β₍ⱼ₎) with the covariance C of the whole fit.
    public let cooksDistance: Double
    /// The change of each coefficient over its standard error at the components without the cluster, of all rows.
    public let dfbetas: [Double]
    /// The components without it.
    public let components: [Double]
    /// The residual of each of its rows from the fit without it.
    public let residuals: [Double]
    /// The standard errors of these residuals.
    public let standardErrorsOfResiduals: [Double]
    /// r′Σ⁻¹r of these residuals together: χ² on as many degrees of freedom as rows where the model holds; nil where singular.
    public let chiSquared: Double?
}

/// A cluster whose leaving out leaves no fit.
public struct UnfittedCluster: Sendable, Codable, Equatable {
    /// The cluster.
    public let cluster: String
    /// Why.
    public let reason: String
}

extension MultilevelFitter {
    /// The fit of `model` without each cluster in turn, in the order of first rows.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - fit: A fit of the model.
    ///   - clusters: The cluster of each row; one a row leaves out single rows.
    /// - Returns: The clusters, and those without which the model cannot be fitted.
    /// - Throws: `StatisticsError` where the fit does not belong to the model.
    public func influence(
        _ model: MultilevelModel, _ fit: MultilevelFit, clusters: [String]
    ) throws(StatisticsError) -> (found: [MultilevelInfluence], without: [UnfittedCluster]) {
        guard clusters.count == model.rows else {
            throw StatisticsError(
                .unequalLengths, "has \(clusters.count) rows, there are \(model.rows) estimates", field: "cluster")
        }
        let whole = try solution(model, fit)
        var (found, without) = ([MultilevelInfluence](), [UnfittedCluster]())
        for rows in RowConnections(labels: clusters).sets {
            let name = clusters[rows[0]]
            do { found.append(try influence(whole, without: rows, named: name)) } catch {
                without.append(UnfittedCluster(cluster: name, reason: error.message))
            }
        }
        return (found, without)
    }

    private func influence(
        _ whole: MultilevelSolution, without rows: [Int], named name: String
    ) throws(StatisticsError) -> MultilevelInfluence {
        let model = whole.kernel.model
        let left = Set(rows)
        let part = try model.subset((0..<model.rows).filter { !left.contains($0) })
        let found = try search(part, near: whole.components)
        let solution = found.end.solution
        let change = zip(whole.coefficients, solution.coefficients).map { $0 - $1 }
        let distance = Cholesky(whole.covariance).map { dot(change, $0.solve(change)) } ?? .nan
        // All rows at the components of the rest.
        guard let mixed = whole.kernel.solution(solution.components) else {
            throw StatisticsError(.notConverged, "the whole model cannot be solved at the components of the rest")
        }
        let deleted = DeletedResiduals(model, mixed, solution, rows)
        return MultilevelInfluence(
            cluster: name, rows: rows, coefficients: solution.coefficients,
            standardErrors: solution.covariance.diagonal.map { $0.squareRoot() }, cooksDistance: distance,
            dfbetas: change.indices.map { change[$0] / mixed.covariance[$0, $0].squareRoot() },
            components: zip(found.kernel.slots, solution.components).map { $0.parameter.value($1) },
            residuals: deleted.residuals, standardErrorsOfResiduals: deleted.standardErrors,
            chiSquared: deleted.chiSquared)
    }
}

/// Residuals of rows from a fit that did not see them, M + XCX′ their covariance.
private struct DeletedResiduals {
    let residuals: [Double]
    let standardErrors: [Double]
    let chiSquared: Double?

    init(_ model: MultilevelModel, _ whole: MultilevelSolution, _ rest: MultilevelSolution, _ rows: [Int]) {
        let place = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
        var covariance = Matrix(rows: rows.count, columns: rows.count)
        for block in whole.kernel.blocks where block.rows.contains(where: { place[$0] != nil }) {
            let marginal = block.marginal(whole.structures)
            for (i, a) in block.rows.enumerated() {
                guard let x = place[a] else { continue }
                for (j, b) in block.rows.enumerated() { if let y = place[b] { covariance[x, y] = marginal[i, j] } }
            }
        }
        let design = Matrix(rows.map { model.design.values.row($0) })
        let spread = design * rest.covariance * design.transposed
        for e in covariance.elements.indices { covariance.elements[e] += spread.elements[e] }
        let fitted = design * rest.coefficients
        let values = zip(rows, fitted).map { model.estimates[$0] - $1 }
        residuals = values
        standardErrors = covariance.diagonal.map { $0.squareRoot() }
        chiSquared = Cholesky(covariance).map { dot(values, $0.solve(values)) }
    }
}
