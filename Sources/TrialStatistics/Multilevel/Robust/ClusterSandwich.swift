import TrialNumerics

/// A cluster-robust covariance with the moments that it has under the working model.
///
/// With Φ the working covariance, W = Φ⁻¹ and H the hat matrix, cluster j contributes Gⱼ′eⱼeⱼ′Gⱼ, Gⱼ = Aⱼ′WⱼXⱼM. CR2 has
/// Aⱼ = Dⱼ′Bⱼ^(−½)Dⱼ, Φⱼ = Dⱼ′Dⱼ (Cholesky), Bⱼ = Dⱼ(Φⱼ − XⱼMXⱼ′)Dⱼ′, the inverse root that of Moore and Penrose; CR3 has
/// (I − Hⱼⱼ)⁻¹. Under the working model the residuals of clusters i and j covary by δᵢⱼΦⱼ − XᵢMXⱼ′.
/// *Reference*: Pustejovsky and Tipton 2018, doi:10.1080/07350015.2016.1247004.
struct ClusterSandwich {
    /// What a cluster contributes, in orthonormal coordinates.
    private struct Share {
        /// G′e.
        let score: [Double]
        /// G′ΦG.
        let own: Matrix
        /// Z′G.
        let across: Matrix
        /// tr H of the cluster.
        let leverage: Double
    }

    let clusters: WorkingClusters
    let correction: ClusterCorrection
    private let shares: [Share]
    private let factor: Double

    /// Eigenvalues of B below this part of the largest count as zero.
    private static let smallest = 1e-9

    init(_ clusters: WorkingClusters, _ correction: ClusterCorrection) throws(StatisticsError) {
        let (m, p) = (Double(clusters.names.count), Double(clusters.coefficients.count))
        let factor = correction.factor(clusters: m, rows: Double(clusters.rows), coefficients: p)
        guard factor.isFinite, factor > 0 else {
            throw StatisticsError(
                .tooFewStudies, "\(Int(m)) clusters are too few for \(Int(p)) coefficients; use fewer moderators",
                field: "cluster")
        }
        var shares: [Share] = []
        for (cluster, name) in zip(clusters.clusters, clusters.names) {
            shares.append(try Self.share(cluster, clusters.inverse, correction, name: name))
        }
        self.clusters = clusters
        self.correction = correction
        self.shares = shares
        self.factor = factor
    }

    private static func share(
        _ cluster: WorkingClusters.Cluster, _ inverse: Matrix, _ correction: ClusterCorrection, name: String
    ) throws(StatisticsError) -> Share {
        let weighted = cluster.weight * cluster.design
        var g = weighted * inverse
        let hat = cluster.design * (inverse * weighted.transposed)
        switch correction {
        case .biasReduced:
            guard let scale = biasReduced(cluster, inverse) else { throw singular(name) }
            g = scale.transposed * g
        case .jackknife:
            guard let scaled = jackknife(hat, g) else { throw singular(name) }
            g = scaled
        case .none, .clusters, .clustersAndCoefficients, .stata: break
        }
        let turned = g.transposed
        return Share(
            score: turned * cluster.residuals, own: turned * (cluster.covariance * g),
            across: cluster.design.transposed * g, leverage: hat.diagonal.reduce(0, +))
    }

    private static func singular(_ name: String) -> StatisticsError {
        StatisticsError(
            .unsupported,
            "the cluster '\(name)' alone carries a coefficient, so its residuals cannot be rescaled; choose CR0, CR1 or CR2",
            field: "cluster")
    }

    /// A of CR2; nil where the working covariance is not positive definite.
    private static func biasReduced(_ cluster: WorkingClusters.Cluster, _ inverse: Matrix) -> Matrix? {
        guard let root = Cholesky(cluster.covariance)?.factor else { return nil }
        let n = root.rows
        var middle = cluster.covariance
        let along = cluster.design * inverse
        for i in 0..<n {
            for j in 0..<n {
                for a in 0..<along.columns { middle[i, j] -= along[i, a] * cluster.design[j, a] }
            }
        }
        // Φ = LL′, so D = L′.
        var b = root.transposed * middle * root
        for i in 0..<n {
            for j in 0..<i {
                let mean = 0.5 * (b[i, j] + b[j, i])
                (b[i, j], b[j, i]) = (mean, mean)
            }
        }
        guard let eigen = SymmetricEigen(b) else { return nil }
        let whole = root.transposed * cluster.covariance * root
        let floor = smallest * (whole.diagonal.max() ?? 0)
        return root * eigen.rebuilt { $0 > floor ? 1 / $0.squareRoot() : 0 } * root.transposed
    }

    /// (I − H)⁻¹′ G by elimination with pivots; nil where I − H is singular.
    private static func jackknife(_ hat: Matrix, _ g: Matrix) -> Matrix? {
        let n = hat.rows
        var (a, x) = (Matrix(rows: n, columns: n), g)
        for i in 0..<n { for j in 0..<n { a[i, j] = (i == j ? 1 : 0) - hat[j, i] } }
        for c in 0..<n {
            let pivot = (c..<n).max { abs(a[$0, c]) < abs(a[$1, c]) } ?? c
            guard abs(a[pivot, c]) > 1e-10 else { return nil }
            if pivot != c {
                for j in 0..<n { (a[c, j], a[pivot, j]) = (a[pivot, j], a[c, j]) }
                for j in 0..<x.columns { (x[c, j], x[pivot, j]) = (x[pivot, j], x[c, j]) }
            }
            for i in 0..<n where i != c && a[i, c] != 0 {
                let factor = a[i, c] / a[c, c]
                for j in c..<n { a[i, j] -= factor * a[c, j] }
                for j in 0..<x.columns { x[i, j] -= factor * x[c, j] }
            }
        }
        for i in 0..<n { for j in 0..<x.columns { x[i, j] /= a[i, i] } }
        return x
    }

    /// The covariance of the coefficients.
    var covariance: Matrix {
        let p = clusters.inverse.rows
        var sum = Matrix(rows: p, columns: p)
        for share in shares {
            for a in 0..<p { for b in 0..<p { sum[a, b] += factor * share.score[a] * share.score[b] } }
        }
        return clusters.basis.covariance(sum)
    }

    /// Each cluster's part of the sum of the hat values, adding to 1.
    var leverages: [Double] {
        let p = Double(clusters.coefficients.count)
        return shares.map { $0.leverage / p }
    }

    /// Rows of `combinations`, of coefficients, as combinations of orthonormal coordinates.
    private func turned(_ combinations: Matrix) -> Matrix { combinations * clusters.basis.back }

    /// The degrees of freedom of each combination after Satterthwaite: 2 E²/Var of its variance under the working model.
    func degreesOfFreedom(_ combinations: Matrix) -> [Double] {
        let rows = turned(combinations)
        return (0..<rows.rows).map { degreesOfFreedom(of: rows.row($0)) }
    }

    private func degreesOfFreedom(of l: [Double]) -> Double {
        let p = l.count
        var (trace, squares) = (0.0, 0.0)
        var outer = Matrix(rows: p, columns: p)
        for share in shares {
            let u = share.across * l
            let cross = clusters.inverse.quadraticForm(u)
            let own = share.own.quadraticForm(l) - cross
            trace += own
            squares += own * own - cross * cross
            for a in 0..<p { for b in 0..<p { outer[a, b] += u[a] * u[b] } }
        }
        let turned = clusters.inverse * outer
        for a in 0..<p { for b in 0..<p { squares += turned[a, b] * turned[b, a] } }
        return trace * trace / squares
    }

    /// η of the approximate Hotelling distribution of the covariance of some combinations; nil where they depend on each other.
    ///
    /// q(q + 1) over the sum of the variances of the elements of the covariance scaled to have the mean I. *Reference*: Tipton
    /// and Pustejovsky 2015, doi:10.3102/1076998615606099.
    func hotelling(_ combinations: Matrix) -> Double? {
        let rows = turned(combinations)
        let (q, p) = (rows.rows, rows.columns)
        var mean = Matrix(rows: q, columns: q)
        for share in shares {
            let across = share.across * rows.transposed
            let own = rows * share.own * rows.transposed
            let cross = across.transposed * (clusters.inverse * across)
            for e in mean.elements.indices { mean.elements[e] += own.elements[e] - cross.elements[e] }
        }
        guard let factor = Cholesky(mean) else { return nil }
        // Any square root will do: the sum is the same after a rotation.
        let l = Matrix((0..<p).map { factor.forwardSolve(rows.column($0)) }).transposed
        var variance = 0.0
        var outer = Matrix(rows: p * q, columns: p * q)
        for share in shares {
            let b = share.across * l.transposed
            let cross = b.transposed * (clusters.inverse * b)
            var own = l * share.own * l.transposed
            for e in own.elements.indices { own.elements[e] -= cross.elements[e] }
            variance += Self.spread(own) - Self.spread(cross)
            let stacked = (0..<q).flatMap { b.column($0) }
            for (i, x) in stacked.enumerated() {
                for (j, y) in stacked.enumerated() { outer[i, j] += x * y }
            }
        }
        variance += between(outer, p: p, q: q)
        return Double(q * (q + 1)) / variance
    }

    /// (tr P)² + tr PP.
    private static func spread(_ a: Matrix) -> Double {
        let trace = a.diagonal.reduce(0, +)
        var square = 0.0
        for i in 0..<a.rows { for j in 0..<a.rows { square += a[i, j] * a[j, i] } }
        return trace * trace + square
    }

    /// The sum of both over all pairs of clusters, from the sum of the stacked columns' products.
    private func between(_ outer: Matrix, p: Int, q: Int) -> Double {
        func part(_ s: Int, _ t: Int) -> Matrix {
            var part = Matrix(rows: p, columns: p)
            for i in 0..<p { for j in 0..<p { part[i, j] = outer[s * p + i, t * p + j] } }
            return clusters.inverse * part
        }
        let parts = (0..<q).map { s in (0..<q).map { part(s, $0) } }
        func trace(_ a: Matrix, _ b: Matrix) -> Double {
            var sum = 0.0
            for i in 0..<p { for j in 0..<p { sum += a[i, j] * b[j, i] } }
            return sum
        }
        var sum = 0.0
        for s in 0..<q {
            for t in 0..<q { sum += trace(parts[s][t], parts[t][s]) + trace(parts[s][t], parts[s][t]) }
        }
        return sum
    }
}
