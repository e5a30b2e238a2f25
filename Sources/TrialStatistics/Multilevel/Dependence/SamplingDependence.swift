import Glibc
import TrialNumerics

/// Why sampling errors of rows of one cluster are correlated, as papers let it be known, and the covariances that follow.
///
/// The correlation of two rows of one cluster and one subgroup is a product. Its first factor comes from the outcomes: that of
/// two types where the types differ, that of two measurements of one type where only these differ, else 1. Its second factor
/// comes from times and groups. Without groups it is φ^|t − t′|. With groups each row is a difference between a first group at
/// a first time and a second group at a second time, and
///
///     r = Σ ± φ^|t − t′| / √(n n′) / (s s′),   s² = 1/n₁ + 1/n₂ − 2 φ^|t₁ − t₂| / √(n₁ n₂),
///
/// the sum over the pairs of one group of either row with the same group of the other, minus where one is a first and the other a
/// second group; the last term of s² only where a row compares a group with itself. Two treatments of equal size against one
/// control thus have r = ½. Rows of two clusters, or of two subgroups of one, are independent.
///
/// *References*: Gleser and Olkin 2009, in Cooper, Hedges and Valentine (eds), *The Handbook of Research Synthesis and
/// Meta-Analysis*, for shared groups and several outcomes; Wei and Higgins 2013, doi:10.1002/sim.5679, for several outcomes.
public struct SamplingDependence: Sendable {
    /// One correlation for all pairs of different words, or a number a pair.
    public enum Correlation: Sendable, Equatable {
        /// The same for all pairs.
        case one(Double)
        /// Symmetric, over the words in the order of rows and columns.
        case table(words: [String], Matrix)
    }

    /// What distinguishes the measurements of one construct, such as scales: a word a row and their correlation.
    public struct Words: Sendable {
        /// The word of each row.
        public let rows: [String]
        /// The correlation of rows whose words differ.
        public let correlation: Correlation

        /// Creates the words of rows with their correlation.
        public init(_ rows: [String], correlation: Correlation) {
            self.rows = rows
            self.correlation = correlation
        }
    }

    /// The groups that rows compare.
    public struct Groups: Sendable {
        /// The first group of each row, such as the treatment arm.
        public let first: [String]
        /// The second group, such as the control arm.
        public let second: [String]
        /// The sizes of the first groups, or any inverse variances; nil for equal ones.
        public let firstSize: [Double]?
        /// The sizes of the second groups.
        public let secondSize: [Double]?

        /// Creates the groups of rows; sizes are given for both or for neither.
        public init(first: [String], second: [String], firstSize: [Double]? = nil, secondSize: [Double]? = nil) {
            self.first = first
            self.second = second
            self.firstSize = firstSize
            self.secondSize = secondSize
        }
    }

    /// When rows were measured.
    public struct Times: Sendable {
        /// The time of each row, of its first group where it compares two.
        public let first: [Double]
        /// The time of the second group; nil where it is that of the first.
        public let second: [Double]?
        /// φ: the correlation of one group with itself one unit of time later.
        public let correlation: Double
        /// What of that correlation lasts for ever, c in c + (1 − c) φ^|t − t′|; 0 where it fades.
        public let lasting: Double

        /// Creates the times of rows.
        public init(_ first: [Double], second: [Double]? = nil, correlation: Double, lasting: Double = 0) {
            self.first = first
            self.second = second
            self.correlation = correlation
            self.lasting = lasting
        }
    }

    /// The cluster of each row, such as its trial.
    public let clusters: [String]
    /// Parts of a cluster without a participant in common; nil for one.
    public var subgroups: [String]?
    /// Types of outcome.
    public var types: Words?
    /// Measurements of one type of outcome.
    public var measurements: Words?
    /// Times.
    public var times: Times?
    /// Groups that are compared.
    public var groups: Groups?

    /// Rows of one cluster without a reason yet to differ: correlation 1 until something is set.
    public init(clusters: [String]) { self.clusters = clusters }

    /// One correlation for every two rows of a cluster.
    public init(clusters: [String], correlation: Double) {
        self.init(clusters: clusters)
        measurements = Words(clusters.indices.map(String.init), correlation: .one(correlation))
    }
}

extension SamplingDependence {
    /// The covariance matrices of the clusters of two or more rows, as they follow, whether or not they are possible.
    ///
    /// - Throws: `StatisticsError` naming a column of another length, a correlation outside −1…1, a word without one, a size
    ///   that is not positive, a time that is no number.
    public func blocks(variances: [Double]) throws(StatisticsError) -> [SamplingCovariance.Block] {
        try check(variances)
        let pairs = try SamplingPairs(self)
        var labels = clusters
        if let subgroups { for i in labels.indices { labels[i] += "\u{1}" + subgroups[i] } }
        return RowConnections(labels: labels).sets.filter { $0.count > 1 }.map { rows in
            var matrix = Matrix(diagonal: rows.map { variances[$0] })
            for i in rows.indices {
                for j in 0..<i {
                    let scale = (variances[rows[i]] * variances[rows[j]]).squareRoot()
                    matrix[i, j] = pairs.correlation(rows[i], rows[j]) * scale
                    matrix[j, i] = matrix[i, j]
                }
            }
            return SamplingCovariance.Block(rows: rows, matrix: matrix)
        }
    }

    /// The covariances, each cluster's matrix checked to be positive definite.
    ///
    /// - Throws: `StatisticsError` as `blocks` does, and naming the first row that is not possible beside those before it.
    public func covariance(variances: [Double]) throws(StatisticsError) -> SamplingCovariance {
        try SamplingCovariance(variances: variances, blocks: blocks(variances: variances))
    }

    /// The covariances, with the nearest possible matrix in place of each that is not positive definite.
    ///
    /// - Returns: The covariances with the zero-based numbers of the clusters' first rows that were replaced, and the largest
    ///   change of a correlation.
    /// - Throws: `StatisticsError` as `blocks` does, and where no possible matrix is found.
    public func nearestCovariance(
        variances: [Double]
    ) throws(StatisticsError) -> (covariance: SamplingCovariance, replaced: [Int], largestChange: Double) {
        var (replaced, largest) = ([Int](), 0.0)
        var possible: [SamplingCovariance.Block] = []
        for block in try blocks(variances: variances) {
            guard Cholesky(block.matrix) == nil else { possible.append(block); continue }
            let nearest = try NearestCovariance(block.matrix)
            replaced.append(block.rows[0])
            largest = max(largest, nearest.largestChange)
            possible.append(SamplingCovariance.Block(rows: block.rows, matrix: nearest.matrix))
        }
        return (try SamplingCovariance(variances: variances, blocks: possible), replaced, largest)
    }

    private func check(_ variances: [Double]) throws(StatisticsError) {
        try SamplingCovariance.check(variances)
        let lengths: [(String, Int?)] = [
            ("cluster", clusters.count), ("subgroup", subgroups?.count), ("type", types?.rows.count),
            ("measurement", measurements?.rows.count), ("time", times?.first.count),
            ("secondTime", times?.second?.count), ("firstGroup", groups?.first.count),
            ("secondGroup", groups?.second.count), ("firstSize", groups?.firstSize?.count),
            ("secondSize", groups?.secondSize?.count),
        ]
        for (field, length) in lengths {
            guard let length, length != variances.count else { continue }
            throw StatisticsError(
                .unequalLengths, "has \(length) rows, there are \(variances.count) variances", field: field)
        }
        if let times {
            guard abs(times.correlation) <= 1, abs(times.lasting) <= 1 else {
                throw StatisticsError(
                    .impossibleData, "the correlation of one time with the next must lie between −1 and 1",
                    field: "timeCorrelation")
            }
            for column in [times.first, times.second ?? []] {
                for (row, time) in column.enumerated() where !time.isFinite {
                    throw StatisticsError(.notFinite, "the time must be a number", study: row + 1, field: "time")
                }
            }
            guard times.second == nil || groups != nil else {
                throw StatisticsError(
                    .missingField, "a second time needs the groups that are compared", field: "firstGroup")
            }
        }
        guard (groups?.firstSize == nil) == (groups?.secondSize == nil) else {
            throw StatisticsError(.missingField, "give the sizes of both groups or of neither", field: "firstSize")
        }
        for (field, sizes) in [("firstSize", groups?.firstSize), ("secondSize", groups?.secondSize)] {
            for (row, size) in (sizes ?? []).enumerated() where !(size.isFinite && size > 0) {
                throw StatisticsError(
                    .impossibleData, "the size of a group must be a positive number, not \(size)", study: row + 1,
                    field: field)
            }
        }
    }
}
