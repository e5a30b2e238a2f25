import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// The exact sign-flip test and its interval.
struct SignFlipPermutationTests {
    static let estimates = [-0.4, -0.1, 0.2, -0.3, -0.7, 0.05, -0.25]
    static let variances = [0.02, 0.05, 0.04, 0.03, 0.06, 0.02, 0.08]

    static func test(_ estimates: [Double], _ variances: [Double]) throws -> SignFlipPermutation {
        let model = try LinearModel(estimates: estimates, variances: variances)
        return try #require(SignFlipPermutation(ModelSolution(model, tau2: 0.01, isRandom: true)))
    }

    /// Counts all patterns one by one.
    static func bruteForce(_ estimates: [Double], _ weights: [Double], _ mean: Double) -> Double {
        let terms = zip(weights, estimates).map { $0 * ($1 - mean) }
        let observed = abs(terms.reduce(0, +))
        var extreme = 0
        let patterns = 1 << terms.count
        for pattern in 0..<patterns {
            var sum = 0.0
            for (i, term) in terms.enumerated() { sum += (pattern >> i) & 1 == 1 ? -term : term }
            if abs(sum) >= observed - 1e-9 { extreme += 1 }
        }
        return Double(extreme) / Double(patterns)
    }

    @Test("p-values equal a count of all patterns", arguments: [-0.6, -0.2, 0.0, 0.1])
    func pValue(_ mean: Double) throws {
        let test = try Self.test(Self.estimates, Self.variances)
        let weights = Self.variances.map { 1 / ($0 + 0.01) }
        #expect(test.pValue(mean) == Self.bruteForce(Self.estimates, weights, mean))
    }

    @Test("the interval holds exactly the means with p > 5 %")
    func intervalInvertsTest() throws {
        let test = try Self.test(Self.estimates, Self.variances)
        let limits = try #require(test.interval(level: 0.95))
        #expect(test.pValue(limits.lower + 1e-9) > 0.05)
        #expect(test.pValue(limits.lower - 1e-9) <= 0.05)
        #expect(test.pValue(limits.upper - 1e-9) > 0.05)
        #expect(test.pValue(limits.upper + 1e-9) <= 0.05)
    }

    @Test("five studies cannot give a 95 % interval, six can")
    func needsSix() throws {
        #expect(
            try Self.test(Array(Self.estimates.prefix(5)), Array(Self.variances.prefix(5))).interval(level: 0.95) == nil
        )
        #expect(
            try Self.test(Array(Self.estimates.prefix(6)), Array(Self.variances.prefix(6))).interval(level: 0.95) != nil
        )
    }

    @Test("six studies of one sign give the smallest p-value, 1/32")
    func smallest() throws {
        let test = try Self.test([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], Array(repeating: 0.1, count: 6))
        #expect(test.pValue(0) == 1.0 / 32)
        #expect(test.smallestPValue == 1.0 / 32)
    }
}
