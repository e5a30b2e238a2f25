import Glibc
import TrialNumerics

/// Orthonormal columns that span the same space as a design, so that units and origins of moderators cost no digits.
///
/// X T = Z with Z′Z = I. What does not depend on the coordinates (residuals, traces) is computed with Z; coefficients
/// and their covariance come back as T β and T C T′.
struct DesignBasis: Sendable, Equatable {
    /// Z, k × p.
    let columns: Matrix
    /// T, p × p, upper triangular.
    let back: Matrix
    /// log |X′X|.
    let logVolume: Double
    /// Whether a constant lies in the span of the columns.
    let containsConstant: Bool

    init(_ design: DesignMatrix) {
        let x = design.values
        let p = x.columns
        if design.isInterceptOnly {
            let length = 1 / Double(x.rows).squareRoot()
            columns = Matrix(rows: x.rows, columns: 1, elements: Array(repeating: length, count: x.rows))
            back = Matrix(diagonal: [length])
            logVolume = log(Double(x.rows))
            containsConstant = true
            return
        }
        var q = (0..<p).map { x.column($0) }
        var r = Matrix(rows: p, columns: p)
        for j in 0..<p {
            for _ in 0..<2 {
                for b in 0..<j {
                    let along = dot(q[b], q[j])
                    r[b, j] += along
                    for i in q[j].indices { q[j][i] -= along * q[b][i] }
                }
            }
            r[j, j] = norm(q[j])
            for i in q[j].indices { q[j][i] /= r[j, j] }
        }
        columns = p == 0 ? x : Matrix(q).transposed
        var inverse = Matrix(rows: p, columns: p)
        for j in 0..<p {
            inverse[j, j] = 1 / r[j, j]
            for a in stride(from: j - 1, through: 0, by: -1) {
                var sum = 0.0
                for b in (a + 1)...j { sum += r[a, b] * inverse[b, j] }
                inverse[a, j] = -sum / r[a, a]
            }
        }
        back = inverse
        logVolume = 2 * r.diagonal.reduce(0) { $0 + log($1) }
        containsConstant = Self.containsConstant(q, rows: x.rows)
    }

    private static func containsConstant(_ columns: [[Double]], rows: Int) -> Bool {
        var rest = Array(repeating: 1.0, count: rows)
        for column in columns {
            let along = column.reduce(0, +)
            for i in rest.indices { rest[i] -= along * column[i] }
        }
        return norm(rest) < 1e-9 * Double(rows).squareRoot()
    }

    /// β from its coordinates in Z.
    func coefficients(_ z: [Double]) -> [Double] { back * z }

    /// The covariance of β from that of its coordinates in Z, symmetric to the last bit.
    func covariance(_ c: Matrix) -> Matrix {
        var result = back * c * back.transposed
        for i in 0..<result.rows {
            for j in 0..<i {
                let mean = 0.5 * (result[i, j] + result[j, i])
                result[i, j] = mean
                result[j, i] = mean
            }
        }
        return result
    }
}
