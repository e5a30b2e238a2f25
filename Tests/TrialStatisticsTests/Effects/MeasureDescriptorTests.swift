import Testing
import TrialStatistics

@Suite("What every measure says about itself")
struct MeasureDescriptorTests {
    /// Rounding of a transform and its inverse.
    private static let rounding = 1e-12

    @Test("a descriptor is complete", arguments: EffectMeasures.standard.all)
    func complete(measure: AnyEffectMeasure) {
        let descriptor = measure.descriptor
        for text in [descriptor.code, descriptor.name, descriptor.naturalName] { #expect(!text.isEmpty) }
        #expect(descriptor.natural.noun.hasPrefix("the "))
        #expect(descriptor.natural.bounds.lowerBound < descriptor.natural.bounds.upperBound)
        #expect(!descriptor.comparesGroups || descriptor.noEffect != nil, "two groups have a value of no effect")
        // The words of a transformation belong to the scale of analysis, not to the number that people read.
        if descriptor.scale != .identity {
            let words = ["log ", "log-", "transformed", "Fisher", "double arcsine"]
            #expect(!words.contains(where: descriptor.naturalName.contains), "\(descriptor.naturalName)")
        }
    }

    @Test(
        "no effect is 1 for ratios, 0 for differences and correlations, ½ for chances",
        arguments: EffectMeasures.standard.all)
    func noEffect(measure: AnyEffectMeasure) {
        let natural = measure.descriptor.natural
        let expected: Double? =
            switch natural.kind {
            case .ratio: 1
            case .difference, .correlation: 0
            case .probability: 0.5
            case .proportion, .rate, .mean, .spread, .reliability, .number: nil
            }
        #expect(natural.noEffect == expected)
    }

    @Test("no effect goes to the scale of analysis and back", arguments: EffectMeasures.standard.all)
    func noEffectThroughScale(measure: AnyEffectMeasure) {
        guard let null = measure.descriptor.noEffect else { return }
        #expect(abs(measure.scale.natural(measure.scale.analysed(null)) - null) <= Self.rounding)
    }

    @Test("natural values stay within the bounds", arguments: EffectMeasures.standard.all)
    func bounds(measure: AnyEffectMeasure) throws {
        let (back, bounds) = (measure.descriptor.backTransformation, measure.descriptor.natural.bounds)
        // On the identity scale any number is its own natural value; there only the studies' estimates are bounded. A
        // logarithm or a cube root reaches the upper bound at a finite value and knows nothing of it.
        let reachesBound: [EffectScale] = [.log, .hakstianWhalen]
        let most = reachesBound.contains(measure.scale) ? measure.scale.analysed(bounds.upperBound) : .infinity
        let anywhere =
            measure.scale == .identity ? [] : stride(from: -30.0, through: 30, by: 0.37).filter { $0 <= most }
        let estimates = try measure.effects(columns: EffectLawData.table(measure)).map { try $0.get().estimate }
        for x in anywhere + estimates {
            for value in [
                back.pooled(x), back.study(x, size: nil), back.study(x, size: 17), back.pooled(x, sizes: [5, 40]),
            ] {
                #expect(bounds.contains(value), "\(x) becomes \(value)")
            }
        }
    }

    @Test("the way back is increasing", arguments: EffectMeasures.standard.all)
    func increasing(measure: AnyEffectMeasure) {
        let back = measure.descriptor.backTransformation
        for size in [nil, 1, 12.5, 400] as [Double?] {
            let values = stride(from: -4.0, through: 4, by: 0.05).map { back.study($0, size: size) }
            #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
        }
    }

    @Test(
        "one study's value goes back to its own proportion or rate",
        arguments: EffectMeasures.standard.all.filter { [.proportion, .rate].contains($0.descriptor.natural.kind) })
    func ownValue(measure: AnyEffectMeasure) throws {
        let groups = [(3, 29), (4, 142), (50, 60), (1, 2), (7, 1000)].map {
            ReportedGroup(total: Double($0.1), events: Double($0.0), personTime: Double($0.1) / 4)
        }
        let summaries = try groups.map { try measure.summary(treatment: $0, control: nil) }
        for (index, effect) in try measure.effects(of: summaries).enumerated() {
            let size = measure.descriptor.natural.kind == .rate ? groups[index].personTime : groups[index].total
            let observed = groups[index].events! / size!
            let natural = measure.natural(try effect.get().estimate, of: summaries[index])
            #expect(relativeDistance(natural, observed) <= 1e-11)
        }
    }

    @Test("the transforms of Freeman and Tukey go back by the study's own size")
    func freemanTukey() throws {
        func natural<Measure: CataloguedMeasure>(_ type: Measure.Type, _ summary: Measure.Summary) throws -> Double {
            let measure = AnyEffectMeasure(type)
            return measure.natural(try measure.effects(of: [summary])[0].get().estimate, of: summary)
        }
        let small = try natural(DoubleArcsineProportion.self, BinaryGroup(events: 3, total: 29))
        #expect((small * 1000).rounded() == 103)
        let large = try natural(DoubleArcsineProportion.self, BinaryGroup(events: 4, total: 142))
        #expect((large * 1000).rounded() == 28)
        #expect(try abs(natural(FreemanTukeyRate.self, CountGroup(count: 1, time: 0.5)) - 2) <= Self.rounding)
        #expect(try natural(FreemanTukeyRate.self, CountGroup(count: 0, time: 12.5)) == 0)
    }

    @Test("a pooled value goes back as of a large sample, or with the harmonic mean of the sizes")
    func pooledValue() {
        let back = BackTransformation.doubleArcsine
        #expect(back.pooled(0.4) == EffectScale.arcsine.natural(0.4))
        // Sizes 10 and 40 have the harmonic mean 16.
        #expect(back.pooled(0.4, sizes: [10, 40]) == FreemanTukey.proportion(0.4, total: 16))
        #expect(BackTransformation(.log).pooled(0.4, sizes: [10, 40]) == EffectScale.log.natural(0.4))
    }

    @Test("a paired form has the scale and the kind of its measure and is its own paired form")
    func pairedForms() throws {
        let paired = EffectMeasures.standard.all.filter { $0.descriptor.pairedForm != nil }
        #expect(paired.count > 20)
        for measure in paired {
            let own =
                switch try #require(measure.descriptor.pairedForm) {
                case .means(let form): form.measure
                case .table(let form): form.measure
                }
            #expect(own.scale == measure.scale && own.descriptor.natural.kind == measure.descriptor.natural.kind)
            #expect(own.descriptor.groups == .pairs)
        }
        let pairs = EffectMeasures.standard.all.filter { $0.descriptor.groups == .pairs }
        #expect(pairs.allSatisfy { $0.descriptor.pairedForm != nil })
    }

    @Test("groups and columns give one estimate", arguments: EffectMeasures.standard.all)
    func sameByAnyWay(measure: AnyEffectMeasure) throws {
        let columns = EffectLawData.columns
        func group(_ number: String, _ study: Int) -> ReportedGroup {
            func cell(_ name: String) -> Double? { columns[name + number]?[study] }
            return ReportedGroup(
                total: cell("total"), events: measure.groupData == .counts ? cell("count") : cell("events"),
                mean: cell("mean"), standardDeviation: cell("sd"), personTime: cell("time"))
        }
        guard measure.groupData != nil else {
            #expect(throws: EffectExclusion.self) {
                try measure.summary(treatment: group("1", 0), control: group("2", 0))
            }
            return
        }
        let isSingle = !measure.descriptor.comparesGroups
        let summaries = try (0..<5).map {
            try measure.summary(treatment: group(isSingle ? "" : "1", $0), control: isSingle ? nil : group("2", $0))
        }
        #expect(try measure.effects(of: summaries) == measure.effects(columns: EffectLawData.table(measure)))
    }

    @Test(
        "pairs and columns give one estimate",
        arguments: EffectMeasures.standard.all.filter { $0.descriptor.groups == .pairs })
    func samePairs(measure: AnyEffectMeasure) throws {
        func cell(_ name: String, _ study: Int) throws -> Double { try #require(EffectLawData.columns[name]?[study]) }
        func group(_ number: Int, _ study: Int) throws -> MeanGroup {
            MeanGroup(
                mean: try cell("mean\(number)", study), standardDeviation: try cell("sd\(number)", study),
                total: try cell("total", study))
        }
        let summaries = try (0..<5).map { study in
            switch try #require(measure.descriptor.pairedForm) {
            case .means(let form):
                try form.summary(
                    of: PairedMeans(group(1, study), group(2, study), correlation: cell("correlation", study)))
            case .table(let form):
                try form.summary(
                    of: PairedBinary(
                        bothPositive: cell("bothPositive", study), firstOnly: cell("firstOnly", study),
                        secondOnly: cell("secondOnly", study), bothNegative: cell("bothNegative", study)))
            }
        }
        #expect(try measure.effects(of: summaries) == measure.effects(columns: EffectLawData.table(measure)))
    }

    @Test("pairs that no study can report are refused by name")
    func impossiblePairs() throws {
        let negative = PairedBinary(bothPositive: 1, firstOnly: -1, secondOnly: 2, bothNegative: 3)
        let table = #expect(throws: EffectExclusion.self) {
            try PairedTableForm(PairedRiskRatio.self).summary(of: negative)
        }
        #expect(table?.field == "firstOnly")
        let group = MeanGroup(mean: 1, standardDeviation: 2, total: 10)
        let means = #expect(throws: EffectExclusion.self) {
            try PairedMeansForm(MeanChange.self, from: .differences)
                .summary(of: PairedMeans(group, group, correlation: 1.2))
        }
        #expect(means?.field == "correlation")
    }

    @Test("a summary of another type is refused, and a group without a number says which")
    func refusals() throws {
        let measure = AnyEffectMeasure(RiskRatio.self)
        #expect(throws: StatisticsError.self) { try measure.effects(of: [BinaryGroup(events: 1, total: 2)]) }
        let exclusion = #expect(throws: EffectExclusion.self) {
            try measure.summary(treatment: ReportedGroup(total: 10, events: 2), control: ReportedGroup(events: 3))
        }
        #expect(exclusion?.field == "total2")
        #expect(throws: EffectExclusion.self) {
            try measure.summary(treatment: ReportedGroup(total: 10, events: 2), control: nil)
        }
    }

    @Test("the covariance of a shared control is the variance of the control's own quantity")
    func sharedControl() throws {
        // A study whose treatment group says nothing: what is left of the variance is the control's.
        let control = ReportedGroup(total: 40, events: 10, mean: 5, standardDeviation: 2, personTime: 80)
        let pair = SharedControlComparison(control: control, estimates: (0.3, 0.5), participants: 200)
        let huge = ReportedGroup(
            total: 1e13, events: 2.5e12, mean: 5, standardDeviation: 2, personTime: 1e13)
        for measure in EffectMeasures.standard.all {
            guard let covariance = measure.descriptor.sharedControl, measure.code != "SMD" else { continue }
            let summary = try measure.summary(treatment: huge, control: control)
            let variance = try measure.effects(of: [summary])[0].get().variance
            #expect(relativeDistance(try #require(covariance(pair)), variance) < 1e-9, "\(measure.code)")
        }
        let rule = try #require(StandardizedMeanDifference.descriptor.sharedControl)
        #expect(relativeDistance(try #require(rule(pair)), 1 / 40.0 + 0.3 * 0.5 / 400) <= Self.rounding)
        #expect(
            OddsRatio.descriptor.sharedControl?(
                SharedControlComparison(
                    control: ReportedGroup(total: 9, events: 0), estimates: (0, 0), participants: 20)) == nil)
    }

    @Test(
        "the tests of asymmetry fit the measure and what the studies report",
        arguments: [
            ("OR", ["harbord", "peters"], ["egger", "begg"]), ("RR", ["harbord", "egger"], ["egger", "begg"]),
            ("SMD", ["pustejovsky", "egger"], ["egger", "begg"]), ("PLO", ["egger", "egger"], ["egger", "begg"]),
            ("MD", ["egger", "begg"], ["egger", "begg"]),
        ])
    func asymmetryTests(code: String, full: [String], bare: [String]) throws {
        let measure = try EffectMeasures.standard.named(code)
        let model = try LinearModel(estimates: [0.1, 0.2, 0.4], variances: [0.1, 0.2, 0.3])
        let tables = (1...3).map { BinaryComparison(events1: 2, total1: Double(10 * $0), events2: 3, total2: 20) }
        let choice = measure.descriptor.asymmetry
        #expect(
            choice.tests(for: try Funnel(model, tables: tables)).map { String($0.code.prefix { $0 != "-" }) } == full)
        #expect(choice.tests(for: try Funnel(model)).map { String($0.code.prefix { $0 != "-" }) } == bare)
    }

    @Test("the line of a risk relation is the one on which a study's own effect lies")
    func riskRelations() throws {
        let study = BinaryComparison(events1: 12, total1: 40, events2: 9, total2: 60)
        let measures = EffectMeasures.standard.all.filter { $0.descriptor.riskRelation != nil && $0.code != "PETO" }
        #expect(measures.count == 3)
        for measure in measures {
            let effect = measure.natural(try measure.effects(of: [study])[0].get().estimate, of: study)
            let risk = try #require(measure.descriptor.riskRelation).treatmentRisk(control: 0.15, effect: effect)
            #expect(abs(risk - 0.3) <= Self.rounding)
        }
    }

    @Test("the set of measures is a value, and takes a measure of another package")
    func furtherMeasure() throws {
        let more = EffectMeasures.standard.adding(AnyEffectMeasure(RootOfMean.self))
        #expect(more.all.count == EffectMeasures.standard.all.count + 1)
        #expect(throws: StatisticsError.self) { try EffectMeasures.standard.named("ROOTMN") }
        let measure = try more.named("ROOTMN")
        let effect = try measure.effects(columns: ["mean": [9], "sd": [3], "total": [4]])[0].get()
        #expect(effect == EffectEstimate(estimate: 3, variance: 1 / 16.0))
        #expect(measure.natural(effect.estimate, of: nil) == 9)
        #expect(measure.groupData == .means)
        let replaced = more.adding(AnyEffectMeasure(RootOfMean.self))
        #expect(replaced.all.map(\.code) == more.all.map(\.code))
    }
}

/// A measure as another package may write it: √x̄ with variance s²/(4 n x̄).
private struct RootOfMean: PlainMeasure {
    typealias Summary = MeanGroup
    static let descriptor = MeasureDescriptor(
        "ROOTMN", "root of the mean", scale: .squareRoot, natural: .mean("mean", from: 0))

    func effect(of study: MeanGroup) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: study.mean.squareRoot(),
            variance: study.standardDeviation * study.standardDeviation / (4 * study.total * study.mean))
    }
}
