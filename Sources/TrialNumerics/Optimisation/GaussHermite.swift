import Glibc

/// Nodes and weights of Gauss–Hermite quadrature for the weight e^(−x²).
///
/// Newton on the orthonormal Hermite recurrence from asymptotic starting values; to the last digits up to 100 nodes.
/// Golub and Welsch 1969, doi:10.2307/2004418, for the theory.
public struct GaussHermite: Sendable {
    /// The nodes, ascending.
    public let nodes: [Double]
    /// The weights; they add up to √π.
    public let weights: [Double]

    /// Creates the rule of 1 to 100 nodes.
    public init(count: Int) {
        precondition((1...100).contains(count), "Gauss–Hermite rules have 1 to 100 nodes here")
        var nodes = Array(repeating: 0.0, count: count)
        var weights = nodes
        var x = 0.0
        for i in 0..<(count + 1) / 2 {
            x = GaussHermite.start(i, count, x, nodes)
            var derivative = 1.0
            for _ in 0..<100 {
                let (value, slope) = GaussHermite.hermite(count, x)
                derivative = slope
                let step = value / slope
                x -= step
                if abs(step) <= 1e-15 * (1 + abs(x)) { break }
            }
            derivative = GaussHermite.hermite(count, x).slope
            if count % 2 == 1 && i == count / 2 { x = 0 }
            nodes[count - 1 - i] = x
            nodes[i] = -x
            weights[i] = 2 / (derivative * derivative)
            weights[count - 1 - i] = weights[i]
        }
        self.nodes = nodes
        self.weights = weights
    }

    /// The orthonormal Hermite polynomial of degree n and its derivative.
    private static func hermite(_ n: Int, _ x: Double) -> (value: Double, slope: Double) {
        var (before, value) = (0.0, 0.7511255444649425)
        for j in 0..<n {
            let next = x * (2 / Double(j + 1)).squareRoot() * value - (Double(j) / Double(j + 1)).squareRoot() * before
            (before, value) = (value, next)
        }
        return (value, (2 * Double(n)).squareRoot() * before)
    }

    /// A starting value for the i-th largest root, from the asymptotics and the roots already found.
    private static func start(_ i: Int, _ count: Int, _ last: Double, _ nodes: [Double]) -> Double {
        let n = Double(count)
        switch i {
        case 0: return (2 * n + 1).squareRoot() - 1.85575 * pow(2 * n + 1, -0.16667)
        case 1: return last - 1.14 * pow(n, 0.426) / last
        case 2: return 1.86 * last - 0.86 * nodes[count - 1]
        case 3: return 1.91 * last - 0.91 * nodes[count - 2]
        default: return 2 * last - nodes[count + 1 - i]
        }
    }
}
