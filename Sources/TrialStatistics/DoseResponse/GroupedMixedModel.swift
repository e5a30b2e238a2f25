import Glibc
import TrialNumerics

/// How the covariance of curves between studies is estimated.
public enum CurveHeterogeneity: String, Sendable, Codable, CaseIterable {
    /// One curve for all studies.
    case fixed
    /// Maximum likelihood.
    case maximumLikelihood = "ml"
    /// Restricted maximum likelihood.
    case restrictedMaximumLikelihood = "reml"
    /// The multivariate method of moments. Jackson, White and Riley 2013, doi:10.1002/bimj.201200152.
    case moments = "mm"
}

/// Groups of rows with one mean and a random vector each: y = Xβ + Zu + e, u ~ N(0, Ψ), e ~ N(0, V).
///
/// With X = Z = I it is multivariate meta-analysis, with the design of doses the one-stage dose–response model.
struct GroupedMixedModel {
    struct Group {
        let y: [Double]
        let x: Matrix
        let z: Matrix
        let v: Matrix
    }

    let groups: [Group]
    /// Number of coefficients.
    let coefficients: Int
    /// Size of Ψ.
    let size: Int
    /// Whether ½ log |X′X| belongs to the restricted likelihood, as for multivariate meta-analysis in mixmeta.
    let countsDesign: Bool

    var rows: Int { groups.reduce(0) { $0 + $1.y.count } }

    struct Solution {
        let beta: [Double]
        let covariance: Matrix
        let maximum: Double
        let restricted: Double
        /// The derivative by Ψ, restricted or not.
        let gradient: Matrix
    }

    /// Solves at one Ψ; nil where a covariance is not positive definite.
    func solve(_ psi: Matrix, isRestricted: Bool) -> Solution? {
        var information = Matrix(rows: coefficients, columns: coefficients)
        var right = Array(repeating: 0.0, count: coefficients)
        var determinant = 0.0
        var inverses: [Matrix] = []
        for group in groups {
            let marginal = group.v.adding(group.z * psi * group.z.transposed)
            guard let cholesky = Cholesky(marginal) else { return nil }
            let w = cholesky.inverse
            determinant += cholesky.logDeterminant
            let xw = group.x.transposed * w
            information = information.adding(xw * group.x)
            let part = xw * group.y
            for k in right.indices { right[k] += part[k] }
            inverses.append(w)
        }
        guard let cholesky = Cholesky(information) else { return nil }
        let covariance = cholesky.inverse
        let beta = cholesky.solve(right)
        var quadratic = 0.0
        var gradient = Matrix(rows: size, columns: size)
        for (group, w) in zip(groups, inverses) {
            let residual = zip(group.y, group.x * beta).map { $0 - $1 }
            let weighted = w * residual
            quadratic += dot(residual, weighted)
            let zt = group.z.transposed
            let pull = zt * weighted
            let spread = zt * w * group.z
            let shift = zt * w * group.x
            let projected = shift * covariance * shift.transposed
            for i in 0..<size {
                for j in 0..<size {
                    gradient[i, j] +=
                        0.5 * (pull[i] * pull[j] - spread[i, j] + (isRestricted ? projected[i, j] : 0))
                }
            }
        }
        let logTwoPi = log(2 * Double.pi)
        let maximum = -0.5 * (Double(rows) * logTwoPi + determinant + quadratic)
        let restricted =
            maximum + 0.5 * Double(coefficients) * logTwoPi - 0.5 * cholesky.logDeterminant
            + (countsDesign ? 0.5 * designDeterminant : 0)
        return Solution(
            beta: beta, covariance: covariance, maximum: maximum, restricted: restricted, gradient: gradient)
    }

    private var designDeterminant: Double {
        var cross = Matrix(rows: coefficients, columns: coefficients)
        for group in groups { cross = cross.adding(group.x.transposed * group.x) }
        return Cholesky(cross)?.logDeterminant ?? 0
    }

    /// The moment estimate of Ψ, made positive semi-definite; needs X = Z = I.
    func moments() -> Matrix? {
        let p = size
        guard let fixed = solve(Matrix(rows: p, columns: p), isRestricted: false) else { return nil }
        let weights = groups.compactMap { Cholesky($0.v)?.inverse }
        guard weights.count == groups.count else { return nil }
        let c = fixed.covariance
        let one = Matrix(diagonal: Array(repeating: 1, count: p))
        let shares = weights.map { c * $0 }
        var all = Matrix(rows: p * p, columns: p * p)
        for share in shares { all = all.adding(Self.kronecker(share, share)) }
        var q = Matrix(rows: p, columns: p)
        var expected = q
        var system = Matrix(rows: p * p, columns: p * p)
        for (number, w) in weights.enumerated() {
            let group = groups[number]
            let residual = zip(group.y, fixed.beta).map { $0 - $1 }
            let weighted = w * residual
            for i in 0..<p { for j in 0..<p { q[i, j] += weighted[i] * residual[j] } }
            // r is (1 − CW) of its own row less CW of the others, each row with variance V + Ψ; WVW = W and ΣW = C⁻¹.
            let share = shares[number]
            let own = one.adding(share.scaled(by: -1))
            let others = c.adding((share * c).scaled(by: -1))
            expected = expected.adding(w * (own * group.v * own.transposed).adding(others))
            let rest = all.adding(Self.kronecker(share, share).scaled(by: -1))
            system = system.adding(Self.kronecker(w, one) * Self.kronecker(own, own).adding(rest))
        }
        let gap = zip(q.elements, expected.elements).map { $0 - $1 }
        guard let solved = Self.linear(system, gap) else { return nil }
        var psi = Matrix(rows: p, columns: p)
        for i in 0..<p { for j in 0..<p { psi[i, j] = 0.5 * (solved[i * p + j] + solved[j * p + i]) } }
        guard let eigen = SymmetricEigen(psi) else { return nil }
        var result = Matrix(rows: p, columns: p)
        for (k, value) in eigen.values.enumerated() where value > 0 {
            let v = eigen.vectors.column(k)
            for i in 0..<p { for j in 0..<p { result[i, j] += value * v[i] * v[j] } }
        }
        return result
    }

    private static func kronecker(_ a: Matrix, _ b: Matrix) -> Matrix {
        let p = a.rows
        var result = Matrix(rows: p * p, columns: p * p)
        for i in 0..<p {
            for j in 0..<p {
                for k in 0..<p { for l in 0..<p { result[i * p + k, j * p + l] = a[i, j] * b[k, l] } }
            }
        }
        return result
    }

    /// Gaussian elimination with pivots.
    private static func linear(_ matrix: Matrix, _ right: [Double]) -> [Double]? {
        var (a, b) = (matrix, right)
        let n = b.count
        for k in 0..<n {
            guard let pivot = (k..<n).max(by: { abs(a[$0, k]) < abs(a[$1, k]) }), abs(a[pivot, k]) > 0 else {
                return nil
            }
            if pivot != k {
                for j in 0..<n { (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]) }
                b.swapAt(k, pivot)
            }
            for i in (k + 1)..<max(n, k + 1) {
                let factor = a[i, k] / a[k, k]
                if factor == 0 { continue }
                for j in k..<n { a[i, j] -= factor * a[k, j] }
                b[i] -= factor * b[k]
            }
        }
        for k in stride(from: n - 1, through: 0, by: -1) {
            for j in (k + 1)..<max(n, k + 1) { b[k] -= a[k, j] * b[j] }
            b[k] /= a[k, k]
        }
        return b.allSatisfy(\.isFinite) ? b : nil
    }
}

extension Matrix {
    /// Each element times a number.
    func scaled(by factor: Double) -> Matrix {
        var result = self
        for i in elements.indices { result.elements[i] *= factor }
        return result
    }

    /// The sum with a matrix of the same shape.
    func adding(_ other: Matrix) -> Matrix {
        var result = self
        for i in elements.indices { result.elements[i] += other.elements[i] }
        return result
    }
}
