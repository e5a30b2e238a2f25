/// Which columns of a design depend linearly on those before them.
///
/// Householder-free: modified Gram–Schmidt with one re-orthogonalisation on columns scaled to unit length, so that
/// units of measurement do not matter. A column whose remainder is below 1e-9 of its length is called redundant.
public struct ColumnRank: Sendable {
    /// Zero-based positions of the redundant columns, in order.
    public let redundant: [Int]
    /// Number of independent columns.
    public let rank: Int

    /// Examines the columns of `matrix` from left to right.
    public init(_ matrix: Matrix, tolerance: Double = 1e-9) {
        var basis: [[Double]] = []
        var redundant: [Int] = []
        for j in 0..<matrix.columns {
            var v = matrix.column(j)
            let length = norm(v)
            guard length > 0 else { redundant.append(j); continue }
            for i in v.indices { v[i] /= length }
            for _ in 0..<2 {
                for b in basis {
                    let along = dot(b, v)
                    for i in v.indices { v[i] -= along * b[i] }
                }
            }
            let rest = norm(v)
            guard rest > tolerance else { redundant.append(j); continue }
            basis.append(v.map { $0 / rest })
        }
        self.redundant = redundant
        rank = basis.count
    }
}

/// Σ a b.
public func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
}

/// The Euclidean length.
public func norm(_ a: [Double]) -> Double { dot(a, a).squareRoot() }
