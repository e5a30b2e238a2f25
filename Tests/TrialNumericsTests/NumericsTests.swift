import Glibc
import Testing
import TrialNumerics

/// Laws of the numerics that need no reference: inverses, identities and known answers.
struct NumericsTests {
    static let distributions: [any ContinuousDistribution] = [
        NormalDistribution.standard, StudentTDistribution(degreesOfFreedom: 3),
        StudentTDistribution(degreesOfFreedom: .infinity),
        ChiSquaredDistribution(degreesOfFreedom: 4), GammaDistribution(shape: 2.5, scale: 3),
        BetaDistribution(a: 2, b: 5),
        FDistribution(numeratorDegreesOfFreedom: 3, denominatorDegreesOfFreedom: 9),
    ]

    @Test("quantiles invert both tails", arguments: distributions.indices)
    func quantiles(_ index: Int) {
        let distribution = Self.distributions[index]
        for p in [1e-12, 0.001, 0.3, 0.5, 0.9] {
            #expect(abs(distribution.cumulative(distribution.quantile(p)) / p - 1) < 1e-9)
            #expect(abs(distribution.upperTail(distribution.upperQuantile(p)) / p - 1) < 1e-9)
        }
    }

    @Test("the quantiles of 95 % that are kept are those a hair beside, on all degrees of freedom")
    func usualQuantiles() {
        let tail = (1 - 0.95) / 2
        for df in [0.5, 1.5] + (1...70).map(Double.init) {
            let (t, chiSquared) = (
                StudentTDistribution(degreesOfFreedom: df), ChiSquaredDistribution(degreesOfFreedom: df)
            )
            for (found, beside) in [
                (t.upperQuantile(tail), t.upperQuantile(tail.nextUp)),
                (chiSquared.quantile(tail), chiSquared.quantile(tail.nextUp)),
                (chiSquared.upperQuantile(tail), chiSquared.upperQuantile(tail.nextUp)),
            ] { #expect(abs(found / beside - 1) < 1e-12, "\(df)") }
        }
    }

    @Test("far upper tails are exact, not zero")
    func tails() {
        #expect(NormalDistribution.standard.upperTail(37) > 0)
        #expect(abs(ChiSquaredDistribution(degreesOfFreedom: 3).upperTail(1400) / 2.9456193610163087e-303 - 1) < 1e-9)
    }

    @Test("the infinite t distribution is the normal one")
    func infiniteT() {
        let t = StudentTDistribution(degreesOfFreedom: .infinity)
        for x in [-3.0, 0, 0.7, 8] { #expect(t.upperTail(x) == NormalDistribution.standard.upperTail(x)) }
    }

    @Test("roots, minima and integrals of known functions")
    func searches() {
        let root = RootFinder.root(from: 0, to: 2) { $0 * $0 - 2 }
        #expect(root.status == .converged && abs(root.value - 2.0.squareRoot()) < 1e-15)
        #expect(RootFinder.root(from: 0, to: 1) { $0 + 1 }.status == .noSignChange)
        #expect(abs(Minimiser.minimum(from: -3, to: 5) { ($0 - 1) * ($0 - 1) }.argument - 1) < 1e-7)
        let integral = Quadrature.integral(from: -.infinity, to: .infinity) { exp(-$0 * $0) }
        #expect(abs(integral.value - Double.pi.squareRoot()) < 1e-12)
    }

    @Test("a factor solves its matrix, small by our loop and large by LAPACK", arguments: [3, 30, 31, 60])
    func cholesky(_ n: Int) throws {
        var generator = SeededGenerator(seed: 7)
        let a = Matrix(rows: n, columns: n, elements: (0..<(n * n)).map { _ in generator.normal() })
        var positive = a * a.transposed
        for i in 0..<n { positive[i, i] += 1 }
        let x = (0..<n).map { _ in generator.normal() }
        let solved = try #require(Cholesky(positive)).solve(positive * x)
        #expect(zip(solved, x).allSatisfy { abs($0 - $1) < 1e-8 })
        #expect(Cholesky(Matrix([[1, 2], [2, 1]])) == nil, "an indefinite matrix has no factor")
        let eigen = try #require(SymmetricEigen(positive))
        #expect(abs(eigen.values.reduce(0) { $0 + log($1) } - Cholesky(positive)!.logDeterminant) < 1e-8)
    }

    @Test("a redundant column is found whatever its unit")
    func rank() {
        let design = Matrix([[1, 2, 1e9 + 2e9], [1, 5, 1e9 + 5e9], [1, 7, 1e9 + 7e9], [1, 1, 1e9 + 1e9]])
        #expect(ColumnRank(design).redundant == [2])
        #expect(ColumnRank(Matrix([[1, 2], [1, 3], [1, 5]])).redundant.isEmpty)
    }

    @Test("a seed gives one sequence, for ever")
    func seed() {
        var generator = SeededGenerator(seed: 1)
        let first = (0..<3).map { _ in generator.next() }
        var again = SeededGenerator(seed: 1)
        #expect(first == (0..<3).map { _ in again.next() })
        var other = SeededGenerator(seed: 2)
        #expect(first[0] != other.next())
        var mean = 0.0
        for _ in 0..<20_000 { mean += generator.normal() / 20_000 }
        #expect(abs(mean) < 0.03)
    }
}
