import Foundation
import Testing
import TrialNumerics

struct GaussHermiteTests {
    /// The outermost and the innermost positive node with their weights, from a Newton search on the polynomials.
    static let known: [(count: Int, outer: (Double, Double), inner: (Double, Double))] = [
        (count: 7, outer: (2.6519613568352334, 0.0009717812450995197), inner: (0.8162878828589646, 0.4256072526101276)),
        (
            count: 20, outer: (5.387480890011233, 2.2293936455341523e-13),
            inner: (0.24534070830090124, 0.4622436696006101)
        ),
        (count: 64, outer: (10.526123167960545, 5.5357065358571e-49), inner: (0.1383022449870097, 0.27137742494130385)),
        (
            count: 100, outer: (13.40648733814491, 5.908067865031443e-79),
            inner: (0.11079587242243952, 0.21889262958743905)
        ),
    ]

    @Test("nodes and weights agree with a Newton search on the polynomials", arguments: known.indices)
    func agrees(_ index: Int) {
        let known = Self.known[index]
        let rule = GaussHermite(count: known.count)
        let inner = (known.count + 1) / 2
        #expect(abs(rule.nodes[known.count - 1] / known.outer.0 - 1) < 1e-14)
        #expect(abs(rule.nodes[inner] / known.inner.0 - 1) < 1e-14)
        // A weight moves with its node, the outermost by up to some two hundred times as much.
        #expect(abs(rule.weights[known.count - 1] / known.outer.1 - 1) < 2e-13)
        #expect(abs(rule.weights[inner] / known.inner.1 - 1) < 1e-14)
    }

    @Test("rules of up to five nodes are the closed forms")
    func closedForms() {
        let root = Double.pi.squareRoot()
        #expect(GaussHermite(count: 1).nodes == [0] && abs(GaussHermite(count: 1).weights[0] - root) < 1e-15)
        #expect(abs(GaussHermite(count: 2).nodes[1] - 0.5.squareRoot()) < 1e-15)
        #expect(abs(GaussHermite(count: 2).weights[0] - root / 2) < 1e-15)
        #expect(abs(GaussHermite(count: 3).nodes[2] - 1.5.squareRoot()) < 1e-15)
        #expect(abs(GaussHermite(count: 3).weights[1] - 2 * root / 3) < 1e-15)
        let five = GaussHermite(count: 5).nodes
        #expect(abs(five[4] - ((5 + 10.0.squareRoot()) / 2).squareRoot()) < 1e-14)
        #expect(abs(five[3] - ((5 - 10.0.squareRoot()) / 2).squareRoot()) < 1e-15)
    }

    @Test("a rule of n nodes integrates every power below 2n", arguments: [1, 2, 7, 20, 61])
    func moments(_ count: Int) {
        let rule = GaussHermite(count: count)
        #expect(rule.nodes == rule.nodes.map { -$0 }.reversed() && rule.weights == rule.weights.reversed())
        for half in 0..<count {
            let sum = zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * pow($1.0, Double(2 * half)) }
            #expect(abs(log(sum) - lgamma(Double(half) + 0.5)) < 1e-12 * max(1, Double(half)))
        }
    }
}

struct LargeMatrixTests {
    @Test("the inverse of a large matrix is one, symmetric to the last bit", arguments: [5, 30, 31, 60])
    func inverse(_ size: Int) throws {
        var random = SeededGenerator(seed: 7)
        let root = Matrix(rows: size, columns: size, elements: (0..<size * size).map { _ in random.normal() })
        var matrix = root * root.transposed
        for i in 0..<size { matrix[i, i] += 1 }
        let inverse = try #require(Cholesky(matrix)).inverse
        #expect(inverse == inverse.transposed)
        let product = matrix * inverse
        for i in 0..<size { for j in 0..<size { #expect(abs(product[i, j] - (i == j ? 1 : 0)) < 1e-10) } }
    }

    @Test("a matrix is an array of rows in a file; ragged rows are refused")
    func codable() throws {
        let matrix = Matrix([[1, 2, 3], [4, 5, 6]])
        let data = try JSONEncoder().encode(matrix)
        #expect(String(decoding: data, as: UTF8.self) == "[[1,2,3],[4,5,6]]")
        #expect(try JSONDecoder().decode(Matrix.self, from: data) == matrix)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Matrix.self, from: Data("[[1,2],[3]]".utf8))
        }
    }
}
