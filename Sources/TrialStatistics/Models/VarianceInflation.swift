import Glibc
import TrialNumerics

/// How much the dependence among moderators inflates the variances of their coefficients.
///
/// For a set A of coefficients, |R_A| |R_B| / |R| with the correlation matrix R of all coefficients but the intercept, B
/// those outside A; for a single one the usual variance inflation factor. Fox and Monette 1992,
/// doi:10.1080/01621459.1992.10475190.
public enum VarianceInflation {
    /// The factor of each set of 0-based `positions` of coefficients.
    public static func factors(_ covariance: Matrix, among all: [Int], of sets: [[Int]]) -> [Double] {
        sets.map { set in
            let rest = all.filter { !set.contains($0) }
            let logFactor =
                logDeterminant(covariance, set) + logDeterminant(covariance, rest) - logDeterminant(covariance, all)
            return exp(logFactor)
        }
    }

    /// The factor of each coefficient that is not an intercept, in the order of the design.
    public static func factors(_ solution: ModelSolution) -> [Double] {
        let intercepts = solution.model.design.interceptColumns
        let all = solution.coefficients.indices.filter { !intercepts.contains($0) }
        return factors(solution.covariance, among: all, of: all.map { [$0] })
    }

    private static func logDeterminant(_ covariance: Matrix, _ positions: [Int]) -> Double {
        guard !positions.isEmpty else { return 0 }
        var block = Matrix(rows: positions.count, columns: positions.count)
        for (a, i) in positions.enumerated() {
            for (b, j) in positions.enumerated() {
                block[a, b] = covariance[i, j] / (covariance[i, i] * covariance[j, j]).squareRoot()
            }
        }
        return Cholesky(block)?.logDeterminant ?? -.infinity
    }
}
