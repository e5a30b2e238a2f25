import TrialNumerics

/// The possible covariance matrix next to one that is not, with the same variances.
///
/// The correlation matrix is projected in turn onto matrices without negative eigenvalues and onto matrices with ones on the
/// diagonal, with Dykstra's correction, until it stands still; what is left below a millionth of the largest eigenvalue is
/// lifted, so that the result is positive definite. *Reference*: Higham 2002, IMA Journal of Numerical Analysis 22.
public struct NearestCovariance: Sendable {
    /// The matrix, positive definite.
    public let matrix: Matrix
    /// The largest change of a correlation.
    public let largestChange: Double
    /// Projections that were made.
    public let iterations: Int

    private static let lift = 1e-6
    private static let most = 1000

    /// Finds the matrix.
    ///
    /// - Throws: `StatisticsError` for a variance that is not positive or an element that is not finite.
    public init(_ covariance: Matrix) throws(StatisticsError) {
        try SamplingCovariance.check(covariance.diagonal)
        let n = covariance.rows
        let deviations = covariance.diagonal.map { $0.squareRoot() }
        var original = covariance
        for i in 0..<n { for j in 0..<n { original[i, j] /= deviations[i] * deviations[j] } }
        var (current, correction) = (original, Matrix(rows: n, columns: n))
        var steps = 0
        for step in 1...Self.most {
            steps = step
            var moved = current
            for e in moved.elements.indices { moved.elements[e] -= correction.elements[e] }
            guard let projected = Self.lifted(moved) else {
                throw StatisticsError(.notFinite, "a covariance is not finite; correct it", field: "covariance")
            }
            for e in moved.elements.indices { correction.elements[e] = projected.elements[e] - moved.elements[e] }
            var next = projected
            for i in 0..<n { next[i, i] = 1 }
            let change = zip(next.elements, current.elements).map { abs($0 - $1) }.max() ?? 0
            current = next
            if change < 1e-10 { break }
        }
        // One more lift, rescaled to ones, leaves no rounding below zero.
        current = Self.lifted(current) ?? current
        let roots = current.diagonal.map { $0.squareRoot() }
        var (result, largest) = (current, 0.0)
        for i in 0..<n {
            for j in 0...i {
                let r = i == j ? 1 : 0.5 * (current[i, j] + current[j, i]) / (roots[i] * roots[j])
                largest = max(largest, abs(r - original[i, j]))
                result[i, j] = i == j ? covariance[i, i] : r * deviations[i] * deviations[j]
                result[j, i] = result[i, j]
            }
        }
        matrix = result
        largestChange = largest
        iterations = steps
    }

    /// The matrix with its eigenvalues lifted to a millionth of the largest.
    private static func lifted(_ matrix: Matrix) -> Matrix? {
        guard let eigen = SymmetricEigen(matrix) else { return nil }
        let floor = lift * max(0, eigen.values.last ?? 0)
        return eigen.rebuilt { max($0, floor) }
    }
}

extension SymmetricEigen {
    /// U f(Λ) U′, symmetric to the last bit.
    func rebuilt(_ function: (Double) -> Double) -> Matrix {
        let n = values.count
        let scaled = values.map(function)
        var result = Matrix(rows: n, columns: n)
        for i in 0..<n {
            for j in 0...i {
                var sum = 0.0
                for m in 0..<n { sum += vectors[i, m] * scaled[m] * vectors[j, m] }
                (result[i, j], result[j, i]) = (sum, sum)
            }
        }
        return result
    }
}
