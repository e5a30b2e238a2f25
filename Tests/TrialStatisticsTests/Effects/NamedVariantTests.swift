import Foundation
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Variants that other programs use, by the words that name them.
@Suite("Named variants of effect measures")
struct NamedVariantTests {
    /// The standardised differences of R's package meta: its word for the method, and ours for the same numbers.
    static let cases = MetacontGoldenTests.cases.filter {
        $0.arguments["sm"].text == "SMD" && options($0) != nil
    }

    static func options(_ golden: GoldenCase) -> (code: String, options: EffectOptions)? {
        let isExact = golden.arguments["exact.smd"].flag ?? true
        switch golden.arguments["method.smd"].text ?? "Hedges" {
        case "Hedges": return ("SMD", EffectOptions(varianceType: isExact ? .unbiased : .approximate))
        case "Cohen" where !isExact: return ("SMD", EffectOptions(varianceType: .largeSample, biasCorrection: false))
        case "Glass": return ("SMD1", EffectOptions(varianceType: .approximate, biasCorrection: false))
        default: return nil
        }
    }

    @Test("Hedges', Cohen's and Glass's differences agree with meta", arguments: cases)
    func standardised(_ golden: GoldenCase) throws {
        let (code, options) = try #require(Self.options(golden))
        try MetacontGoldenTests.checkEffects(golden, code, options)
    }

    @Test("six of meta's cases have a word here") func count() { #expect(Self.cases.count == 6) }

    @Test("Hedges' approximation is within 0.0004 of the factor from ten degrees of freedom on")
    func approximation() {
        for m in stride(from: 10.0, through: 400, by: 1) {
            let gap =
                approximateSmallSampleCorrection(degreesOfFreedom: m) - smallSampleCorrection(degreesOfFreedom: m)
            #expect(abs(gap) < 4e-4)
        }
        #expect(approximateSmallSampleCorrection(degreesOfFreedom: 1).isNaN)
    }

    @Test("the treatment-arm correction leaves no effect no effect, whatever the sizes")
    func byArm() throws {
        let tables = [(40.0, 10.0), (10, 300), (25, 25)].map {
            BinaryComparison(events1: 0, total1: $0.0, events2: 0, total2: $0.1)
        }
        for table in tables {
            let grown = table.addingByArm(0.5)
            #expect(abs(log(grown.events1 / grown.nonEvents1) - log(grown.events2 / grown.nonEvents2)) < 1e-12)
            #expect(abs(grown.events1 + grown.events2 - 1) < 1e-12)
        }
        // One group, and a table of equal groups, get the amount itself.
        #expect(BinaryGroup(events: 0, total: 9).addingByArm(0.5) == BinaryGroup(events: 0, total: 9).adding(0.5))
        #expect(tables[2].addingByArm(0.5) == tables[2].adding(0.5))
        let rates = CountComparison(count1: 0, time1: 30, count2: 0, time2: 10).addingByArm(0.5)
        #expect(abs(rates.count1 / rates.time1 - rates.count2 / rates.time2) < 1e-15)
    }

    @Test("log odds ratios with the treatment-arm correction are those of meta")
    func goldenByArm() throws {
        let cases = MetaRareGoldenTests.cases.filter { $0.call.contains("TACC") }
        try #require(!cases.isEmpty)
        for golden in cases {
            func column(_ name: String) -> [Double] { golden.column(name).map { $0 ?? .nan } }
            let tables = zip(zip(column("ev.e"), column("n.e")), zip(column("ev.c"), column("n.c"))).map {
                BinaryComparison(events1: $0.0, total1: $0.1, events2: $1.0, total2: $1.1)
            }
            var rule = ZeroCellRule.treatmentArm
            rule.dropDoubleZero = true
            let effects = OddsRatio(zeroCells: rule).effects(of: tables).compactMap { try? $0.get() }
            let model = try LinearModel(
                estimates: effects.map(\.estimate), variances: effects.map(\.variance))
            let pooled = try PoolingModel.commonEffect.fit(model).pooled
            let check = GoldenCheck(golden: golden)
            check("TE.common", pooled.estimate, .closedForm)
            check("seTE.common", pooled.standardError, .closedForm)
        }
    }
}
