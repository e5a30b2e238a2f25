import TrialNumerics

/// The sampling variances of estimates and, where estimates share participants, their covariances.
///
/// Rows that do not covary cost nothing: only blocks of two or more connected rows are kept as matrices, so that a model with
/// many independent studies is worked block by block. Checked once here: variances positive, blocks symmetric and positive
/// definite.
///
/// The scale is the squared scale of analysis.
public struct SamplingCovariance: Sendable, Equatable {
    /// Rows that covary, with their covariance matrix.
    public struct Block: Sendable, Equatable {
        /// Zero-based rows, in the order of the matrix.
        public let rows: [Int]
        /// Variances on the diagonal, covariances beside it.
        public let matrix: Matrix

        /// Creates a block; it is checked where a covariance is built from it.
        public init(rows: [Int], matrix: Matrix) {
            self.rows = rows
            self.matrix = matrix
        }
    }

    /// The sampling variance of each row.
    public let variances: [Double]
    /// The rows that covary, two or more a block, ascending, no row twice; blocks in the order of their first rows.
    public let blocks: [Block]

    /// Number of rows.
    public var count: Int { variances.count }
    /// Whether no two rows covary.
    public var isDiagonal: Bool { blocks.isEmpty }

    /// Independent rows.
    ///
    /// - Throws: `StatisticsError` naming the first row whose variance is not a positive number.
    public init(variances: [Double]) throws(StatisticsError) {
        try Self.check(variances)
        self.variances = variances
        blocks = []
    }

    /// Independent rows beside blocks of rows that covary; the diagonals of the blocks must repeat the variances.
    ///
    /// A block that falls apart into rows without a covariance between them is kept as its parts.
    /// - Throws: `StatisticsError` naming the first row or block that is not possible.
    public init(variances: [Double], blocks: [Block]) throws(StatisticsError) {
        try Self.check(variances)
        var isTaken = Array(repeating: false, count: variances.count)
        var parts: [Block] = []
        for block in blocks {
            try Self.checkShape(block, variances)
            for row in block.rows {
                guard !isTaken[row] else {
                    throw StatisticsError(
                        .impossibleData, "the row is in two blocks of the covariance matrix; leave it in one",
                        study: row + 1, field: "covariance")
                }
                isTaken[row] = true
            }
            try Self.checkDefinite(block)
            parts += block.connectedParts
        }
        self.variances = variances
        self.blocks = parts.sorted { $0.rows[0] < $1.rows[0] }
    }

    /// A full matrix, k × k; rows without a covariance between them are told apart.
    ///
    /// - Throws: `StatisticsError` naming the first row that makes the matrix asymmetric or not positive definite.
    public init(_ matrix: Matrix) throws(StatisticsError) {
        guard matrix.rows == matrix.columns else {
            throw StatisticsError(
                .unequalLengths,
                "a covariance matrix needs as many rows as columns, not \(matrix.rows) × \(matrix.columns)",
                field: "covariance")
        }
        let variances = matrix.diagonal
        try Self.check(variances)
        let whole = Block(rows: Array(0..<matrix.rows), matrix: matrix)
        try Self.checkShape(whole, variances)
        for part in whole.connectedParts { try Self.checkDefinite(part) }
        self.variances = variances
        blocks = whole.connectedParts
    }

    /// Parts that were checked as parts of another covariance.
    private init(checked variances: [Double], blocks: [Block]) {
        self.variances = variances
        self.blocks = blocks
    }

    /// The covariance of two rows; the variance where they are one.
    public subscript(row: Int, other: Int) -> Double {
        if row == other { return variances[row] }
        for block in blocks {
            if let i = block.rows.firstIndex(of: row) {
                return block.rows.firstIndex(of: other).map { block.matrix[i, $0] } ?? 0
            }
        }
        return 0
    }

    /// The full k × k matrix; for display and small data.
    public var matrix: Matrix {
        var result = Matrix(diagonal: variances)
        for block in blocks {
            for (i, a) in block.rows.enumerated() {
                for (j, b) in block.rows.enumerated() where i != j { result[a, b] = block.matrix[i, j] }
            }
        }
        return result
    }

    /// For each row the number of its set of connected rows, 0, 1, …, in the order of first rows; independent rows stand alone.
    public var connectedSets: [Int] {
        var rows = RowConnections(count: count)
        for block in blocks { rows.connect(block.rows) }
        return rows.numbered
    }

    /// The covariance of some rows, in the order of `rows` (zero-based, none twice).
    public func subset(_ rows: [Int]) -> SamplingCovariance {
        var position = Array(repeating: -1, count: count)
        for (new, old) in rows.enumerated() {
            precondition(position[old] < 0, "a subset names each row once")
            position[old] = new
        }
        let kept = blocks.flatMap { block -> [Block] in
            let inside = block.rows.indices.filter { position[block.rows[$0]] >= 0 }
                .sorted { position[block.rows[$0]] < position[block.rows[$1]] }
            return block.part(inside, named: inside.map { position[block.rows[$0]] }).connectedParts
        }
        return SamplingCovariance(
            checked: rows.map { variances[$0] }, blocks: kept.sorted { $0.rows[0] < $1.rows[0] })
    }
}

extension SamplingCovariance.Block {
    /// The rows and columns at `positions` under other row numbers.
    func part(_ positions: [Int], named rows: [Int]) -> SamplingCovariance.Block {
        var part = Matrix(rows: positions.count, columns: positions.count)
        for (a, i) in positions.enumerated() { for (b, j) in positions.enumerated() { part[a, b] = matrix[i, j] } }
        return SamplingCovariance.Block(rows: rows, matrix: part)
    }

    /// The parts between which there is no covariance, rows ascending; rows that stand alone are left out.
    var connectedParts: [SamplingCovariance.Block] {
        var connections = RowConnections(count: rows.count)
        for i in rows.indices { for j in 0..<i where matrix[i, j] != 0 { connections.connect([i, j]) } }
        return connections.sets.filter { $0.count > 1 }.map { set in
            let sorted = set.sorted { rows[$0] < rows[$1] }
            return part(sorted, named: sorted.map { rows[$0] })
        }
    }
}
