import CLapack

/// Eigenvalues, ascending, and orthonormal eigenvectors of a symmetric matrix, by LAPACK on one thread.
public struct SymmetricEigen: Sendable {
    /// The eigenvalues, smallest first.
    public let values: [Double]
    /// The eigenvectors, one a column, in the order of `values`.
    public let vectors: Matrix

    /// Decomposes `matrix`; nil where LAPACK does not converge (NaN among the elements).
    public init?(_ matrix: Matrix) {
        precondition(matrix.rows == matrix.columns, "eigenvalues need a square matrix")
        openblas_set_num_threads(1)
        let n = Int32(matrix.rows)
        var a = matrix.elements
        var w = [Double](repeating: 0, count: matrix.rows)
        guard a.allSatisfy(\.isFinite), LAPACKE_dsyevd(101, 86, 76, n, &a, n, &w) == 0 else { return nil }
        // The sign of an eigenvector is arbitrary; the largest element is made positive so that bytes repeat.
        var vectors = Matrix(rows: matrix.rows, columns: matrix.rows, elements: a)
        for j in 0..<matrix.rows {
            let column = vectors.column(j)
            let largest = column.max { abs($0) < abs($1) } ?? 0
            if largest < 0 { for i in 0..<matrix.rows { vectors[i, j] = -vectors[i, j] } }
        }
        values = w
        self.vectors = vectors
    }
}
