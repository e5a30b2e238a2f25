import TrialNumerics

/// The rows of each cluster brought together into one, by what is assumed of their covariances.
///
/// Weighted: y = 1′V⁻¹y / 1′V⁻¹1 with variance 1/1′V⁻¹1, which the cluster's own common-effect model gives. Unweighted: the mean
/// with variance 1′V1/n². A model of the brought-together rows is that of the single rows where true effects do not
/// differ within clusters. *Reference*: Borenstein, Hedges, Higgins and Rothstein 2009, *Introduction to Meta-Analysis*,
/// chapter 24, for the unweighted mean.
public struct AggregatedRows: Sendable, Equatable {
    /// One cluster.
    public struct Row: Sendable, Codable, Equatable {
        /// The cluster.
        public let cluster: String
        /// Zero-based rows that it was made of.
        public let rows: [Int]
        /// The estimate, on the scale of analysis.
        public let estimate: Double
        /// Its sampling variance.
        public let variance: Double
    }

    /// The clusters in the order of their first rows.
    public let rows: [Row]

    /// Brings rows together.
    ///
    /// - Parameters:
    ///   - estimates: One a row.
    ///   - covariance: Their sampling covariance; rows of two clusters do not covary.
    ///   - clusters: The cluster of each row.
    ///   - isWeighted: Whether rows weigh by the inverse covariance.
    /// - Throws: `StatisticsError` for lengths that differ, an estimate that is not finite or rows of two clusters that covary.
    public init(
        estimates: [Double], covariance: SamplingCovariance, clusters: [String], isWeighted: Bool = true
    ) throws(StatisticsError) {
        guard estimates.count == covariance.count, clusters.count == estimates.count else {
            throw StatisticsError(
                .unequalLengths,
                "\(estimates.count) estimates, \(covariance.count) variances and \(clusters.count) clusters; give one a row"
            )
        }
        if let row = estimates.firstIndex(where: { !$0.isFinite }) {
            throw StatisticsError(
                .notFinite, "the estimate must be a finite number", study: row + 1, field: "estimate")
        }
        for block in covariance.blocks {
            guard let other = block.rows.first(where: { clusters[$0] != clusters[block.rows[0]] }) else { continue }
            throw StatisticsError(
                .impossibleData, "the row covaries with rows of another cluster; give both the same cluster",
                study: other + 1, field: "cluster")
        }
        var result: [Row] = []
        for rows in RowConnections(labels: clusters).sets {
            let own = covariance.subset(rows)
            let values = rows.map { estimates[$0] }
            let (estimate, variance) =
                isWeighted ? Self.weighted(values, own) : Self.mean(values, own)
            result.append(
                Row(cluster: clusters[rows[0]], rows: rows, estimate: estimate, variance: variance))
        }
        self.rows = result
    }

    private static func weighted(_ values: [Double], _ covariance: SamplingCovariance) -> (Double, Double) {
        var (sum, total) = (0.0, 0.0)
        func add(_ weight: Double, _ value: Double) {
            sum += weight * value
            total += weight
        }
        let inBlocks = Set(covariance.blocks.flatMap(\.rows))
        for (row, value) in values.enumerated() where !inBlocks.contains(row) {
            add(1 / covariance.variances[row], value)
        }
        for block in covariance.blocks {
            // A covariance was checked to be positive definite when it was made.
            guard let factor = Cholesky(block.matrix) else { continue }
            let weights = factor.solve(Array(repeating: 1, count: block.rows.count))
            for (row, weight) in zip(block.rows, weights) { add(weight, values[row]) }
        }
        return (sum / total, 1 / total)
    }

    private static func mean(_ values: [Double], _ covariance: SamplingCovariance) -> (Double, Double) {
        let n = Double(values.count)
        var total = covariance.variances.reduce(0, +)
        for block in covariance.blocks {
            total += block.matrix.elements.reduce(0, +) - block.matrix.diagonal.reduce(0, +)
        }
        return (values.reduce(0, +) / n, total / (n * n))
    }
}
