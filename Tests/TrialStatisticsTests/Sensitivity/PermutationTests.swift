import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

struct PermutationTests {
    static let cases = FollowUpGolden.cases("permutest")
    static let effects = try! LinearModel(
        estimates: [-0.9, -1.2, -0.3, -0.8, 0.1, -0.6, -0.5, -1.4],
        variances: [0.2, 0.4, 0.1, 0.05, 0.3, 0.15, 0.08, 0.5])
    static let random = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval())

    @Test("there are cases to check") func hasCases() { #expect(Self.cases.count == 32) }

    @Test("exact permutation tests agree with metafor", arguments: cases)
    func agrees(_ golden: GoldenCase) throws {
        let model = try FollowUpGolden.model(golden)
        let result = try PermutationTest(model, by: FollowUpGolden.choices(golden), plan: .exact)
        #expect(result.isExact)
        #expect(Double(result.rearrangements) == golden.expected["exact.iter"].number)
        golden.expect("zval", result.coefficients.map(\.statistic), .searched)
        let statistic = result.coefficients[0].statistic
        golden.expect("QM", result.moderatorStatistic ?? statistic * statistic, .searched)
        let pValues = result.coefficients.map(\.pValue) + [result.moderatorPValue ?? result.coefficients[0].pValue]
        let reference = (golden.expected["pval"].list + golden.expected["QMp"].list).compactMap(\.number)
        #expect(pValues.count == reference.count)
        for (pValue, theirs) in zip(pValues, reference) { check(pValue, theirs, of: result.rearrangements) }
    }

    /// Counts over iterations. Where one of the reference's refits failed it divides by one less, and the failed
    /// rearrangement may or may not be among those that count.
    private func check(_ pValue: Double, _ theirs: Double, of total: Int) {
        let count = (theirs * Double(total)).rounded()
        if abs(theirs * Double(total) - count) < 1e-6 {
            #expect(abs(pValue - theirs) <= 1e-12)
        } else {
            let fewer = theirs * Double(total - 1)
            #expect(abs(fewer - fewer.rounded()) < 1e-6, "\(theirs) is no count over \(total - 1) either")
            let ours = (pValue * Double(total)).rounded()
            #expect(ours == fewer.rounded() || ours == fewer.rounded() + 1)
        }
    }

    @Test("a p-value lies between 1 over the number of rearrangements and 1", arguments: [3, 4, 5, 6, 7, 8])
    func range(_ k: Int) throws {
        let model = try LinearModel(
            estimates: Array(Self.effects.estimates.prefix(k)), variances: Array(Self.effects.variances.prefix(k)))
        let result = try PermutationTest(model, by: Self.random)
        let pValue = result.coefficients[0].pValue
        #expect(result.rearrangements == 1 << k)
        #expect(pValue >= 2 / Double(result.rearrangements))
        #expect(pValue <= 1)
        let shares = pValue * Double(1 << (k - 1))
        #expect(abs(shares - shares.rounded()) < 1e-9)
    }

    @Test("equal rows of a design are exchanged once")
    func equalRows() throws {
        let design = DesignMatrix(
            values: Matrix([[1, 0], [1, 0], [1, 1], [1, 1], [1, 1]]), names: ["intercept", "dose"])
        let model = try LinearModel(
            estimates: [0.1, 0.2, 0.9, 1.2, 1], variances: [0.1, 0.2, 0.1, 0.3, 0.2], design: design)
        let result = try PermutationTest(model, by: .commonEffect, plan: .exact)
        #expect(result.rearrangements == 10)
        #expect(result.coefficients[1].pValue >= 0.1)
    }

    @Test("a sample repeats with its seed and comes near the exact p-value")
    func sampled() throws {
        let exact = try PermutationTest(Self.effects, by: .commonEffect, plan: .exact).coefficients[0].pValue
        let plan = PermutationPlan.sampled(20_000, seed: 7)
        let first = try PermutationTest(Self.effects, by: .commonEffect, plan: plan)
        #expect(!first.isExact)
        #expect(first == (try PermutationTest(Self.effects, by: .commonEffect, plan: plan)))
        let other = try PermutationTest(Self.effects, by: .commonEffect, plan: .sampled(20_000, seed: 8))
        #expect(first.coefficients[0].pValue != other.coefficients[0].pValue)
        // Five standard errors of a share of 20,000.
        #expect(abs(first.coefficients[0].pValue - exact) < 5 * (exact * (1 - exact) / 20_000).squareRoot())
    }

    @Test("rows sampled with a seed come near the exact p-value")
    func sampledRows() throws {
        let doses = [0.0, 1, 2, 3, 4, 5]
        let design = DesignMatrix(values: Matrix(doses.map { [1, $0] }), names: ["intercept", "dose"])
        let model = try LinearModel(
            estimates: [0.1, 0.5, 0.3, 0.9, 0.6, 1.2], variances: Array(Self.effects.variances.prefix(6)),
            design: design)
        let exact = try PermutationTest(model, by: .commonEffect, plan: .exact)
        #expect(exact.rearrangements == 720)
        let sample = try PermutationTest(model, by: .commonEffect, plan: .sampled(5_000, seed: 3))
        let (p, q) = (exact.coefficients[1].pValue, sample.coefficients[1].pValue)
        #expect(abs(p - q) < 5 * (p * (1 - p) / 5_000).squareRoot() + 1 / 5_001)
        #expect(exact.moderatorPValue == p)
        #expect(p >= 1 / 720.0 && p <= 1)
    }

    @Test("a value belongs to the interval exactly where its test is not rejected", arguments: [0.95, 0.9, 0.6])
    func duality(_ level: Double) throws {
        var choices = Self.random
        choices.level = level
        let interval = try PermutationInterval(Self.effects, by: choices, plan: .exact)
        let (lower, upper) = (try #require(interval.lower), try #require(interval.upper))
        #expect(lower < interval.estimate && interval.estimate < upper)
        for (value, isInside) in [
            (lower - 1e-5, false), (lower + 1e-5, true), (upper - 1e-5, true), (upper + 1e-5, false),
        ] {
            let shifted = try LinearModel(
                estimates: Self.effects.estimates.map { $0 - value }, variances: Self.effects.variances)
            let pValue = try PermutationTest(shifted, by: choices, plan: .exact).coefficients[0].pValue
            #expect((pValue > 1 - level) == isInside, "\(value): \(pValue)")
        }
    }

    @Test("an interval shifts with the estimates")
    func shift() throws {
        let moved = try LinearModel(
            estimates: Self.effects.estimates.map { $0 + 3 }, variances: Self.effects.variances)
        let here = try PermutationInterval(Self.effects, by: Self.random)
        let there = try PermutationInterval(moved, by: Self.random)
        #expect(abs(try #require(there.lower) - (try #require(here.lower)) - 3) < 1e-6)
        #expect(abs(try #require(there.upper) - (try #require(here.upper)) - 3) < 1e-6)
    }

    @Test("five studies cannot give a 95 % interval, six can")
    func fewestStudies() throws {
        func interval(_ k: Int) throws -> PermutationInterval {
            try PermutationInterval(
                LinearModel(
                    estimates: Array(Self.effects.estimates.prefix(k)),
                    variances: Array(Self.effects.variances.prefix(k))),
                by: Self.random)
        }
        let five = try interval(5)
        #expect(five.lower == nil && five.upper == nil)
        #expect(five.warnings.map(\.code) == ["permutation-interval-unbounded"])
        let six = try interval(6)
        #expect(six.lower != nil && six.upper != nil)
        #expect(six.warnings.isEmpty)
    }

    @Test("too many rearrangements are refused where all are asked for, else sampled")
    func tooMany() throws {
        let many = try LinearModel(
            estimates: (0..<40).map { Double($0 % 7) / 10 }, variances: Array(repeating: 0.1, count: 40))
        #expect(throws: StatisticsError.self) { try PermutationTest(many, by: .commonEffect, plan: .exact) }
        let sampled = try PermutationTest(
            many, by: .commonEffect, plan: PermutationPlan(iterations: 99, seed: 1))
        #expect(!sampled.isExact)
        #expect(sampled.rearrangements == 100)
        #expect(sampled.coefficients[0].pValue == 0.01)
    }
}
