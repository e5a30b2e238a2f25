import Foundation

/// Pooling written out from the formulas with plain loops, sharing no code with the engine: what the tests hold it to.
enum IndependentFormulas {
    /// Inverse of a small matrix by elimination.
    static func inverse(_ matrix: [[Double]]) -> [[Double]] {
        let n = matrix.count
        var a = matrix.enumerated().map { i, row in row + (0..<n).map { $0 == i ? 1.0 : 0.0 } }
        for i in 0..<n {
            let p = (i..<n).max { abs(a[$0][i]) < abs(a[$1][i]) }!
            a.swapAt(i, p)
            let d = a[i][i]
            a[i] = a[i].map { $0 / d }
            for j in 0..<n where j != i {
                let f = a[j][i]
                for c in 0..<(2 * n) { a[j][c] -= f * a[i][c] }
            }
        }
        return a.map { Array($0[n...]) }
    }

    static func logDeterminant(_ matrix: [[Double]]) -> Double {
        var a = matrix
        var sum = 0.0
        for i in a.indices {
            sum += log(a[i][i])
            for j in (i + 1)..<max(a.count, i + 1) {
                let f = a[j][i] / a[i][i]
                for c in i..<a.count { a[j][c] -= f * a[i][c] }
            }
        }
        return sum
    }

    struct Pooled {
        var estimate: Double
        var error: Double
        var tau2: Double
        /// Generalised residual sum of squares divided by k − 1.
        var q: Double
    }

    /// Generalised least squares of a common mean at V + τ²S.
    static func mean(_ y: [Double], _ v: [[Double]], _ s: [[Double]], _ tau2: Double) -> Pooled {
        let k = y.count
        let w = inverse((0..<k).map { i in (0..<k).map { v[i][$0] + tau2 * s[i][$0] } })
        let total = w.flatMap { $0 }.reduce(0, +)
        let estimate = (0..<k).reduce(0.0) { sum, i in sum + (0..<k).reduce(0.0) { $0 + w[i][$1] * y[$1] } } / total
        var rss = 0.0
        for i in 0..<k { for j in 0..<k { rss += (y[i] - estimate) * w[i][j] * (y[j] - estimate) } }
        return Pooled(estimate: estimate, error: (1 / total).squareRoot(), tau2: tau2, q: rss / Double(k - 1))
    }

    /// The restricted maximum likelihood by golden sections over τ², on the likelihood written with whole matrices.
    static func reml(_ y: [Double], _ v: [[Double]], _ s: [[Double]]) -> Pooled {
        let k = y.count
        func likelihood(_ tau2: Double) -> Double {
            let total = (0..<k).map { i in (0..<k).map { v[i][$0] + tau2 * s[i][$0] } }
            let fit = mean(y, v, s, tau2)
            return -0.5 * (logDeterminant(total) - 2 * log(fit.error) + fit.q * Double(k - 1))
        }
        var (low, high) = (0.0, 10.0)
        let golden = (5.0.squareRoot() - 1) / 2
        for _ in 0..<200 {
            let a = high - golden * (high - low)
            let b = low + golden * (high - low)
            if likelihood(a) >= likelihood(b) { high = b } else { low = a }
        }
        let tau2 = likelihood(0) >= likelihood((low + high) / 2) ? 0 : (low + high) / 2
        return mean(y, v, s, tau2)
    }

    static func diagonal(_ values: [Double]) -> [[Double]] {
        values.indices.map { i in values.indices.map { $0 == i ? values[i] : 0 } }
    }

    static func identity(_ k: Int) -> [[Double]] { diagonal(Array(repeating: 1, count: k)) }
}
