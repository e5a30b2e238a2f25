import CLapack
import Glibc

/// Nodes and weights of Gauss–Hermite quadrature for the weight e^(−x²), to the last digits up to 100 nodes.
///
/// The orthonormal Hermite polynomials obey x hⱼ = √((j + 1)/2) hⱼ₊₁ + √(j/2) hⱼ₋₁, so the nodes of the rule of n are the
/// eigenvalues of the symmetric tridiagonal (Jacobi) matrix with zeros on its diagonal and √(j/2), j = 1 … n − 1, beside it, and
/// the weights are 1 / Σ hⱼ² over j < n. Golub and Welsch 1969, doi:10.1090/S0025-5718-69-99647-1.
public struct GaussHermite: Sendable {
    /// The nodes, ascending.
    public let nodes: [Double]
    /// The weights; they add up to √π.
    public let weights: [Double]

    /// Creates the rule of 1 to 100 nodes.
    public init(count: Int) {
        precondition((1...100).contains(count), "Gauss–Hermite rules have 1 to 100 nodes here")
        let eigenvalues = GaussHermite.jacobiEigenvalues(count)
        // The nodes lie symmetric to zero; halves are mirrored so that they do to the last bit.
        var nodes = Array(repeating: 0.0, count: count)
        var weights = nodes
        for i in 0..<(count + 1) / 2 {
            let isMiddle = 2 * i + 1 == count
            // The eigenvalues are as accurate as the largest of them; a correction by h/h′ makes each accurate by itself.
            let rough = eigenvalues[count - 1 - i]
            let node = isMiddle ? 0 : rough - GaussHermite.correction(count, at: rough)
            let squares = GaussHermite.polynomials(count, at: node).dropLast().reduce(0) { $0 + $1 * $1 }
            (nodes[count - 1 - i], nodes[i]) = (node, isMiddle ? 0 : -node)
            (weights[count - 1 - i], weights[i]) = (1 / squares, 1 / squares)
        }
        self.nodes = nodes
        self.weights = weights
    }

    /// The eigenvalues of the Jacobi matrix, ascending.
    private static func jacobiEigenvalues(_ count: Int) -> [Double] {
        openblas_set_num_threads(1)
        var diagonal = Array(repeating: 0.0, count: count)
        var beside = (1..<max(2, count)).map { (Double($0) / 2).squareRoot() }
        let status = LAPACKE_dsterf(Int32(count), &diagonal, &beside)
        precondition(status == 0, "the eigenvalues of a tridiagonal matrix of finite numbers exist")
        return diagonal
    }

    /// h₀ … hₙ at x.
    private static func polynomials(_ n: Int, at x: Double) -> [Double] {
        var values = [1 / Double.pi.squareRoot().squareRoot()]
        for j in 0..<n {
            let before = j == 0 ? 0 : (Double(j) / 2).squareRoot() * values[j - 1]
            values.append((x * values[j] - before) / (Double(j + 1) / 2).squareRoot())
        }
        return values
    }

    /// hₙ / h′ₙ with h′ₙ = √(2n) hₙ₋₁.
    private static func correction(_ n: Int, at x: Double) -> Double {
        let values = polynomials(n, at: x)
        return values[n] / ((2 * Double(n)).squareRoot() * values[n - 1])
    }
}
