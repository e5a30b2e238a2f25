import Foundation
import Testing
import TrialNumerics
import TrialStatistics

@Suite("Conversions come back to what they started from")
struct ConversionLawTests {
    static let rounding = 1e-12

    private func expectSame(_ a: Double, _ b: Double, at location: SourceLocation = #_sourceLocation) {
        #expect(relativeDistance(a, b, floor: 1e-14) <= Self.rounding, "\(a) is not \(b)", sourceLocation: location)
    }

    @Test("a standard deviation through its standard error and its interval", arguments: [2.0, 7, 40, 1000])
    func deviation(total: Double) throws {
        let error = 3.5 / total.squareRoot()
        expectSame(try DeviationFromStandardError(standardError: error, total: total).derive().value, 3.5)
        let t = StudentTDistribution(degreesOfFreedom: total - 1).upperQuantile(0.05)
        let interval = DeviationFromInterval(lower: 10 - t * error, upper: 10 + t * error, total: total, level: 0.9)
        expectSame(try interval.derive().value, 3.5)
        let z = NormalDistribution.standard.upperQuantile(0.025)
        let normal = DeviationFromInterval(lower: -z * error, upper: z * error, total: total, usesNormal: true)
        expectSame(try normal.derive().value, 3.5)
    }

    @Test("the pooled standard deviation through every report of the same difference")
    func pooledDeviation() throws {
        let (total1, total2, difference, deviation) = (24.0, 31.0, -2.5, 6.0)
        let error = deviation * (1 / total1 + 1 / total2).squareRoot()
        let t = difference / error
        let distribution = StudentTDistribution(degreesOfFreedom: total1 + total2 - 2)
        let half = distribution.upperQuantile(0.025) * error
        let reports: [PooledDeviationFromTest.Report] = [
            .t(t), .f(t * t), .pValue(distribution.twoSided(t)), .standardError(error),
            .interval(lower: difference - half, upper: difference + half, level: 0.95),
        ]
        for report in reports {
            let derived = try PooledDeviationFromTest(
                difference: difference, report: report, total1: total1, total2: total2
            ).derive()
            #expect(relativeDistance(derived.value, deviation) < 1e-10)
        }
    }

    @Test("change deviation and correlation are each other's inverse", arguments: [-0.9, -0.2, 0, 0.5, 0.99])
    func change(correlation: Double) throws {
        let change = try ChangeDeviation(baseline: 4, final: 5.5, correlation: correlation).derive().value
        let back = try CorrelationFromChange(baseline: 4, final: 5.5, change: change).derive().value
        #expect(abs(back - correlation) < 1e-13)
    }

    @Test("impossible change deviations are refused")
    func impossibleChange() {
        #expect(throws: StatisticsError.self) {
            try CorrelationFromChange(baseline: 4, final: 5, change: 9.5).derive()
        }
        #expect(throws: StatisticsError.self) { try ChangeDeviation(baseline: 4, final: 5, correlation: 1.1).derive() }
    }

    @Test("every count lies among the counts behind its own percentage", arguments: [7, 30, 99, 1234], [0, 1, 2])
    func percent(total: Int, decimals: Int) throws {
        for count in 0...total {
            let scale = pow(10, Double(decimals))
            let printed = (100 * Double(count) / Double(total) * scale).rounded() / scale
            let derived = try CountFromPercent(percent: printed, decimals: decimals, total: Double(total)).derive()
            let range = derived["lowest count"]!...derived["highest count"]!
            #expect(range.contains(Double(count)))
            #expect(range.contains(derived.value))
        }
    }

    @Test("a percentage that no count gives is refused")
    func strangePercent() {
        #expect(throws: StatisticsError.self) { try CountFromPercent(percent: 50, decimals: 0, total: 7).derive() }
        #expect(throws: StatisticsError.self) { try CountFromPercent(percent: 101, decimals: 0, total: 7).derive() }
    }

    @Test("a log ratio through its printed interval", arguments: [0.5, 0.9, 0.95, 0.99])
    func ratio(level: Double) throws {
        let (value, error) = (log(0.62), 0.21)
        let half = NormalDistribution.standard.upperQuantile((1 - level) / 2) * error
        let derived = try RatioConversion(
            ratio: exp(value), lower: exp(value - half), upper: exp(value + half), level: level
        ).derive()
        expectSame(derived.value, value)
        expectSame(derived["standard error"]!, error)
        #expect(abs(derived["asymmetry"]!) < 1e-12)
        #expect(derived.warnings.isEmpty)
    }

    @Test("a lopsided interval is flagged, one without its ratio refused")
    func asymmetry() throws {
        #expect(try RatioConversion(ratio: 0.6, lower: 0.5, upper: 1.2).derive().warnings.count == 1)
        #expect(throws: StatisticsError.self) { try RatioConversion(ratio: 0.4, lower: 0.5, upper: 1.2).derive() }
        #expect(throws: StatisticsError.self) { try RatioConversion(ratio: -0.4, lower: 0.1, upper: 1.2).derive() }
    }

    @Test("statistic and p-value give the standard error that made them")
    func wald() throws {
        let z = -0.7 / 0.3
        expectSame(try WaldConversion(estimate: -0.7, statistic: z, pValue: nil).derive()["standard error"]!, 0.3)
        let p = NormalDistribution.standard.twoSided(z)
        #expect(
            relativeDistance(
                try WaldConversion(estimate: -0.7, statistic: nil, pValue: p).derive()["standard error"]!, 0.3) < 1e-11)
        #expect(throws: StatisticsError.self) { try WaldConversion(estimate: 1, statistic: nil, pValue: nil).derive() }
    }

    @Test("a table through its odds ratio, phi and χ²")
    func tables() throws {
        let (a, b, c, d) = (12.0, 30.0, 7.0, 41.0)
        let total = a + b + c + d
        let phi = (a * d - b * c) / ((a + b) * (c + d) * (a + c) * (b + d)).squareRoot()
        for association in [.oddsRatio(a * d / (b * c)), .phi(phi), .chiSquared(total * phi * phi, corrected: false)]
            as [TwoByTwoConversion.Association]
        {
            let cells = try TwoByTwoConversion(association, total: total, group: a + b, events: a + c).derive()
            #expect(cells.values.map(\.value) == [a, b, c, d])
        }
    }

    @Test("the exact inverses of Freeman and Tukey's transforms")
    func freemanTukey() {
        for total in [5.0, 17, 120] {
            for events in stride(from: 0, through: total, by: 1) {
                let value = FreemanTukey.transform(events: events, total: total)
                #expect(abs(FreemanTukey.proportion(value, total: total) - events / total) < 1e-9)
                let rate = FreemanTukey.transform(count: events, time: total)
                #expect(abs(FreemanTukey.rate(rate, time: total) - events / total) < 1e-12)
            }
        }
    }

    @Test("every derivation keeps its trail")
    func trail() throws {
        let conversions: [any Conversion] = [
            DeviationFromStandardError(standardError: 1, total: 10),
            ChangeDeviation(baseline: 1, final: 2, correlation: 0),
            CountFromPercent(percent: 40, decimals: 0, total: 10), RatioConversion(ratio: 1, lower: 0.5, upper: 2),
            SkewnessTest(FiveNumberSummary(median: 4, total: 50, range: (1, 9))),
            TwoByTwoConversion(.oddsRatio(2), total: 100, group: 50, events: 40),
        ]
        for conversion in conversions {
            let derived = try conversion.derive()
            #expect(!derived.formula.isEmpty && !derived.reference.isEmpty && !derived.inputs.isEmpty)
            let copy = try JSONDecoder().decode(Derivation.self, from: JSONEncoder().encode(derived))
            #expect(copy == derived)
        }
    }
}

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
        #expect(relativeDistance(derived["standard deviation"]!, exp(1.38) * expm1(0.36).squareRoot()) < 1e-3)
        let boxCox = try BoxCoxMoments().moments(of: summary)
        #expect(relativeDistance(boxCox.value, derived.value) < 5e-3)
    }
}

@Suite("Combined p-values")
struct PValueCombinationTests {
    @Test(
        "equal p-values of ½ combine to no evidence",
        arguments: [PValueCombination.sumOfZ, .meanOfP, .sumOfP, .sumOfLogits])
    func none(method: PValueCombination) throws {
        #expect(abs(try method.combine([0.5, 0.5, 0.5, 0.5]).pValue - 0.5) < 1e-12)
    }

    @Test("the order of the p-values does not matter", arguments: PValueCombination.allCases)
    func order(method: PValueCombination) throws {
        let p = [0.01, 0.2, 0.35, 0.04, 0.6, 0.08]
        #expect(relativeDistance(try method.combine(p).pValue, try method.combine(p.reversed()).pValue) < 1e-12)
    }

    @Test("smaller p-values never combine to a greater one", arguments: PValueCombination.allCases)
    func monotone(method: PValueCombination) throws {
        guard method != .meanOfZ else { return }
        let (p, smaller) = ([0.3, 0.2, 0.35, 0.4], [0.15, 0.1, 0.35, 0.2])
        #expect(try method.combine(smaller).pValue <= method.combine(p).pValue)
    }

    @Test("p-values that are none are refused", arguments: PValueCombination.allCases)
    func refusals(method: PValueCombination) {
        #expect(throws: StatisticsError.self) { try method.combine([0.2, 1.2]) }
        #expect(throws: StatisticsError.self) { try method.combine([0.2, .nan]) }
        #expect(throws: StatisticsError.self) { try method.combine([0.2]) }
    }
}
