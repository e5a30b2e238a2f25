import CLapack
import Glibc

/// The Cholesky factor of a symmetric positive definite matrix: A = L L′.
///
/// Below 31 × 30 a plain loop, which is faster there; beyond, LAPACK on one thread.
public struct Cholesky: Sendable {
    /// L, lower triangular.
    public let factor: Matrix

    /// Factors `matrix`; nil where it is not positive definite to working accuracy.
    public init?(_ matrix: Matrix) {
        precondition(matrix.rows == matrix.columns, "a Cholesky factor needs a square matrix")
        var l = matrix
        let n = matrix.rows
        guard n <= 30 ? Cholesky.factorSmall(&l) : Cholesky.factorLarge(&l) else { return nil }
        for i in 0..<n { for j in (i + 1)..<max(n, i + 1) { l[i, j] = 0 } }
        factor = l
    }

    private static func factorSmall(_ l: inout Matrix) -> Bool {
        let n = l.rows
        for j in 0..<n {
            var d = l[j, j]
            for m in 0..<j { d -= l[j, m] * l[j, m] }
            guard d > 0, d.isFinite, d > 1e-14 * abs(l[j, j]) else { return false }
            let root = d.squareRoot()
            l[j, j] = root
            for i in (j + 1)..<max(n, j + 1) {
                var s = l[i, j]
                for m in 0..<j { s -= l[i, m] * l[j, m] }
                l[i, j] = s / root
            }
        }
        return true
    }

    private static func factorLarge(_ l: inout Matrix) -> Bool {
        openblas_set_num_threads(1)
        let n = Int32(l.rows)
        return LAPACKE_dpotrf(101, 76, n, &l.elements, n) == 0
    }

    /// log |A|.
    public var logDeterminant: Double { 2 * factor.diagonal.reduce(0) { $0 + log($1) } }

    /// L⁻¹ b.
    public func forwardSolve(_ b: [Double]) -> [Double] {
        var x = b
        for i in 0..<factor.rows {
            for j in 0..<i { x[i] -= factor[i, j] * x[j] }
            x[i] /= factor[i, i]
        }
        return x
    }

    /// A⁻¹ b.
    public func solve(_ b: [Double]) -> [Double] {
        var x = forwardSolve(b)
        for i in stride(from: factor.rows - 1, through: 0, by: -1) {
            for j in (i + 1)..<max(factor.rows, i + 1) { x[i] -= factor[j, i] * x[j] }
            x[i] /= factor[i, i]
        }
        return x
    }

    /// A⁻¹ B.
    public func solve(_ b: Matrix) -> Matrix {
        var result = Matrix(rows: b.rows, columns: b.columns)
        for j in 0..<b.columns {
            let x = solve(b.column(j))
            for i in 0..<b.rows { result[i, j] = x[i] }
        }
        return result
    }

    /// A⁻¹, symmetric to the last bit.
    public var inverse: Matrix {
        if factor.rows > 30 { return inverseLarge }
        var result = solve(Matrix(diagonal: Array(repeating: 1, count: factor.rows)))
        for i in 0..<result.rows {
            for j in 0..<i {
                let mean = 0.5 * (result[i, j] + result[j, i])
                result[i, j] = mean
                result[j, i] = mean
            }
        }
        return result
    }

    private var inverseLarge: Matrix {
        openblas_set_num_threads(1)
        let n = factor.rows
        var result = factor
        let status = LAPACKE_dpotri(101, 76, Int32(n), &result.elements, Int32(n))
        precondition(status == 0, "the inverse of a Cholesky factor exists")
        for i in 0..<n { for j in 0..<i { result[j, i] = result[i, j] } }
        return result
    }
}
