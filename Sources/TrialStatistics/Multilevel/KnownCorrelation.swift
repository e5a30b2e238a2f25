import TrialNumerics

/// A random effect whose levels correlate in a known way, such as species by their descent: G = σ² R.
public struct KnownCorrelation: RandomStructure {
    /// `known`.
    public let code = "known"
    /// `known correlation`.
    public let name = "known correlation"
    /// The levels.
    public let innerLevels: [String]
    /// σ².
    public let parameters = [StructureParameter.variance()]
    private let correlation: Matrix

    init(levels: [String], correlation: Matrix) {
        innerLevels = levels
        self.correlation = correlation
    }

    /// σ² R.
    public func covariance(_ coordinates: [Double]) -> Matrix {
        Matrix(
            rows: correlation.rows, columns: correlation.columns,
            elements: correlation.elements.map { coordinates[0] * $0 })
    }

    /// R.
    public func derivatives(_ coordinates: [Double]) -> [Matrix] { [correlation] }
}

extension RandomTerm {
    /// A random effect whose levels correlate in a known way, such as species of a tree or regions of a map.
    ///
    /// - Parameters:
    ///   - name: The name for tables.
    ///   - rows: The level of each row.
    ///   - known: The names of the levels in the order of `correlation`; levels without a row are left out.
    ///   - correlation: Their correlations or covariances, of which only the correlations are used; positive semi-definite.
    /// - Throws: `StatisticsError` for a level without correlations or a matrix that is none of correlations.
    public init(
        name: String, rows: [String], known: [String], correlation: Matrix
    ) throws(StatisticsError) {
        guard correlation.rows == known.count, correlation.columns == known.count else {
            throw StatisticsError(
                .unequalLengths, "\(known.count) levels need \(known.count) × \(known.count) correlations", field: name)
        }
        let place = Dictionary(known.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
        guard place.count == known.count else {
            throw StatisticsError(.impossibleData, "a level is named twice in the correlations", field: name)
        }
        var (used, position) = ([Int](), [Int: Int]())
        var inner: [Int] = []
        for (row, word) in rows.enumerated() {
            guard let at = place[word] else {
                throw StatisticsError(
                    .missingField, "there are no correlations of the level '\(word)'; add it", study: row + 1,
                    field: name)
            }
            if position[at] == nil {
                position[at] = used.count
                used.append(at)
            }
            inner.append(position[at] ?? 0)
        }
        let matrix = try Self.scaled(correlation, used, known, name: name)
        var connections = RowConnections(count: used.count)
        for i in used.indices { for j in 0..<i where matrix[i, j] != 0 { connections.connect([i, j]) } }
        let sets = connections.numbered
        self.init(
            name: name, rows: inner.map { "\(sets[$0] + 1)" }, inner: inner,
            structure: KnownCorrelation(levels: used.map { known[$0] }, correlation: matrix))
    }

    /// The correlations of the levels that have a row.
    private static func scaled(
        _ matrix: Matrix, _ used: [Int], _ known: [String], name: String
    ) throws(StatisticsError) -> Matrix {
        var result = Matrix(rows: used.count, columns: used.count)
        for (i, a) in used.enumerated() {
            guard matrix[a, a] > 0, matrix[a, a].isFinite else {
                throw StatisticsError(
                    .impossibleData, "the diagonal of the correlations must be positive, not so at '\(known[a])'",
                    field: name)
            }
            for (j, b) in used.enumerated() {
                guard matrix[a, b].isFinite, abs(matrix[a, b] - matrix[b, a]) <= 1e-8 * abs(matrix[a, a]) else {
                    throw StatisticsError(
                        .impossibleData,
                        "the correlations of '\(known[a])' and '\(known[b])' differ on both sides of the diagonal",
                        field: name)
                }
                result[i, j] = i == j ? 1 : matrix[a, b] / (matrix[a, a] * matrix[b, b]).squareRoot()
            }
        }
        for i in used.indices { for j in 0..<i { result[i, j] = result[j, i] } }
        guard let eigen = SymmetricEigen(result), (eigen.values.first ?? 0) > -1e-8 * Double(used.count) else {
            throw StatisticsError(
                .impossibleData, "the correlations are not possible together (the matrix has a negative eigenvalue)",
                field: name)
        }
        return result
    }
}
