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
