import Glibc
import TrialNumerics

/// Independent sampling errors with plain random effects that either hold a whole block together or stand alone a row.
///
/// In a block M = D + σ²11′, D the sampling variances with what stands alone a row. With w = 1/D, S = Σw, g = 1/(1 + σ²S) and
/// x̄ = Σwx/S, Wx = w(x − x̄) + gwx̄, so no matrix of rows by rows is formed: the work is that of the rows.
struct TwoLevelSurface: LikelihoodSurface {
    /// What a term does in a block.
    private enum Reach: Sendable { case whole, row }

    private let reach: [Reach]
    private let isRestricted: Bool
    /// The orthonormal design, row by row, blocks one after another.
    private let design: [Double]
    private let estimates: [Double]
    private let variances: [Double]
    /// Where blocks begin, and the end.
    private let starts: [Int]
    private let p: Int

    /// Nil for a model of another shape.
    init?(_ kernel: MultilevelKernel, isRestricted: Bool) {
        let model = kernel.model
        guard model.covariance.isDiagonal, model.terms.allSatisfy({ $0.structure is RandomIntercept }) else {
            return nil
        }
        var reach: [Reach] = []
        for number in model.terms.indices {
            if kernel.blocks.allSatisfy({ $0.groups[number].count == 1 }) {
                reach.append(.whole)
            } else if kernel.blocks.allSatisfy({ $0.groups[number].count == $0.count }) {
                reach.append(.row)
            } else {
                return nil
            }
        }
        self.reach = reach
        self.isRestricted = isRestricted
        p = model.coefficients
        var (design, estimates, variances, starts) = ([Double](), [Double](), [Double](), [0])
        design.reserveCapacity(model.rows * p)
        for block in kernel.blocks {
            design += block.design.elements
            estimates += block.estimates
            for row in block.rows { variances.append(model.covariance.variances[row]) }
            starts.append(estimates.count)
        }
        (self.design, self.estimates, self.variances, self.starts) = (design, estimates, variances, starts)
    }

    /// The model solved at given components.
    private struct Solved {
        let shared: Double
        var weights: [Double]
        /// S and g of each block.
        var sums: [(s: Double, g: Double)] = []
        var logDeterminant = 0.0
        var inverse = Matrix(rows: 0, columns: 0)
        var logInformation = 0.0
        var residuals: [Double] = []
        var form = 0.0
    }

    private func solved(_ components: [Double]) -> Solved? {
        var (shared, own) = (0.0, 0.0)
        for (kind, value) in zip(reach, components) {
            switch kind {
            case .whole: shared += value
            case .row: own += value
            }
        }
        guard shared >= 0, own >= 0 else { return nil }
        var solved = Solved(shared: shared, weights: variances.map { 1 / ($0 + own) })
        solved.sums.reserveCapacity(starts.count)
        var information = Matrix(rows: p, columns: p)
        var right = Array(repeating: 0.0, count: p)
        var mean = right
        for block in 0..<(starts.count - 1) {
            let rows = starts[block]..<starts[block + 1]
            var (s, y) = (0.0, 0.0)
            for a in 0..<p { mean[a] = 0 }
            for i in rows {
                let w = solved.weights[i]
                s += w
                y += w * estimates[i]
                solved.logDeterminant -= log(w)
                for a in 0..<p { mean[a] += w * design[i * p + a] }
            }
            let g = 1 / (1 + shared * s)
            solved.sums.append((s, g))
            solved.logDeterminant += log1p(shared * s)
            y /= s
            for a in 0..<p { mean[a] /= s }
            for i in rows {
                let (w, e) = (solved.weights[i], estimates[i] - y)
                for a in 0..<p {
                    let z = w * (design[i * p + a] - mean[a])
                    right[a] += z * e
                    for b in 0...a { information[a, b] += z * (design[i * p + b] - mean[b]) }
                }
            }
            for a in 0..<p {
                right[a] += g * s * mean[a] * y
                for b in 0...a { information[a, b] += g * s * mean[a] * mean[b] }
            }
        }
        for a in 0..<p { for b in 0..<a { information[b, a] = information[a, b] } }
        guard let factor = Cholesky(information) else { return nil }
        solved.inverse = factor.inverse
        solved.logInformation = factor.logDeterminant
        fit(&solved, factor.solve(right))
        return solved
    }

    private func fit(_ solved: inout Solved, _ coordinates: [Double]) {
        solved.residuals = estimates
        for i in estimates.indices {
            for a in 0..<p { solved.residuals[i] -= design[i * p + a] * coordinates[a] }
        }
        for block in 0..<(starts.count - 1) {
            solved.form += form(block, solved) { solved.residuals[$0] }
        }
    }

    /// x′Wx of a block.
    private func form(_ block: Int, _ solved: Solved, _ x: (Int) -> Double) -> Double {
        let rows = starts[block]..<starts[block + 1]
        let (s, g) = solved.sums[block]
        var mean = 0.0
        for i in rows { mean += solved.weights[i] * x(i) }
        mean /= s
        var sum = g * s * mean * mean
        for i in rows { sum += solved.weights[i] * (x(i) - mean) * (x(i) - mean) }
        return sum
    }

    func height(_ components: [Double]) -> Double? { solved(components).map(height) }

    private func height(_ solved: Solved) -> Double {
        let k = Double(estimates.count)
        let constant = (isRestricted ? k - Double(p) : k) * log(2 * .pi) + solved.logDeterminant
        return -0.5 * (isRestricted ? constant + solved.logInformation + solved.form : constant + solved.form)
    }

    func derivatives(_ components: [Double]) -> SurfaceDerivatives? {
        guard let solved = solved(components) else { return nil }
        var sums = Sums(p)
        var scratch = Scratch(p, rows: zip(starts, starts.dropFirst()).map { $1 - $0 }.max() ?? 0)
        for block in 0..<(starts.count - 1) { add(block, solved, &sums, &scratch) }
        return sums.derivatives(reach.map { $0 == .whole ? 0 : 1 }, solved.inverse, isRestricted)
    }

    /// W r and W Z of a block.
    private struct Scratch {
        var residuals: [Double]
        var design: [Double]
        var mean: [Double]
        var total: [Double]
        var weighted: [Double]

        init(_ p: Int, rows: Int) {
            residuals = Array(repeating: 0, count: rows)
            design = Array(repeating: 0, count: rows * p)
            mean = Array(repeating: 0, count: p)
            (total, weighted) = (mean, mean)
        }
    }

    private func add(_ block: Int, _ solved: Solved, _ sums: inout Sums, _ scratch: inout Scratch) {
        let start = starts[block]
        let count = starts[block + 1] - start
        let (s, g) = solved.sums[block]
        var (mean, squares, cubes) = (0.0, 0.0, 0.0)
        for a in 0..<p { (scratch.mean[a], scratch.total[a], scratch.weighted[a]) = (0, 0, 0) }
        for i in 0..<count {
            let w = solved.weights[start + i]
            mean += w * solved.residuals[start + i]
            squares += w * w
            cubes += w * w * w
            for a in 0..<p { scratch.mean[a] += w * design[(start + i) * p + a] }
        }
        mean /= s
        for a in 0..<p { scratch.mean[a] /= s }
        var (total, weighted, square) = (0.0, 0.0, 0.0)
        for i in 0..<count {
            let w = solved.weights[start + i]
            let q = w * (solved.residuals[start + i] - mean) + g * w * mean
            scratch.residuals[i] = q
            total += q
            weighted += w * q
            square += q * q
            for a in 0..<p {
                let u = w * (design[(start + i) * p + a] - scratch.mean[a]) + g * w * scratch.mean[a]
                scratch.design[i * p + a] = u
                scratch.total[a] += u
                scratch.weighted[a] += w * u
            }
        }
        let c = solved.shared * g
        sums.forms.0 += total * total
        sums.forms.1 += square
        sums.traces.0 += g * s
        sums.traces.1 += s - c * squares
        sums.products.0 += g * s * g * s
        sums.products.1 += g * g * squares
        sums.products.2 += squares - 2 * c * cubes + c * c * squares * squares
        sums.squares.0 += total * total * g * s
        sums.squares.1 += total * g * weighted
        let middle = weighted / s
        var own = g * s * middle * middle
        for i in 0..<count {
            let away = scratch.residuals[i] - middle
            own += solved.weights[start + i] * away * away
        }
        sums.squares.2 += own
        addDesign(start, count, (s, g, total), solved, &sums, scratch)
    }

    private func addDesign(
        _ start: Int, _ count: Int, _ block: (s: Double, g: Double, total: Double), _ solved: Solved,
        _ sums: inout Sums, _ scratch: Scratch
    ) {
        for a in 0..<p {
            let (ua, ta) = (scratch.total[a], scratch.weighted[a])
            sums.mixed.0[a] += ua * block.total
            for b in 0..<p {
                let (ub, tb) = (scratch.total[b], scratch.weighted[b])
                sums.inner.0[a, b] += ua * ub
                sums.outer.0[a, b] += ua * ub * block.g * block.s
                sums.outer.1[a, b] += 0.5 * block.g * (ta * ub + ua * tb)
                sums.outer.2[a, b] += block.g / block.s * ta * tb
            }
        }
        for i in 0..<count {
            let w = solved.weights[start + i]
            for a in 0..<p {
                let u = scratch.design[i * p + a]
                sums.mixed.1[a] += u * scratch.residuals[i]
                let away = w * (u - scratch.weighted[a] / block.s)
                for b in 0..<p {
                    let other = scratch.design[i * p + b]
                    sums.inner.1[a, b] += u * other
                    sums.outer.2[a, b] += away * (other - scratch.weighted[b] / block.s)
                }
            }
        }
    }
}

/// Sums over blocks of the two directions: 0 what holds a block together, 1 what stands alone a row.
private struct Sums {
    var forms = (0.0, 0.0)
    var traces = (0.0, 0.0)
    /// For the pairs 00, 01 and 11.
    var products = (0.0, 0.0, 0.0)
    var squares = (0.0, 0.0, 0.0)
    var inner: (Matrix, Matrix)
    var mixed: ([Double], [Double])
    var outer: (Matrix, Matrix, Matrix)

    init(_ p: Int) {
        let zero = Matrix(rows: p, columns: p)
        inner = (zero, zero)
        outer = (zero, zero, zero)
        mixed = (Array(repeating: 0, count: p), Array(repeating: 0, count: p))
    }

    /// Score and information of the components, each in its direction; see `MultilevelDerivatives` for the formulas.
    func derivatives(_ directions: [Int], _ inverse: Matrix, _ isRestricted: Bool) -> SurfaceDerivatives {
        let turned = [inverse * inner.0, inverse * inner.1]
        let traces = [self.traces.0, self.traces.1]
        let forms = [self.forms.0, self.forms.1]
        let mixed = [self.mixed.0, self.mixed.1]
        func trace(_ a: Matrix, _ b: Matrix) -> Double {
            var sum = 0.0
            for i in 0..<a.rows { for j in 0..<a.rows { sum += a[i, j] * b[j, i] } }
            return sum
        }
        let score = [0, 1].map { m in
            0.5 * (forms[m] - traces[m] + (isRestricted ? turned[m].diagonal.reduce(0, +) : 0))
        }
        func pair(_ m: Int, _ n: Int) -> (expected: Double, observed: Double) {
            let (product, square, outer) =
                m + n == 0
                ? (products.0, squares.0, self.outer.0)
                : m + n == 1 ? (products.1, squares.1, self.outer.1) : (products.2, squares.2, self.outer.2)
            var information = product
            if isRestricted { information += trace(turned[m], turned[n]) - 2 * trace(inverse, outer) }
            let rest = square - dot(mixed[m], inverse * mixed[n])
            return (0.5 * information, rest - 0.5 * information)
        }
        let pairs = [[pair(0, 0), pair(0, 1)], [pair(1, 0), pair(1, 1)]]
        let count = directions.count
        var (expected, observed) = (Matrix(rows: count, columns: count), Matrix(rows: count, columns: count))
        for (i, m) in directions.enumerated() {
            for (j, n) in directions.enumerated() {
                expected[i, j] = pairs[m][n].expected
                observed[i, j] = pairs[m][n].observed
            }
        }
        return SurfaceDerivatives(score: directions.map { score[$0] }, expected: expected, observed: observed)
    }
}
