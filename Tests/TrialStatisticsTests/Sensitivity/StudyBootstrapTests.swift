import Foundation
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// The bootstrap of the studies against every sequence of draws, laws, and an independent program.
struct StudyBootstrapTests {
    private static let estimates = [-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861]
    private static let variances = [0.3256, 0.1946, 0.4154, 0.02, 0.0512, 0.0069]

    private static func model(_ count: Int = 6) throws -> LinearModel {
        try LinearModel(estimates: Array(estimates.prefix(count)), variances: Array(variances.prefix(count)))
    }

    private static func choices(_ code: String = "DL", level: Double = 0.95) -> PoolingModel {
        var choices = PoolingModel(heterogeneity: MethodRegistry.standard.estimator(code), interval: NormalInterval())
        choices.level = level
        return choices
    }

    /// The effects of all sequences of so many draws, each as likely as any other.
    private static func sequences(_ model: LinearModel, _ choices: PoolingModel) throws -> [Double] {
        let k = model.studies
        let count = (0..<k).reduce(1) { sum, _ in sum * k }
        return try (0..<count).map { number in
            var (rest, members): (Int, [Int]) = (number, [])
            for _ in 0..<k {
                members.append(rest % k)
                rest /= k
            }
            let fit = choices.solve(try model.subset(members.sorted()))
            return fit.solution.coefficients[0]
        }
    }

    @Test(
        "the samples with their probabilities are all sequences of draws, by every estimator",
        arguments: FollowUpLawsTests.codes, [2, 3, 5])
    func sequences(_ code: String, _ studies: Int) throws {
        let (model, choices) = (try Self.model(studies), Self.choices(code, level: 0.9))
        let bootstrap = try StudyBootstrap(model, by: choices)
        let effects = try Self.sequences(model, choices).sorted()
        let count = Double(effects.count)
        let mean = effects.reduce(0, +) / count
        let spread = (effects.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
        #expect(bootstrap.isExact && bootstrap.samples == [2: 3, 3: 10, 5: 126][studies])
        #expect(abs(bootstrap.bias - (mean - bootstrap.estimate)) < 1e-9)
        #expect(abs(bootstrap.standardError - spread) < 1e-9)
        let tail = Int((0.05 * count * (1 - 1e-12)).rounded(.up))
        #expect(abs(bootstrap.percentile.lower - effects[tail - 1]) < 1e-9)
        #expect(abs(bootstrap.percentile.upper - effects[effects.count - tail]) < 1e-9)
    }

    @Test("equal variances and a common effect: the standard error is that of a mean of draws, without bias")
    func mean() throws {
        let model = try LinearModel(
            estimates: FollowUpLawsTests.estimates, variances: Array(repeating: 0.1, count: 8))
        let bootstrap = try StudyBootstrap(model, by: .commonEffect)
        let mean = FollowUpLawsTests.estimates.reduce(0, +) / 8
        let squares = FollowUpLawsTests.estimates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        #expect(bootstrap.samples == 6435 && bootstrap.isExact)
        #expect(abs(bootstrap.standardError - squares.squareRoot() / 8) < 1e-12 && abs(bootstrap.bias) < 1e-12)
    }

    @Test("percentiles and corrected percentiles are those of an independent program over 46,656 sequences")
    func independent() throws {
        // Written in Python with NumPy and SciPy: all 6⁶ sequences by DerSimonian and Laird, z₀ with ties by half, the
        // acceleration of the jackknife.
        let wide = try StudyBootstrap(Self.model(), by: Self.choices())
        #expect(abs(wide.estimate - -0.9841141360904848) < 1e-12)
        #expect(abs(wide.standardError - 0.22952372946906505) < 1e-12)
        #expect(abs(wide.bias - 0.004815363649160576) < 1e-12)
        #expect(abs(wide.percentile.lower - -1.4377692379475604) < 1e-12)
        #expect(abs(wide.percentile.upper - -0.5510740909000351) < 1e-12)
        #expect(abs(try #require(wide.accelerated).lower - -1.439108255912073) < 1e-12)
        #expect(abs(try #require(wide.accelerated).upper - -0.5539334670705865) < 1e-12)
        let narrow = try StudyBootstrap(Self.model(), by: Self.choices(level: 0.8))
        #expect(abs(narrow.percentile.lower - -1.2744602423053928) < 1e-12)
        #expect(abs(narrow.percentile.upper - -0.7028807779933206) < 1e-12)
        #expect(abs(try #require(narrow.accelerated).lower - -1.3117508654061032) < 1e-12)
        #expect(abs(try #require(narrow.accelerated).upper - -0.7204164820883411) < 1e-12)
    }

    @Test(
        "other signs, another unit, another place and another order give the same interval there",
        arguments: ["REML", "PM"])
    func moved(_ code: String) throws {
        let choices = Self.choices(code)
        let own = try StudyBootstrap(Self.model(), by: choices)
        let turned = try StudyBootstrap(Self.model().withEstimates(Self.estimates.map { -$0 }), by: choices)
        let scaled = try StudyBootstrap(
            LinearModel(estimates: Self.estimates.map { 8 * $0 }, variances: Self.variances.map { 64 * $0 }),
            by: choices)
        let shifted = try StudyBootstrap(Self.model().withEstimates(Self.estimates.map { $0 + 3 }), by: choices)
        let order = [4, 2, 0, 5, 1, 3]
        let sorted = try StudyBootstrap(Self.model().subset(order), by: choices)
        for interval in [\StudyBootstrap.percentile, \.accelerated!] {
            let (a, b) = (own[keyPath: interval].lower, own[keyPath: interval].upper)
            #expect(abs(turned[keyPath: interval].lower + b) < 1e-9 && abs(turned[keyPath: interval].upper + a) < 1e-9)
            #expect(abs(scaled[keyPath: interval].lower - 8 * a) < 1e-7)
            #expect(abs(shifted[keyPath: interval].lower - a - 3) < 1e-7)
            #expect(abs(sorted[keyPath: interval].lower - a) < 1e-9 && abs(sorted[keyPath: interval].upper - b) < 1e-9)
        }
    }

    @Test("what is drawn is near what all samples give, the same for a seed, another for another")
    func drawn() throws {
        let choices = Self.choices("REML")
        let all = try StudyBootstrap(Self.model(), by: choices)
        let drawn = try StudyBootstrap(Self.model(), by: choices, plan: .sampled(40_000, seed: 5))
        #expect(!drawn.isExact && drawn.samples == 40_000)
        #expect(abs(drawn.standardError / all.standardError - 1) < 0.03 && abs(drawn.bias - all.bias) < 0.01)
        #expect(abs(drawn.percentile.lower - all.percentile.lower) < 0.03)
        #expect(abs(drawn.percentile.upper - all.percentile.upper) < 0.03)
        let (same, other) = (
            try StudyBootstrap(Self.model(), by: choices, plan: .sampled(999, seed: 5)),
            try StudyBootstrap(Self.model(), by: choices, plan: .sampled(999, seed: 6))
        )
        #expect(try same == StudyBootstrap(Self.model(), by: choices, plan: .sampled(999, seed: 5)) && same != other)
        // Nine studies have 24,310 samples, more than are looked at by default.
        let nine = try LinearModel(
            estimates: Self.estimates + [0.1, -0.4, -0.9], variances: Self.variances + [0.1, 0.2, 0.3])
        #expect(try StudyBootstrap(nine, by: choices).samples == 9_999)
        #expect(try StudyBootstrap(nine, by: choices, plan: .exact).samples == 24_310)
    }

    @Test("given weights and intervals that ask for more than sums are drawn too")
    func otherWays() throws {
        let weighted = try LinearModel(
            estimates: Self.estimates, variances: Self.variances, givenWeights: [1, 2, 3, 1, 2, 3])
        #expect(
            try StudyBootstrap(weighted, by: Self.choices()).percentile
                != StudyBootstrap(Self.model(), by: Self.choices()).percentile)
        let profile = PoolingModel(heterogeneity: MaximumLikelihood(), interval: ProfileLikelihoodInterval())
        let plain = PoolingModel(heterogeneity: MaximumLikelihood(), interval: NormalInterval())
        let (one, other) = (
            try StudyBootstrap(Self.model(4), by: profile), try StudyBootstrap(Self.model(4), by: plain)
        )
        #expect(abs(one.percentile.lower - other.percentile.lower) < 1e-7)
    }

    @Test("thousands of studies are drawn, each left out once for the correction")
    func many() throws {
        let model = try LinearModel(
            estimates: (0..<4_000).map { sin(Double($0)) }, variances: (0..<4_000).map { 0.1 + 0.01 * Double($0 % 7) })
        let choices = Self.choices()
        let bootstrap = try StudyBootstrap(model, by: choices, plan: .sampled(400, seed: 2))
        let error = choices.solve(model).solution.covariance[0, 0].squareRoot()
        #expect(abs(bootstrap.standardError / error - 1) < 0.15 && bootstrap.accelerated != nil)
    }

    @Test("equal estimates leave an interval without width and no correction")
    func equal() throws {
        let model = try LinearModel(estimates: [0.3, 0.3, 0.3], variances: [0.1, 0.2, 0.4])
        let bootstrap = try StudyBootstrap(model, by: Self.choices("REML"))
        #expect(abs(bootstrap.percentile.lower - 0.3) < 1e-12 && abs(bootstrap.percentile.upper - 0.3) < 1e-12)
        #expect(bootstrap.standardError < 1e-12)
    }

    @Test("few studies and few draws are told")
    func warnings() throws {
        #expect(try StudyBootstrap(Self.model(), by: Self.choices()).warnings.map(\.code) == ["bootstrap-few-studies"])
        let few = try StudyBootstrap(Self.model(), by: Self.choices(), plan: .sampled(20, seed: 1))
        #expect(few.warnings.map(\.code) == ["bootstrap-few-studies", "bootstrap-few-samples"])
        #expect(few.warnings.last?.message.contains("draw at least 39") == true)
        let many = try LinearModel(
            estimates: (0..<21).map { 0.1 * Double($0 % 5) }, variances: Array(repeating: 0.1, count: 21))
        #expect(try StudyBootstrap(many, by: Self.choices()).warnings.isEmpty)
    }

    @Test("one study, moderators, no level, no draws and too many samples are refused")
    func refused() throws {
        func code(_ work: () throws(StatisticsError) -> StudyBootstrap) -> StatisticsError.Code? {
            do throws(StatisticsError) {
                _ = try work()
                return nil
            } catch { return error.code }
        }
        let (one, model, dose) = (try Self.model(1), try Self.model(), try FollowUpLawsTests.withDose())
        #expect(code { () throws(StatisticsError) in try StudyBootstrap(one, by: Self.choices()) } == .unsupported)
        #expect(code { () throws(StatisticsError) in try StudyBootstrap(dose, by: Self.choices()) } == .unsupported)
        #expect(
            code { () throws(StatisticsError) in try StudyBootstrap(model, by: Self.choices(level: 1)) }
                == .impossibleData)
        #expect(
            code { () throws(StatisticsError) in
                try StudyBootstrap(model, by: Self.choices(), plan: .sampled(0, seed: 1))
            } == .impossibleData)
        let many = try LinearModel(
            estimates: (0..<40).map(Double.init), variances: Array(repeating: 1, count: 40))
        #expect(
            code { () throws(StatisticsError) in try StudyBootstrap(many, by: Self.choices(), plan: .exact) }
                == .unsupported)
    }
}
