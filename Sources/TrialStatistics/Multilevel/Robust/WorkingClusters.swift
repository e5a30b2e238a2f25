import TrialNumerics

/// Clusters of rows with what a sandwich needs of them, in orthonormal coordinates of the design: weights that are the inverse of
/// the working covariance, within each cluster.
struct WorkingClusters {
    /// One cluster.
    struct Cluster {
        /// The rows of the orthonormal design Z.
        let design: Matrix
        /// y − Xβ.
        let residuals: [Double]
        /// W.
        let weight: Matrix
        /// Φ = W⁻¹.
        let covariance: Matrix
    }

    /// The clusters in the order of their first rows.
    let clusters: [Cluster]
    /// The names of the clusters.
    let names: [String]
    /// Number of rows.
    let rows: Int
    /// M = (Z′WZ)⁻¹.
    let inverse: Matrix
    let basis: DesignBasis
    let coefficients: [Double]

    /// The largest cluster whose matrices are formed.
    private static let mostRows = 3000

    /// The clusters of a solved multilevel model.
    init(_ solution: MultilevelSolution, clusters labels: [String]) throws(StatisticsError) {
        let model = solution.kernel.model
        try Self.check(labels, rows: model.rows)
        let sets = RowConnections(labels: labels).sets
        try Self.check(sets, labels)
        var (member, place) = (Array(repeating: 0, count: model.rows), Array(repeating: 0, count: model.rows))
        for (number, rows) in sets.enumerated() {
            for (position, row) in rows.enumerated() { (member[row], place[row]) = (number, position) }
        }
        var parts = sets.map { Parts(count: $0.count, coefficients: solution.inverse.rows) }
        for (block, solved) in zip(solution.kernel.blocks, solution.blocks) {
            let number = member[block.rows[0]]
            if let other = block.rows.first(where: { member[$0] != number }) {
                throw StatisticsError(
                    .unsupported,
                    "the row depends on rows of cluster '\(labels[block.rows[0]])' by the model; "
                        + "choose clusters that hold together all rows that depend on each other",
                    study: other + 1, field: "cluster")
            }
            parts[number].add(
                block, solved, marginal: block.marginal(solution.structures), places: block.rows.map { place[$0] })
        }
        clusters = parts.map(\.cluster)
        names = sets.map { labels[$0[0]] }
        rows = model.rows
        inverse = solution.inverse
        basis = model.linear.basis
        coefficients = solution.coefficients
    }

    /// The clusters of a regression with independent working errors.
    init(_ model: LinearModel, weights: [Double], clusters labels: [String]) throws(StatisticsError) {
        try Self.check(labels, rows: model.studies)
        let sets = RowConnections(labels: labels).sets
        try Self.check(sets, labels)
        let z = model.basis.columns
        let solved = try WorkingRegression(model, weights: weights)
        clusters = sets.map { rows in
            let design = Matrix(rows.map { z.row($0) })
            let fitted = design * solved.coordinates
            return Cluster(
                design: design, residuals: zip(rows, fitted).map { model.estimates[$0] - $1 },
                weight: Matrix(diagonal: rows.map { weights[$0] }),
                covariance: Matrix(diagonal: rows.map { 1 / weights[$0] }))
        }
        names = sets.map { labels[$0[0]] }
        self.rows = model.studies
        inverse = solved.inverse
        basis = model.basis
        coefficients = model.basis.coefficients(solved.coordinates)
    }

    private static func check(_ labels: [String], rows: Int) throws(StatisticsError) {
        guard labels.count == rows else {
            throw StatisticsError(
                .unequalLengths, "has \(labels.count) rows, there are \(rows) estimates", field: "cluster")
        }
    }

    private static func check(_ sets: [[Int]], _ labels: [String]) throws(StatisticsError) {
        guard sets.count > 1 else {
            throw StatisticsError(
                .tooFewStudies, "robust inference needs two clusters or more; name another level", field: "cluster")
        }
        guard let largest = sets.max(by: { $0.count < $1.count }), largest.count > mostRows else { return }
        throw StatisticsError(
            .unsupported,
            "the cluster '\(labels[largest[0]])' has \(largest.count) rows, at most \(mostRows) are possible",
            field: "cluster")
    }

    /// One cluster as its blocks fill it.
    private struct Parts {
        var design: Matrix
        var residuals: [Double]
        var weight: Matrix
        var covariance: Matrix

        init(count: Int, coefficients: Int) {
            design = Matrix(rows: count, columns: coefficients)
            residuals = Array(repeating: 0, count: count)
            weight = Matrix(rows: count, columns: count)
            covariance = weight
        }

        mutating func add(
            _ block: MultilevelBlock, _ solved: MultilevelSolution.Block, marginal: Matrix, places: [Int]
        ) {
            for (i, a) in places.enumerated() {
                residuals[a] = solved.residuals[i]
                for c in 0..<design.columns { design[a, c] = block.design[i, c] }
                for (j, b) in places.enumerated() {
                    weight[a, b] = solved.weight[i, j]
                    covariance[a, b] = marginal[i, j]
                }
            }
        }

        var cluster: Cluster {
            Cluster(design: design, residuals: residuals, weight: weight, covariance: covariance)
        }
    }
}
