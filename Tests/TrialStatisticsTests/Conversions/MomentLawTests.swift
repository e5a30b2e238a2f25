import Foundation
import Testing
import TrialNumerics
import TrialStatistics

@Suite("Laws of means and standard deviations from five numbers")
struct MomentLawTests {
    static let estimators: [any MomentEstimator] = [
        LuoWanShi(), Wan(), Wan(tabulated: true), PairedMoments(luoMean: true, shiDeviation: true), Bland(),
        BestLinearMoments(), QuantileMatching(), BoxCoxMoments(), LogNormalMoments(), WalterYao(), Hozo(),
    ]
    /// Searches end within this of the best fit.
    static let tolerance = 1e-5

    static func summary(_ change: (Double) -> Double = { $0 }) -> FiveNumberSummary {
        FiveNumberSummary(
            median: change(30), total: 61, range: (change(9), change(55)), quartiles: (change(22), change(38.5)))
    }

    @Test("a change of unit changes mean and standard deviation alike", arguments: estimators.indices)
    func unit(index: Int) throws {
        let estimator = Self.estimators[index]
        let (a, b) = (try estimator.moments(of: Self.summary()), try estimator.moments(of: Self.summary { 2.5 * $0 }))
        #expect(relativeDistance(b.value, 2.5 * a.value) < Self.tolerance)
        #expect(relativeDistance(b["standard deviation"]!, 2.5 * a["standard deviation"]!) < Self.tolerance)
    }

    @Test("symmetric numbers have their mean at the median", arguments: [0, 1, 2, 3, 4, 9, 10])
    func symmetry(index: Int) throws {
        let summary = FiveNumberSummary(median: 10, total: 81, range: (2, 18), quartiles: (7.5, 12.5))
        #expect(abs(try Self.estimators[index].moments(of: summary).value - 10) < 1e-12)
    }

    @Test("the quantile fit is no worse than the one R stops at")
    func quantileFit() throws {
        // R's log-normal for median 30, quartiles 22 and 41 in 120: mean 33.3991681807011, deviation 16.2846933011134.
        let summary = FiveNumberSummary(median: 30, total: 120, quartiles: (22, 41))
        let variance = log1p(pow(16.2846933011134 / 33.3991681807011, 2))
        let location = log(33.3991681807011) - variance / 2
        let theirs = zip([0.25, 0.5, 0.75], [22.0, 30, 41]).reduce(0.0) { sum, pair in
            let gap = exp(location + variance.squareRoot() * NormalDistribution.standard.quantile(pair.0)) - pair.1
            return sum + gap * gap
        }
        #expect(try QuantileMatching().distance(of: summary) <= theirs)
    }

    @Test("skewed numbers are refused by the method for normal data, and named")
    func skewness() throws {
        let skewed = FiveNumberSummary(median: 3.1, total: 200, range: (0.5, 22), quartiles: (2, 5.2))
        #expect(try SkewnessTest(skewed).result().isSkewed)
        let error = #expect(throws: StatisticsError.self) { try LuoWanShi().moments(of: skewed) }
        #expect(error?.message.contains("skewed") == true)
        #expect(try !LuoWanShi(refusesSkewness: false).moments(of: skewed).warnings.isEmpty)
        #expect(try !SkewnessTest(Self.summary()).result().isSkewed)
    }

    @Test("the skewness test errs in about one of twenty normal samples")
    func skewnessLevel() throws {
        var generator = SeededGenerator(seed: 20_231)
        var rejections = 0
        let samples = 4000
        for _ in 0..<samples {
            let x = (0..<41).map { _ in generator.normal() }.sorted()
            let summary = FiveNumberSummary(median: x[20], total: 41, range: (x[0], x[40]), quartiles: (x[10], x[30]))
            if try SkewnessTest(summary).result().isSkewed { rejections += 1 }
        }
        let rate = Double(rejections) / Double(samples)
        #expect(rate > 0.03 && rate < 0.065)
    }

    @Test("numbers out of order, too few or not positive are refused")
    func refusals() {
        let wrong: [(any MomentEstimator, FiveNumberSummary)] = [
            (LuoWanShi(), FiveNumberSummary(median: 5, total: 40)),
            (LuoWanShi(), FiveNumberSummary(median: 5, total: 40, range: (6, 9))),
            (LuoWanShi(), FiveNumberSummary(median: 5, total: 1, range: (1, 9))),
            (LuoWanShi(), FiveNumberSummary(median: 5, total: 40, range: (5, 5))),
            (BoxCoxMoments(), FiveNumberSummary(median: 5, total: 40, range: (-1, 9))),
            (LogNormalMoments(), FiveNumberSummary(median: 5, total: 40, range: (0, 9))),
            (Hozo(), FiveNumberSummary(median: 5, total: 40, quartiles: (3, 7))),
            (Bland(), FiveNumberSummary(median: 5, total: 40, quartiles: (3, 7))),
        ]
        for (estimator, summary) in wrong {
            #expect(throws: StatisticsError.self) { try estimator.moments(of: summary) }
        }
    }

    @Test("negative numbers leave quantile matching the normal distribution alone")
    func negative() throws {
        let derived = try QuantileMatching().moments(
            of: FiveNumberSummary(median: 0, total: 60, quartiles: (-0.674_489_750_196_082, 0.674_489_750_196_082)))
        #expect(derived.formula.hasSuffix("normal"))
        #expect(abs(derived.value) < 1e-6)
        #expect(abs(derived["standard deviation"]! - 1) < 1e-6)
    }

    @Test("proportions are fitted by the beta distribution when it is nearest")
    func beta() throws {
        let truth = BetaDistribution(a: 2, b: 3)
        let summary = FiveNumberSummary(
            median: truth.quantile(0.5), total: 90, quartiles: (truth.quantile(0.25), truth.quantile(0.75)))
        let derived = try QuantileMatching().moments(of: summary)
        #expect(derived.formula.hasSuffix("beta"))
        #expect(abs(derived.value - 0.4) < 1e-4)
        #expect(abs(derived["standard deviation"]! - 0.2) < 1e-4)
    }

    @Test("log-normal samples give their own moments to the log-normal method")
    func logNormal() throws {
        // Quantiles at the ranks of a large sample stand for the sample.
        func quantile(_ p: Double) -> Double { exp(1.2 + 0.6 * NormalDistribution.standard.quantile(p)) }
        let summary = FiveNumberSummary(median: quantile(0.5), total: 4001, quartiles: (quantile(0.25), quantile(0.75)))
        let derived = try LogNormalMoments().moments(of: summary)
        #expect(relativeDistance(derived.value, exp(1.2 + 0.18)) < 1e-3)
        #expect(relativeDistance(derived["standard deviation"]!, exp(1.38) * expm1(0.36).squareRoot()) < 2e-3)
        let boxCox = try BoxCoxMoments().moments(of: summary)
        #expect(relativeDistance(boxCox.value, derived.value) < 5e-3)
    }
}
