import Glibc
import TrialNumerics

/// An orthonormal basis Q of √W Z with Z = √W⁻¹ Q R, by Gram and Schmidt twice, so that rows of very different weight
/// keep their digits.
struct WeightedBasis {
    private var columns: [[Double]]
    private var upper: Matrix

    /// Orthogonalises; nil where a column is one of those before it to working accuracy.
    init?(_ z: Matrix, weights: [Double]) {
        let p = z.columns
        let roots = weights.map { $0.squareRoot() }
        columns = (0..<p).map { j in roots.indices.map { roots[$0] * z[$0, j] } }
        upper = Matrix(rows: p, columns: p)
        for j in 0..<p {
            let length = norm(columns[j])
            for _ in 0..<2 {
                for b in 0..<j {
                    let along = dot(columns[b], columns[j])
                    upper[b, j] += along
                    for i in roots.indices { columns[j][i] -= along * columns[b][i] }
                }
            }
            let rest = norm(columns[j])
            guard rest > 1e-14 * length, rest.isFinite else { return nil }
            upper[j, j] = rest
            for i in roots.indices { columns[j][i] /= rest }
        }
    }

    /// qᵢ·qⱼ.
    func product(_ i: Int, _ j: Int) -> Double { columns.reduce(0) { $0 + $1[i] * $1[j] } }

    /// log |Z′WZ|.
    var logDeterminant: Double { 2 * upper.diagonal.reduce(0) { $0 + log($1) } }

    /// The coordinates of the weighted fit to y.
    func coefficients(_ y: [Double], roots: [Double]) -> [Double] {
        solved(columns.map { q in q.indices.reduce(0) { $0 + q[$1] * roots[$1] * y[$1] } })
    }

    /// x′(Z′WZ)⁻¹x.
    func variance(of x: [Double]) -> Double {
        var u = x
        for a in u.indices {
            for b in 0..<a { u[a] -= upper[b, a] * u[b] }
            u[a] /= upper[a, a]
        }
        return dot(u, u)
    }

    /// (Z′WZ)⁻¹.
    var inverse: Matrix {
        let p = upper.rows
        let back = (0..<p).map { j in solved((0..<p).map { $0 == j ? 1 : 0 }) }
        var result = Matrix(rows: p, columns: p)
        for a in 0..<p { for b in 0..<p { result[a, b] = back.reduce(0) { $0 + $1[a] * $1[b] } } }
        return result
    }

    /// R⁻¹ b.
    private func solved(_ b: [Double]) -> [Double] {
        var x = b
        for a in x.indices.reversed() {
            for c in (a + 1)..<max(x.count, a + 1) { x[a] -= upper[a, c] * x[c] }
            x[a] /= upper[a, a]
        }
        return x
    }
}
