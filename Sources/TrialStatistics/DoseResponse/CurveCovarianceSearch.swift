import Glibc
import TrialNumerics

/// The maximum of the likelihood over covariance matrices Ψ = LL′, L lower triangular.
///
/// Newton steps on the exact gradient with its differences as second derivatives, from several starts, on coefficients scaled to
/// their own errors; a singular Ψ is an ordinary point in L. The best end is kept.
struct CurveCovarianceSearch {
    let model: GroupedMixedModel
    let isRestricted: Bool
    /// A scale for each coefficient.
    let scales: [Double]

    struct End {
        let psi: Matrix
        let solution: GroupedMixedModel.Solution
        let convergence: Convergence
    }

    private typealias Point = (value: Double, gradient: [Double])

    private func factor(_ l: [Double]) -> Matrix {
        let p = model.size
        var matrix = Matrix(rows: p, columns: p)
        var k = 0
        for i in 0..<p {
            for j in 0...i {
                matrix[i, j] = l[k] * scales[i]
                k += 1
            }
        }
        return matrix
    }

    private func psi(_ l: [Double]) -> Matrix {
        let f = factor(l)
        return f * f.transposed
    }

    private func point(_ l: [Double]) -> Point? {
        let f = factor(l)
        guard let solution = model.solve(f * f.transposed, isRestricted: isRestricted) else { return nil }
        let slope = solution.gradient * f
        var gradient: [Double] = []
        for i in 0..<model.size { for j in 0...i { gradient.append(2 * slope[i, j] * scales[i]) } }
        let value = isRestricted ? solution.restricted : solution.maximum
        return value.isFinite && gradient.allSatisfy(\.isFinite) ? (value, gradient) : nil
    }

    func maximum(from start: Matrix?) -> End? {
        var best: (l: [Double], value: Double, converged: Bool)?
        var steps = 0
        for first in starts(start) {
            guard let end = climb(first, &steps) else { continue }
            if best.map({ end.value > $0.value + 1e-12 * abs($0.value) }) ?? true { best = end }
        }
        guard let best, let solution = model.solve(psi(best.l), isRestricted: isRestricted) else { return nil }
        return End(
            psi: psi(best.l), solution: solution,
            convergence: Convergence(
                converged: best.converged, iterations: steps,
                method: "Newton on the \(isRestricted ? "restricted " : "")likelihood"))
    }

    private func starts(_ start: Matrix?) -> [[Double]] {
        let p = model.size
        func diagonal(_ value: Double) -> [Double] { (0..<p).flatMap { i in (0...i).map { $0 == i ? value : 0 } } }
        var list = [diagonal(1), diagonal(0.2)]
        if let start {
            var inner = start
            for i in 0..<p {
                for j in 0..<p { inner[i, j] /= scales[i] * scales[j] }
                inner[i, i] += 1e-3
            }
            if let l = Cholesky(inner)?.factor { list.insert((0..<p).flatMap { i in (0...i).map { l[i, $0] } }, at: 0) }
        }
        return list
    }

    private func climb(_ start: [Double], _ steps: inout Int) -> (l: [Double], value: Double, converged: Bool)? {
        var l = start
        guard var here = point(l) else { return nil }
        for _ in 0..<200 {
            steps += 1
            guard let direction = newton(l, here.gradient) else { break }
            var scale = 1.0
            var next: Point?
            let slope = dot(direction, here.gradient)
            while scale > 1e-12 {
                next = point(zip(l, direction).map { $0 + scale * $1 })
                if let next, next.value >= here.value + 1e-4 * scale * slope - 1e-13 * abs(here.value) { break }
                next = nil
                scale /= 2
            }
            guard let next else { break }
            let moved = direction.map { abs(scale * $0) }.max() ?? 0
            l = zip(l, direction).map { $0 + scale * $1 }
            here = next
            if moved < 1e-10 { return (l, here.value, true) }
        }
        let flatness = here.gradient.map(abs).max() ?? 0
        return (l, here.value, flatness < 1e-5)
    }

    /// The Newton direction with curvature made negative; long steps are cut.
    private func newton(_ l: [Double], _ gradient: [Double]) -> [Double]? {
        let n = l.count
        var hessian = Matrix(rows: n, columns: n)
        for k in 0..<n {
            let h = 1e-5 * max(1, abs(l[k]))
            var (up, down) = (l, l)
            up[k] += h
            down[k] -= h
            guard let more = point(up), let less = point(down) else { return gradient }
            for i in 0..<n { hessian[i, k] = (more.gradient[i] - less.gradient[i]) / (2 * h) }
        }
        for i in 0..<n {
            for j in 0..<i {
                hessian[i, j] = 0.5 * (hessian[i, j] + hessian[j, i])
                hessian[j, i] = hessian[i, j]
            }
        }
        guard let eigen = SymmetricEigen(hessian) else { return nil }
        let largest = eigen.values.map(abs).max() ?? 0
        var direction = Array(repeating: 0.0, count: n)
        for (k, value) in eigen.values.enumerated() {
            let v = eigen.vectors.column(k)
            let along = dot(v, gradient) / max(abs(value), 1e-8 * largest, 1e-12)
            for i in 0..<n { direction[i] += along * v[i] }
        }
        let length = norm(direction)
        let most = 2 * (1 + norm(l))
        return length > most ? direction.map { $0 * most / length } : direction
    }
}
