import TrialNumerics

extension SamplingCovariance {
    /// Throws at the first variance that is not a positive number.
    static func check(_ variances: [Double]) throws(StatisticsError) {
        for (row, variance) in variances.enumerated() where !(variance.isFinite && variance > 0) {
            throw StatisticsError(
                .invalidVariance,
                "the sampling variance must be a positive number, not \(variance); exclude the study or correct it",
                study: row + 1, field: "variance")
        }
    }

    /// Throws where a block has the wrong shape, is not symmetric or contradicts the variances.
    static func checkShape(_ block: Block, _ variances: [Double]) throws(StatisticsError) {
        let n = block.rows.count
        guard block.matrix.rows == n, block.matrix.columns == n else {
            throw StatisticsError(
                .unequalLengths, "a block of \(n) rows needs a covariance matrix of \(n) × \(n)",
                study: block.rows.first.map { $0 + 1 }, field: "covariance")
        }
        for (i, row) in block.rows.enumerated() {
            guard row >= 0, row < variances.count else {
                throw StatisticsError(
                    .impossibleData, "a covariance block names row \(row + 1), there are \(variances.count)",
                    field: "covariance")
            }
            guard abs(block.matrix[i, i] - variances[row]) <= 1e-8 * variances[row] else {
                throw StatisticsError(
                    .invalidVariance, "the covariance matrix has another variance than the row; give both the same",
                    study: row + 1, field: "covariance")
            }
            for j in 0..<i {
                let (below, above) = (block.matrix[i, j], block.matrix[j, i])
                let scale = (variances[row] * variances[block.rows[j]]).squareRoot()
                guard below.isFinite, above.isFinite, abs(below - above) <= 1e-8 * scale else {
                    throw StatisticsError(
                        .impossibleData,
                        "the covariance with study \(block.rows[j] + 1) differs on both sides of the diagonal or is not "
                            + "finite; give a symmetric matrix", study: row + 1, field: "covariance")
                }
            }
        }
    }

    /// Throws where a block is not positive definite, naming the first row that no longer fits those before it.
    static func checkDefinite(_ block: Block) throws(StatisticsError) {
        guard Cholesky(block.matrix) == nil else { return }
        // The leading parts are positive definite up to the offending row.
        var (fits, fails) = (1, block.rows.count)
        while fails - fits > 1 {
            let middle = (fits + fails) / 2
            let leading = block.part(Array(0..<middle), named: Array(block.rows[..<middle]))
            if Cholesky(leading.matrix) == nil { fails = middle } else { fits = middle }
        }
        throw StatisticsError(
            .invalidVariance,
            "the covariances with the rows before it are not possible together (the matrix is not positive definite); "
                + "lower the correlations", study: block.rows[fails - 1] + 1, field: "covariance")
    }
}

extension SamplingCovariance {
    /// The correlated-effects working model: rows of one cluster correlate by one number, Vᵢⱼ = ρ √(vᵢ vⱼ).
    ///
    /// With a random term for the cluster and one for the row this is the "correlated and hierarchical effects" model.
    /// *Reference*: Pustejovsky and Tipton 2022, doi:10.1007/s11121-021-01246-3.
    ///
    /// - Parameters:
    ///   - variances: One a row, > 0.
    ///   - clusters: The cluster of each row, such as its study; equal values share one.
    ///   - correlation: ρ, below 1 and above −1/(n − 1) for clusters of n rows.
    /// - Throws: `StatisticsError` naming the first row or cluster that is not possible.
    public init<Cluster: Hashable & Sendable>(
        variances: [Double], clusters: [Cluster], correlation: Double
    ) throws(StatisticsError) {
        guard correlation.isFinite, abs(correlation) < 1 else {
            throw StatisticsError(
                .impossibleData, "the correlation within a cluster must lie between −1 and 1, not \(correlation)",
                field: "correlation")
        }
        try self.init(variances: variances, clusters: clusters) { _, _ in correlation }
    }

    /// Rows of one cluster correlate as a function of their zero-based positions says; rows of two clusters do not.
    ///
    /// - Throws: `StatisticsError` naming the first row or cluster that is not possible.
    public init<Cluster: Hashable & Sendable>(
        variances: [Double], clusters: [Cluster], correlation: (Int, Int) -> Double
    ) throws(StatisticsError) {
        guard clusters.count == variances.count else {
            throw StatisticsError(
                .unequalLengths, "\(variances.count) variances need as many clusters, there are \(clusters.count)",
                field: "clusters")
        }
        try Self.check(variances)
        var blocks: [Block] = []
        for rows in RowConnections(labels: clusters).sets where rows.count > 1 {
            var matrix = Matrix(diagonal: rows.map { variances[$0] })
            for i in rows.indices {
                for j in 0..<i {
                    let scale = (variances[rows[i]] * variances[rows[j]]).squareRoot()
                    matrix[i, j] = correlation(rows[i], rows[j]) * scale
                    matrix[j, i] = matrix[i, j]
                }
            }
            let block = Block(rows: rows, matrix: matrix)
            do { try Self.checkDefinite(block) } catch {
                throw StatisticsError(
                    .invalidVariance,
                    "the correlations of the \(rows.count) rows of cluster '\(clusters[rows[0]])' are not possible "
                        + "together; choose others (one number must lie above −1/\(rows.count - 1))",
                    study: error.study, field: "correlation")
            }
            blocks.append(block)
        }
        try self.init(variances: variances, blocks: blocks)
    }
}
