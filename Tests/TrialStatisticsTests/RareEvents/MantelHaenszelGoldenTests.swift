import Foundation
import Testing
import TrialStatistics

/// What a Mantel–Haenszel or Peto analysis gives under the golden names.
private func goldenFields(_ result: MantelHaenszelResult) -> [String: Double] {
    var fields = goldenFields(result.pooled, result.heterogeneity)
    fields["k"] = Double(result.studies)
    if let tests = result.association {
        fields["MH"] = tests.mantelHaenszel.statistic
        fields["MHp"] = tests.mantelHaenszel.pValue
        fields["CO"] = tests.cochran?.statistic
        fields["COp"] = tests.cochran?.pValue
    }
    if let tests = result.homogeneity {
        fields["BD"] = tests.breslowDay.statistic
        fields["BDp"] = tests.breslowDay.pValue
        fields["TA"] = tests.tarone.statistic
        fields["TAp"] = tests.tarone.pValue
        fields["k.pos"] = Double(tests.informativeTables)
    }
    return fields
}

private func goldenFields(_ pooled: RareEventEstimate, _ heterogeneity: CochranHeterogeneity) -> [String: Double] {
    [
        "beta": pooled.estimate, "se": pooled.standardError!, "zval": pooled.estimate / pooled.standardError!,
        "pval": pooled.pValue!, "ci.lb": pooled.lower, "ci.ub": pooled.upper, "QE": heterogeneity.test.statistic,
        "QEp": heterogeneity.test.pValue, "QE.df": heterogeneity.test.degreesOfFreedom, "I2": heterogeneity.I2,
        "H2": heterogeneity.H2, "k.yi": Double(heterogeneity.estimableStudies),
        "ll": heterogeneity.logLikelihood, "dev": heterogeneity.deviance,
    ]
}

private func goldenFields(_ result: PetoResult) -> [String: Double] {
    var fields = goldenFields(result.pooled, result.heterogeneity)
    fields["k"] = Double(result.studies)
    fields["k.pos"] = Double(result.informativeStudies)
    return fields
}

private func analyse(_ golden: RareGoldenCase, _ indices: [Int]? = nil) -> [String: Double]? {
    let level = (RareGoldenCase.number(golden.arguments["level"]) ?? 95) / 100
    let correction: SumCorrection = golden.arguments["add"] == nil ? .uncorrected : .zeroCells
    let corrected = golden.arguments["correct"] as? Bool ?? true
    func run<M: MantelHaenszelMeasure>(_ measure: M, _ studies: [M.Summary]) -> [String: Double]? {
        let chosen = indices.map { $0.map { studies[$0] } } ?? studies
        let method = MantelHaenszel(measure, correction: correction, continuityCorrection: corrected)
        return (try? method.analyse(chosen, level: level).get()).map { goldenFields($0) }
    }
    switch golden.text("measure") {
    case "OR": return run(MantelHaenszelOddsRatio(), golden.tables)
    case "RR": return run(MantelHaenszelRiskRatio(), golden.tables)
    case "RD": return run(MantelHaenszelRiskDifference(), golden.tables)
    case "IRR": return run(MantelHaenszelRateRatio(), golden.rates)
    case "IRD": return run(MantelHaenszelRateDifference(), golden.rates)
    default:
        let chosen = indices.map { $0.map { golden.tables[$0] } } ?? golden.tables
        return (try? Peto().analyse(chosen, level: level).get()).map { goldenFields($0) }
    }
}

private func check(_ found: Double?, _ wanted: Double, _ field: String, _ comment: String) {
    guard let found else {
        Issue.record("\(comment): no \(field)")
        return
    }
    // Closed forms: 1e-10; p-values lose two digits in the tail.
    let close =
        field.hasSuffix("p") || field == "pval"
        ? agreeAsPValues(found, wanted, relative: 1e-8) : agree(found, wanted, relative: 1e-10)
    #expect(close, "\(comment) \(field): \(found) instead of \(wanted)")
}

@Suite("Mantel–Haenszel and Peto agree with the golden values")
struct MantelHaenszelGoldenTests {
    static let cases = goldenCases("f03a_mh_peto")

    @Test("the golden file is whole") func count() { #expect(Self.cases.count == 66) }

    @Test("pooled fits", arguments: cases.filter { $0.function.hasPrefix("rma.") })
    func pooled(_ golden: RareGoldenCase) throws {
        var found = try #require(analyse(golden))
        let information = (golden.expected["fit.stats"] as! [String: Any])["ML"] as! [String: Any]
        let k = found["k.yi"]!
        let sized = max(k, 3)
        found["AIC"] = -2 * found["ll"]! + 2
        found["BIC"] = -2 * found["ll"]! + log(k)
        found["AICc"] = -2 * found["ll"]! + 2 * sized / (sized - 2)
        for (field, value) in golden.expected.merging(information, uniquingKeysWith: { a, _ in a }) {
            guard let wanted = RareGoldenCase.number(value) else { continue }
            check(found[field], wanted, field, golden.id)
        }
    }

    @Test("leave one out and cumulative", arguments: cases.filter { !$0.function.hasPrefix("rma.") })
    func followUps(_ golden: RareGoldenCase) throws {
        let names = [
            "estimate": "beta", "se": "se", "zval": "zval", "pval": "pval", "ci.lb": "ci.lb", "ci.ub": "ci.ub",
            "Q": "QE", "Qp": "QEp", "I2": "I2", "H2": "H2",
        ]
        let count = golden.tables.count
        for study in 0..<count {
            let chosen =
                golden.function == "leave1out" ? (0..<count).filter { $0 != study } : Array(0...study)
            let found = analyse(golden, chosen)
            for (field, name) in names {
                guard let wanted = golden.numbers(field)?[study] else { continue }
                guard let found else { continue }
                check(found[name], wanted, name, "\(golden.id) study \(study + 1)")
            }
            #expect((found == nil) == (golden.numbers("estimate")![study] == nil))
        }
    }
}

@Suite("Mantel–Haenszel laws")
struct MantelHaenszelTests {
    static let aspirin = [
        [49, 615, 67, 624], [44, 758, 64, 771], [102, 832, 126, 850], [32, 317, 38, 309], [85, 810, 52, 406],
        [246, 2267, 219, 2257], [1570, 8587, 1720, 8600],
    ].map { BinaryComparison(events1: $0[0], total1: $0[1], events2: $0[2], total2: $0[3]) }

    @Test("Fleiss 1993 as RevMan stored it") func revMan() throws {
        let method = MantelHaenszel(MantelHaenszelOddsRatio(), correction: .revMan)
        let result = try method.analyse(Self.aspirin).get()
        #expect(agree(result.pooled.natural, 0.8968655609130709, relative: 1e-12))
        #expect(agree(result.pooled.naturalLower, 0.8405144008917793, relative: 1e-12))
        #expect(agree(result.pooled.naturalUpper, 0.9569947088336491, relative: 1e-12))
        #expect(agree(result.heterogeneity.test.statistic, 9.946055983220074, relative: 1e-12))
        // RevMan computes this tail to seven digits only.
        #expect(agree(result.heterogeneity.test.pValue, 0.1269422521561745, relative: 1e-6))
        #expect(agree(result.heterogeneity.I2, 39.67458045558399, relative: 1e-12))
        #expect(agree(result.pooled.pValue!, 0.0010103343130005407, relative: 1e-11))
        let stored = [
            3.176490004091248, 3.1016891143394365, 5.675380442715663, 1.795484618258711, 3.2176243566716805,
            10.153491219997628, 72.87984024392564,
        ]
        for (weight, wanted) in zip(result.weights, stored) { #expect(agree(weight, wanted, relative: 1e-12)) }
    }

    @Test("the profile revman-5 gives what RevMan stored") func revManProfile() throws {
        let profile = MethodProfiles.revMan5
        let comparisons = try #require(profile.comparisons)
        let fit = try #require(
            try comparisons.fit(Self.aspirin, measure: OddsRatio.descriptor, pooling: profile.commonEffect))
        #expect(agree(EffectScale.log.natural(fit.pooled.estimate), 0.8968655609130709, relative: 1e-12))
        #expect(agree(EffectScale.log.natural(fit.pooled.limits.lower), 0.8405144008917793, relative: 1e-12))
        #expect(agree(EffectScale.log.natural(fit.pooled.limits.upper), 0.9569947088336491, relative: 1e-12))
        #expect(agree(fit.heterogeneity.q, 9.946055983220074, relative: 1e-12))
        #expect(agree(fit.heterogeneity.iSquared, 39.67458045558399, relative: 1e-12))
        #expect(agree(fit.weights[6], 72.87984024392564, relative: 1e-12))
        #expect(
            try comparisons.fit(Self.aspirin, measure: PhiCoefficient.descriptor, pooling: profile.commonEffect) == nil)
        // Random effects: the same answer as the method by itself, and a study without events has no weight.
        let sparse = Self.aspirin + [BinaryComparison(events1: 0, total1: 9, events2: 0, total2: 8)]
        let random = try #require(
            try comparisons.fit(sparse, measure: RiskRatio.descriptor, pooling: profile.randomEffects))
        let alone = RevManRandomEffects(MantelHaenszelRiskRatio()).answer(for: sparse, level: 0.95)
        guard case .estimate(let estimate) = alone else { throw StatisticsError(.unsupported, "no estimate") }
        #expect(random.pooled.estimate == estimate.estimate)
        #expect(random.heterogeneity.tau2 == estimate.tau2)
        #expect(random.weights.last == 0)
        #expect(agree(random.weights.reduce(0, +), 100, relative: 1e-12))
    }

    @Test("swapping the groups turns the sign", arguments: [SumCorrection.uncorrected, .zeroCells, .revMan])
    func swapping(_ correction: SumCorrection) throws {
        let method = MantelHaenszel(MantelHaenszelOddsRatio(), correction: correction)
        let swapped = Self.aspirin.map {
            BinaryComparison(events1: $0.events2, total1: $0.total2, events2: $0.events1, total2: $0.total1)
        }
        let there = try #require(try method.pool(Self.aspirin).estimate)
        let back = try #require(try method.pool(swapped).estimate)
        #expect(agree(there.estimate, -back.estimate, relative: 1e-12))
        #expect(agree(there.standardError!, back.standardError!, relative: 1e-12))
    }

    @Test("a double-zero study changes the risk difference, not the odds ratio") func doubleZero() throws {
        let more = Self.aspirin + [BinaryComparison(events1: 0, total1: 100, events2: 0, total2: 90)]
        let ratio = MantelHaenszel(MantelHaenszelOddsRatio())
        #expect(try ratio.pool(more).estimate?.estimate == ratio.pool(Self.aspirin).estimate?.estimate)
        let difference = MantelHaenszel(MantelHaenszelRiskDifference())
        let with = try #require(try difference.pool(more).estimate)
        let without = try #require(try difference.pool(Self.aspirin).estimate)
        #expect(abs(with.estimate) < abs(without.estimate))
        #expect(with.usedDoubleZero)
    }

    @Test("an arm without events has a reason, not a number") func emptyArm() throws {
        let tables = [BinaryComparison(events1: 1, total1: 20, events2: 0, total2: 18)]
        #expect(try MantelHaenszel(MantelHaenszelOddsRatio()).pool(tables).reason?.code == "one-sum-zero")
        #expect(try Peto().pool(tables).estimate != nil)
    }

    @Test("impossible counts are named") func impossible() {
        let tables = [Self.aspirin[0], BinaryComparison(events1: 12, total1: 10, events2: 0, total2: 9)]
        do {
            _ = try Peto().pool(tables)
            Issue.record("12 of 10 was accepted")
        } catch {
            #expect(error.code == .impossibleData)
            #expect(error.study == 2)
            #expect(error.field == "events1")
        }
    }
}
