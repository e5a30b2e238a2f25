import Glibc
import TrialNumerics

/// How the inner levels of a random term correlate: a correlation matrix R as a function of few parameters.
protocol CorrelationPattern: Sendable {
    var parameters: [StructureParameter] { get }
    func matrix(_ rho: [Double]) -> Matrix
    func derivatives(_ rho: [Double]) -> [Matrix]
    func curvatures(_ rho: [Double]) -> [[Matrix]]
    /// Whether R is positive semi-definite within the bounds of the parameters.
    func isAdmissible(_ rho: [Double]) -> Bool
}

extension CorrelationPattern {
    func isAdmissible(_ rho: [Double]) -> Bool { true }

    /// A symmetric matrix with `value` off the diagonal and `diagonal` on it.
    fileprivate func symmetric(_ size: Int, diagonal: Double, _ value: (Int, Int) -> Double) -> Matrix {
        var matrix = Matrix(diagonal: Array(repeating: diagonal, count: size))
        for i in 0..<size {
            for j in 0..<i {
                matrix[i, j] = value(i, j)
                matrix[j, i] = matrix[i, j]
            }
        }
        return matrix
    }
}

/// No correlation.
struct IndependentPattern: CorrelationPattern {
    let size: Int
    var parameters: [StructureParameter] { [] }
    func matrix(_ rho: [Double]) -> Matrix { Matrix(diagonal: Array(repeating: 1, count: size)) }
    func derivatives(_ rho: [Double]) -> [Matrix] { [] }
    func curvatures(_ rho: [Double]) -> [[Matrix]] { [] }
}

/// One correlation for every pair; at least −1/(q − 1), where R becomes singular.
struct ExchangeablePattern: CorrelationPattern {
    let size: Int
    var parameters: [StructureParameter] { [.correlation(lower: -1 / Double(max(2, size) - 1))] }
    func matrix(_ rho: [Double]) -> Matrix { symmetric(size, diagonal: 1) { _, _ in rho[0] } }
    func derivatives(_ rho: [Double]) -> [Matrix] { [symmetric(size, diagonal: 0) { _, _ in 1 }] }
    func curvatures(_ rho: [Double]) -> [[Matrix]] { [[Matrix(rows: size, columns: size)]] }
}

/// A correlation of its own for every pair, in the order (2,1), (3,1), …, (3,2), ….
struct UnstructuredPattern: CorrelationPattern {
    let names: [String]
    private var size: Int { names.count }

    private var pairs: [(Int, Int)] { (0..<size).flatMap { j in ((j + 1)..<max(size, j + 1)).map { ($0, j) } } }
    var parameters: [StructureParameter] {
        pairs.map { .correlation(size == 2 ? "" : "\(names[$0.1]), \(names[$0.0])") }
    }

    func matrix(_ rho: [Double]) -> Matrix {
        var matrix = Matrix(diagonal: Array(repeating: 1, count: size))
        for (pair, value) in zip(pairs, rho) {
            matrix[pair.0, pair.1] = value
            matrix[pair.1, pair.0] = value
        }
        return matrix
    }

    func derivatives(_ rho: [Double]) -> [Matrix] {
        pairs.map { pair in
            var matrix = Matrix(rows: size, columns: size)
            (matrix[pair.0, pair.1], matrix[pair.1, pair.0]) = (1, 1)
            return matrix
        }
    }

    func curvatures(_ rho: [Double]) -> [[Matrix]] {
        let zero = Matrix(rows: size, columns: size)
        return Array(repeating: Array(repeating: zero, count: pairs.count), count: pairs.count)
    }

    func isAdmissible(_ rho: [Double]) -> Bool {
        var lifted = matrix(rho)
        for i in 0..<size { lifted[i, i] += 1e-10 }
        return Cholesky(lifted) != nil
    }
}

/// ρ to the power of the distance between two positions, such as times.
struct AutoregressivePattern: CorrelationPattern {
    let positions: [Double]
    /// −1 for positions one apart, 0 where distances are no whole numbers.
    let lower: Double

    /// A search starts where neighbours correlate by ½.
    var parameters: [StructureParameter] {
        let sorted = positions.sorted()
        let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }.sorted()
        let gap = gaps.isEmpty ? 1 : gaps[gaps.count / 2]
        return [.correlation(lower: lower, typical: pow(0.5, 1 / gap))]
    }

    /// c ρ^power; the slope at 0 of a power below 1 is infinite and taken just beside it.
    private func power(_ rho: Double, _ exponent: Double, _ factor: Double) -> Double {
        if factor == 0 { return 0 }
        return factor * pow(exponent < 0 && rho == 0 ? 1e-8 : rho, exponent)
    }

    private func distances(_ value: (Double) -> Double, diagonal: Double) -> Matrix {
        symmetric(positions.count, diagonal: diagonal) { value(abs(positions[$0] - positions[$1])) }
    }

    func matrix(_ rho: [Double]) -> Matrix { distances({ power(rho[0], $0, 1) }, diagonal: 1) }
    func derivatives(_ rho: [Double]) -> [Matrix] { [distances({ power(rho[0], $0 - 1, $0) }, diagonal: 0)] }
    func curvatures(_ rho: [Double]) -> [[Matrix]] {
        [[distances({ power(rho[0], $0 - 2, $0 * ($0 - 1)) }, diagonal: 0)]]
    }
}
