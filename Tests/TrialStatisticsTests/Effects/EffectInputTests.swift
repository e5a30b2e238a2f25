import Foundation
import Testing
import TrialNumerics
import TrialStatistics

@Suite("What effect measures read and refuse")
struct EffectInputTests {
    static let codes = """
        RR OR RD AS PETO PHI YUQ YUY RTET PBIT OR2D OR2DN OR2DL MPRR MPOR MPRD MPORC MPPETO MPORM IRR IRD IRSD MD SMD
        SMDH SMD1 SMD1H ROM VR CVR VRC CVRC RPB RBIS ZPB ZBIS D2OR D2ORN D2ORL COR UCOR ZCOR PCOR ZPCOR SPCOR PR PLN
        PLO PRZ PAS PFT IR IRLN IRS IRFT MN SMN MNLN CVLN SDLN MC SMCC SMCR SMCRH SMCRP SMCRPH ROMC ARAW AHW ABT REH
        CLES AUC HR GEN
        """

    @Test("the catalogue holds every code of the contract and no other")
    func catalogue() {
        let wanted = Self.codes.split(whereSeparator: \.isWhitespace).map(String.init).sorted()
        #expect(EffectMeasures.standard.all.map(\.code).sorted() == wanted)
    }

    @Test("an unknown code and a missing column say what to do")
    func unknown() throws {
        #expect(throws: StatisticsError.self) { try EffectMeasures.standard.named("XYZ") }
        let error = #expect(throws: StatisticsError.self) {
            try EffectMeasures.standard.named("RR").effects(columns: ["events1": [1], "total1": [2], "events2": [1]])
        }
        #expect(error?.code == .missingField)
        #expect(error?.field == "total2")
        let unequal = #expect(throws: StatisticsError.self) {
            try EffectMeasures.standard.named("COR").effects(columns: ["correlation": [0.1, 0.2], "total": [10]])
        }
        #expect(unequal?.code == .unequalLengths)
        #expect(unequal?.field == "total")
    }

    @Test("a variance that the measure does not offer is refused")
    func unsupportedVariance() throws {
        let error = #expect(throws: StatisticsError.self) {
            try EffectMeasures.standard.named("OR").effects(
                columns: EffectLawData.columns, options: EffectOptions(varianceType: .unbiased))
        }
        #expect(error?.field == "varianceType")
    }

    @Test(
        "impossible data name their column",
        arguments: [
            ("RR", "events1", 999), ("RR", "total2", -3), ("MD", "sd1", -1), ("SMD", "total1", 1),
            ("COR", "correlation", 1.2),
            ("IRR", "time1", 0), ("ARAW", "alpha", 1.01), ("GEN", "variance", -0.1), ("SPCOR", "R2", 1.5),
            ("MPOR", "firstOnly", -2), ("PR", "events", .nan),
        ] as [(String, String, Double)])
    func impossible(code: String, field: String, value: Double) throws {
        let measure = try EffectMeasures.standard.named(code)
        var table = EffectLawData.table(measure)
        table[field]![1] = value
        let effects = try measure.effects(columns: table)
        guard case .failure(let exclusion) = effects[1] else {
            Issue.record("\(code) accepted \(field) = \(value)")
            return
        }
        #expect(exclusion.code == "impossible-data")
        #expect(exclusion.field == field)
    }

    @Test("t, p and d stand in for means and standard deviations")
    func alternatives() throws {
        let measure = try EffectMeasures.standard.named("SMD")
        let table = EffectLawData.table(measure)
        let direct = try measure.effects(columns: table).map { try $0.get() }
        let (totals1, totals2) = (EffectLawData.columns["total1"]!, EffectLawData.columns["total2"]!)
        let plain = try measure.effects(columns: table, options: EffectOptions(biasCorrection: false))
        let d = try plain.map { try $0.get().estimate }
        let t = d.indices.map { d[$0] / (1 / totals1[$0]! + 1 / totals2[$0]!).squareRoot() }
        let p = t.indices.map { index in
            let degrees = totals1[index]! + totals2[index]! - 2
            let tail = StudentTDistribution(degreesOfFreedom: degrees).twoSided(t[index])
            return t[index] < 0 ? -tail : tail
        }
        for (name, values) in [("d", d), ("t", t), ("p", p)] {
            let effects = try measure.effects(columns: [name: values, "total1": totals1, "total2": totals2])
            for (a, b) in zip(effects, direct) {
                #expect(relativeDistance(try a.get().estimate, b.estimate) < 1e-8, "from \(name)")
                #expect(relativeDistance(try a.get().variance, b.variance) < 1e-8, "from \(name)")
            }
        }
    }

    @Test("t, p and d of the change stand in for paired means")
    func pairedAlternatives() throws {
        let measure = try EffectMeasures.standard.named("SMCC")
        let table = EffectLawData.table(measure)
        let direct = try measure.effects(columns: table).map { try $0.get() }
        let plain = try measure.effects(columns: table, options: EffectOptions(biasCorrection: false))
        let d = try plain.map { try $0.get().estimate }
        let totals = table["total"]!
        let t = d.indices.map { d[$0] * totals[$0]!.squareRoot() }
        let p = t.indices.map { index in
            let tail = StudentTDistribution(degreesOfFreedom: totals[index]! - 1).twoSided(t[index])
            return t[index] < 0 ? -tail : tail
        }
        for (name, values) in [("d", d), ("t", t), ("p", p)] {
            for (a, b) in zip(try measure.effects(columns: [name: values, "total": totals]), direct) {
                #expect(relativeDistance(try a.get().estimate, b.estimate) < 1e-8, "from \(name)")
            }
        }
    }

    @Test("a table may mix means with t statistics")
    func mixed() throws {
        let measure = try EffectMeasures.standard.named("SMD")
        let effects = try measure.effects(columns: [
            "mean1": [55, 12], "sd1": [47, nil], "total1": [155, 20], "mean2": [75, nil], "sd2": [64, nil],
            "total2": [156, 22], "t": [nil, 1.5],
        ])
        #expect(effects.allSatisfy { (try? $0.get()) != nil })
    }

    @Test("standard errors and intervals stand in for variances", arguments: ["GEN", "HR"])
    func readyMade(code: String) throws {
        let measure = try EffectMeasures.standard.named(code)
        let z = NormalDistribution.standard.upperQuantile(0.05)
        let expected = [Result<EffectEstimate, EffectExclusion>.success(EffectEstimate(estimate: 0.25, variance: 0.04))]
        #expect(try measure.effects(columns: ["estimate": [0.25], "standardError": [0.2]]).map(rounded) == expected)
        let interval = ["lower": [0.25 - 0.2 * z], "upper": [0.25 + 0.2 * z], "level": [0.9]]
        #expect(try measure.effects(columns: interval).map(rounded) == expected)
        #expect(throws: StatisticsError.self) { try measure.effects(columns: ["estimate": [0.25]]) }
    }

    private func rounded(
        _ effect: Result<EffectEstimate, EffectExclusion>
    ) -> Result<EffectEstimate, EffectExclusion> {
        effect.map {
            EffectEstimate(
                estimate: ($0.estimate * 1e12).rounded() / 1e12, variance: ($0.variance * 1e12).rounded() / 1e12)
        }
    }

    @Test("margins and correlation give the table of matched pairs back")
    func margins() throws {
        let table = EffectLawData.table(try EffectMeasures.standard.named("MPOR"))
        let direct = try EffectMeasures.standard.named("MPOR").effects(columns: table)
        let cells = (0..<5).map { index in
            DeltaMethodTests.pairedCells.map { table[$0]![index]! }
        }
        let phi = cells.map { c in
            (c[0] * c[3] - c[1] * c[2])
                / ((c[0] + c[1]) * (c[2] + c[3]) * (c[0] + c[2]) * (c[1] + c[3])).squareRoot()
        }
        let fromMargins = try EffectMeasures.standard.named("MPORM").effects(columns: [
            "events1": cells.map { $0[0] + $0[1] }, "events2": cells.map { $0[0] + $0[2] },
            "total": cells.map { $0.reduce(0, +) }, "correlation": phi,
        ])
        for (a, b) in zip(direct, fromMargins) {
            #expect(relativeDistance(try a.get().estimate, try b.get().estimate) < 1e-12)
            #expect(relativeDistance(try a.get().variance, try b.get().variance) < 1e-12)
        }
    }

    @Test("the area under the curve of Hanley and McNeil 1982, table II")
    func hanleyMcNeil() throws {
        // 51 diseased, 58 healthy, A = 0.893, standard error 0.032.
        let effect = try EffectMeasures.standard.named("AUC").effects(columns: [
            "auc": [0.893], "total1": [51], "total2": [58],
        ])[0].get()
        #expect(effect.estimate == 0.893)
        #expect(abs(effect.standardError - 0.032) < 0.001)
    }

    @Test("a sample in Hardy–Weinberg equilibrium has no excess heterozygosity")
    func equilibrium() throws {
        let effect = try EffectMeasures.standard.named("REH").effects(columns: [
            "homozygous1": [36], "heterozygous": [48], "homozygous2": [16],
        ])[0].get()
        #expect(abs(effect.estimate) < 1e-14)
    }

    @Test("the exact correction is near Hedges' approximation")
    func correction() {
        for m in [2.0, 5, 10, 40, 200] {
            let exact = smallSampleCorrection(degreesOfFreedom: m)
            #expect(abs(exact - (1 - 3 / (4 * m - 1))) < 0.1 / (m * m))
            #expect(exact > 0 && exact < 1)
        }
        #expect(abs(smallSampleCorrection(degreesOfFreedom: 2) - 1 / Double.pi.squareRoot()) < 1e-14)
        #expect(smallSampleCorrection(degreesOfFreedom: 1).isNaN)
    }

    @Test("a zero-cell rule is read with its defaults")
    func zeroCellRule() throws {
        let rule = try JSONDecoder().decode(ZeroCellRule.self, from: Data(#"{"to": "if-any-zero"}"#.utf8))
        #expect(rule == ZeroCellRule(add: nil, to: .ifAnyZero))
        let full = try JSONDecoder().decode(
            ZeroCellRule.self, from: Data(#"{"add": 0.5, "to": "none", "dropDoubleZero": true}"#.utf8))
        #expect(full == ZeroCellRule(add: 0.5, to: .none, dropDoubleZero: true))
    }

    @Test("studies without events, or with nothing but events, are dropped by name")
    func doubleZero() throws {
        let options = EffectOptions(zeroCells: ZeroCellRule(dropDoubleZero: true))
        let effects = try EffectMeasures.standard.named("OR").effects(
            columns: [
                "events1": [0, 10, 3], "total1": [10, 10, 10], "events2": [0, 12, 4], "total2": [12, 12, 12],
            ],
            options: options)
        for effect in effects.prefix(2) { #expect(effect == .failure(.doubleZero)) }
        #expect((try? effects[2].get()) != nil)
    }

    @Test("LS names the default of a measure without that variance")
    func largeSample() throws {
        let measure = try EffectMeasures.standard.named("PHI")
        let table = EffectLawData.table(measure)
        let named = try measure.effects(columns: table, options: EffectOptions(varianceType: .largeSample))
        #expect(try named == measure.effects(columns: table))
    }
}
