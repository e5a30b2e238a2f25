import Testing
import TrialStatistics

@Suite("Laws that every effect measure obeys")
struct EffectLawTests {
    /// Rounding of a few operations on numbers of ordinary size.
    static let rounding = 1e-11

    @Test("ordinary data give finite estimates with positive variances", arguments: EffectLawData.variants)
    func ordinaryData(variant: EffectLawData.Variant) throws {
        for effect in try variant.effects(EffectLawData.table(variant.measure)) {
            let effect = try effect.get()
            #expect(effect.estimate.isFinite)
            #expect(effect.variance > 0)
        }
    }

    @Test("the order of the studies does not matter", arguments: EffectLawData.variants)
    func order(variant: EffectLawData.Variant) throws {
        let table = EffectLawData.table(variant.measure)
        let forward = try variant.effects(table)
        let backward = try variant.effects(table.mapValues { $0.reversed() }).reversed()
        for (a, b) in zip(forward, backward) { try expectSame(a.get(), b.get()) }
    }

    @Test("a study alone gives what it gives among others, unless averages enter", arguments: EffectLawData.variants)
    func alone(variant: EffectLawData.Variant) throws {
        let usesOthers: [VarianceType?] = [.averaged, .averagedHomoscedastic]
        guard !usesOthers.contains(variant.type), variant.description != "MN HO" else { return }
        let table = EffectLawData.table(variant.measure)
        let together = try variant.effects(table)
        for study in together.indices {
            let single = try variant.effects(table.mapValues { [$0[study]] })
            #expect(single == [together[study]])
        }
    }

    @Test("the natural estimate lies within its natural interval", arguments: EffectMeasures.standard.all)
    func naturalInterval(measure: AnyEffectMeasure) throws {
        for effect in try measure.effects(columns: EffectLawData.table(measure)) {
            for level in [0.5, 0.95, 0.999] {
                let (estimate, interval) = try effect.get().natural(measure.scale, level: level)
                #expect(interval.lower <= estimate && estimate <= interval.upper)
            }
        }
    }

    /// Measures whose two sides play different parts: the control group standardises, or the result is a probability.
    static let oneSided: Set = ["SMD1", "SMD1H", "SMCRH", "CLES", "AUC", "SMCR", "REH", "PCOR", "ZPCOR", "SPCOR"]

    @Test(
        "exchanged groups flip the sign and keep the variance",
        arguments: EffectLawData.variants.filter { variant in
            !oneSided.contains(variant.measure.code)
                && variant.measure.columns.contains { $0.hasSuffix("2") || $0 == "secondOnly" }
        })
    func exchange(variant: EffectLawData.Variant) throws {
        let table = EffectLawData.table(variant.measure)
        let (forward, backward) = (try variant.effects(table), try variant.effects(EffectLawData.swapped(table)))
        for (a, b) in zip(forward, backward) {
            let (a, b) = (try a.get(), try b.get())
            try expectSame(a, EffectEstimate(estimate: -b.estimate, variance: b.variance))
        }
    }

    @Test("probabilities of superiority add up to one", arguments: ["CLES", "AUC"])
    func superiority(code: String) throws {
        let measure = try EffectMeasures.standard.named(code)
        let table = EffectLawData.table(measure)
        let pairs = zip(try measure.effects(columns: table), try measure.effects(columns: EffectLawData.swapped(table)))
        for (a, b) in pairs {
            let (a, b) = (try a.get(), try b.get())
            try expectSame(a, EffectEstimate(estimate: 1 - b.estimate, variance: b.variance))
        }
    }

    @Test(
        "a shift of both means leaves differences as they are",
        arguments: [
            "MD", "SMD", "SMDH", "SMD1", "SMD1H", "MC", "SMCC", "SMCR", "SMCRH", "SMCRP", "SMCRPH", "D2OR", "RPB",
            "CLES",
        ])
    func shift(code: String) throws {
        try expectUnchanged(code, ["mean1", "mean2"]) { $0 + 16 }
    }

    @Test(
        "a change of unit leaves what is standardised or a ratio as it is",
        arguments: [
            "SMD", "SMDH", "SMD1", "SMD1H", "ROM", "VR", "CVR", "VRC", "CVRC", "SMCC", "SMCR", "SMCRH", "SMCRP",
            "SMCRPH",
            "ROMC", "RPB", "RBIS", "ZPB", "ZBIS", "D2OR", "D2ORN", "D2ORL", "CLES", "AUC", "SMN", "CVLN",
        ])
    func unit(code: String) throws {
        try expectUnchanged(code, ["mean1", "mean2", "sd1", "sd2", "mean", "sd"]) { $0 * 3.7 }
    }

    @Test("a change of unit multiplies differences and means", arguments: ["MD", "MC", "MN"])
    func unitOfDifferences(code: String) throws {
        let measure = try EffectMeasures.standard.named(code)
        let table = EffectLawData.table(measure)
        let scaled = EffectLawData.changed(table, ["mean1", "mean2", "sd1", "sd2", "mean", "sd"]) { $0 * 4 }
        for (a, b) in zip(try measure.effects(columns: table), try measure.effects(columns: scaled)) {
            let (a, b) = (try a.get(), try b.get())
            try expectSame(EffectEstimate(estimate: 4 * a.estimate, variance: 16 * a.variance), b)
        }
    }

    @Test("an empty cell excludes its study and leaves the others", arguments: EffectMeasures.standard.all)
    func missingValue(measure: AnyEffectMeasure) throws {
        let table = EffectLawData.table(measure)
        for name in measure.columns {
            var holed = table
            holed[name]![2] = nil
            let effects = try measure.effects(columns: holed)
            guard case .failure(let exclusion) = effects[2] else { throw Missed.exclusion(name) }
            #expect(exclusion.code == "missing-value")
            #expect(exclusion.field == name || measure.columnSets.count > 1)
            #expect(effects.indices.filter { $0 != 2 }.allSatisfy { (try? effects[$0].get()) != nil })
        }
    }

    @Test("absurd values exclude their study or give finite numbers, never a crash", arguments: EffectLawData.variants)
    func absurdValues(variant: EffectLawData.Variant) throws {
        let table = EffectLawData.table(variant.measure)
        for name in variant.measure.columns {
            for value in [.nan, .infinity, -.infinity, -1, 0, 1, 0.5, 1e300, -1e300, 1e-300] as [Double] {
                var absurd = table
                absurd[name]![2] = value
                for effect in try variant.effects(absurd) {
                    guard case .success(let effect) = effect else { continue }
                    #expect(effect.estimate.isFinite && effect.variance.isFinite && effect.variance >= 0)
                }
            }
        }
    }

    private enum Missed: Error { case exclusion(String) }

    private func expectUnchanged(_ code: String, _ names: [String], by change: (Double) -> Double) throws {
        let measure = try EffectMeasures.standard.named(code)
        let table = EffectLawData.table(measure)
        let changed = EffectLawData.changed(table, names, by: change)
        for (a, b) in zip(try measure.effects(columns: table), try measure.effects(columns: changed)) {
            try expectSame(a.get(), b.get())
        }
    }

    private func expectSame(
        _ a: EffectEstimate, _ b: EffectEstimate, at location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(relativeDistance(a.estimate, b.estimate, floor: 1e-12) <= Self.rounding, sourceLocation: location)
        #expect(relativeDistance(a.variance, b.variance, floor: 1e-15) <= Self.rounding, sourceLocation: location)
    }
}

extension AnyEffectMeasure: CustomTestStringConvertible {
    /// The measure's code.
    public var testDescription: String { code }
}
