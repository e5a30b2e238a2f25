import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Columns of estimates in one pass against the plain path: zero-cell rule, shared numbers and studies one after the other.
struct EffectColumnsTests {
    private static let scopes = ZeroCellRule.Scope.allCases
    private static let rules: [ZeroCellRule?] =
        [nil] + scopes.flatMap { scope in [nil, 0, 0.25].map { ZeroCellRule(add: $0, to: scope) } }
        + scopes.map { ZeroCellRule(to: $0, dropDoubleZero: true) } + [.treatmentArm]

    /// The estimates as they follow from the definition, each step over all studies before the next.
    private static func plain<Measure: StudywiseMeasure>(
        _ measure: Measure, _ studies: [Result<Measure.Summary, EffectExclusion>],
        _ prepare: ([Measure.Summary]) -> [Result<Measure.Summary, EffectExclusion>]
    ) -> [Result<EffectEstimate, EffectExclusion>] {
        let prepared = prepare(studies.compactMap { try? $0.get() })
        let shared = measure.context(of: prepared.compactMap { try? $0.get() })
        var rest = prepared.makeIterator()
        return studies.map { study in
            guard case .success = study, let own = rest.next() else { return study.map { _ in fatalError() } }
            do throws(EffectExclusion) {
                return .success(try measure.effect(of: try own.get(), in: shared).checked())
            } catch {
                return .failure(error)
            }
        }
    }

    private static func check<Measure: CataloguedMeasure & ZeroCellMeasure>(
        _ type: Measure.Type, _ table: StudyColumns, ignoring isLeftOut: (EffectExclusion) -> Bool = { _ in false }
    ) throws {
        for rule in rules {
            for variance in [nil] + VarianceType.allCases {
                guard let measure = try? Measure(options: EffectOptions(zeroCells: rule, varianceType: variance)) else {
                    continue
                }
                let summaries = try Measure.Summary.read(table)
                let expected = plain(measure, summaries) {
                    measure.zeroCells.apply(to: $0, usual: Measure.usualAddition)
                }
                let columns = try AnyEffectMeasure(type).effectColumns(
                    table, options: EffectOptions(zeroCells: rule, varianceType: variance))
                #expect(
                    bits(columns.results) == bits(expected), "\(Measure.descriptor.code) \(String(describing: rule))")
                let direct = measure.effectColumns(of: summaries.compactMap { try? $0.get() })
                let readable = zip(summaries, expected).filter { (try? $0.0.get()) != nil }.map(\.1)
                #expect(bits(direct.results) == bits(readable))
            }
        }
    }

    /// The bits of both numbers, or the reason there are none.
    private static func bits(_ results: [Result<EffectEstimate, EffectExclusion>]) -> [String] {
        results.map { result in
            switch result {
            case .success(let effect): "\(effect.estimate.bitPattern) \(effect.variance.bitPattern)"
            case .failure(let exclusion): "\(exclusion.code) \(exclusion.reason)"
            }
        }
    }

    /// Random tables with zero cells, empty cells and impossible ones.
    private static func table(_ seed: UInt64, studies: Int, names: [String], largest: Double) throws -> StudyColumns {
        var generator = SeededGenerator(seed: seed)
        var columns: [String: [Double?]] = [:]
        for name in names {
            columns[name] = (0..<studies).map { _ in
                switch generator.uniform() {
                case ..<0.02: nil
                case ..<0.04: -1
                case ..<0.06: .infinity
                default:
                    name.hasPrefix("t")
                        ? (1 + 30 * generator.uniform()).rounded()
                        : (largest * generator.uniform() * generator.uniform()).rounded(.down)
                }
            }
        }
        return try StudyColumns(columns)
    }

    @Test("all measures of two proportions", arguments: 1...6 as ClosedRange<UInt64>)
    func binaryComparisons(_ seed: UInt64) throws {
        let table = try Self.table(
            seed, studies: 60, names: ["events1", "total1", "events2", "total2"], largest: 12)
        try Self.check(RiskRatio.self, table)
        try Self.check(OddsRatio.self, table)
        try Self.check(RiskDifference.self, table)
        try Self.check(ArcsineDifference.self, table)
        try Self.check(PetoOddsRatio.self, table)
        try Self.check(PhiCoefficient.self, table)
        try Self.check(YuleQ.self, table)
        try Self.check(YuleY.self, table)
        try Self.check(ProbitDifference.self, table)
        try Self.check(OddsRatioToStandardized.self, table)
        try Self.check(OddsRatioToStandardizedNormal.self, table)
        try Self.check(OddsRatioToStandardizedLogistic.self, table)
    }

    @Test("the measures of one proportion and of rates", arguments: 1...6 as ClosedRange<UInt64>)
    func groupsAndRates(_ seed: UInt64) throws {
        let groups = try Self.table(seed, studies: 60, names: ["events", "total"], largest: 12)
        try Self.check(RawProportion.self, groups)
        try Self.check(LogProportion.self, groups)
        try Self.check(LogitProportion.self, groups)
        try Self.check(ArcsineProportion.self, groups)
        let rates = try Self.table(seed, studies: 60, names: ["count1", "time1", "count2", "time2"], largest: 6)
        try Self.check(IncidenceRateRatio.self, rates)
        try Self.check(IncidenceRateDifference.self, rates)
    }

    @Test("every measure's columns are its results, of any table of its own columns")
    func everyMeasure() throws {
        var generator = SeededGenerator(seed: 9)
        for measure in EffectMeasures.standard.all {
            var columns: [String: [Double?]] = [:]
            for name in measure.columns {
                columns[name] = (0..<40).map { _ in
                    generator.uniform() < 0.1 ? nil : (20 * generator.uniform()).rounded() / 2
                }
            }
            let table = try StudyColumns(columns)
            let told = try measure.effectColumns(table)
            let results = try measure.effects(columns: table)
            #expect(Self.bits(told.results) == Self.bits(results), "\(measure.code)")
            #expect(told.estimates.count == 40 && told.variances.count == 40)
            for excluded in told.excluded {
                #expect(told.estimates[excluded.study].isNaN == (excluded.exclusion.estimate == nil), "\(measure.code)")
            }
        }
    }

    @Test("a column that is missing or shorter is an error that names it")
    func wrongColumns() throws {
        let measure = try EffectMeasures.standard.named("RR")
        #expect(throws: StatisticsError.self) {
            try measure.effectColumns(StudyColumns(names: ["events1"], values: [[1]]))
        }
        do throws(StatisticsError) {
            _ = try StudyColumns(names: ["a", "b"], values: [[1, 2], [1]])
            Issue.record("columns of different lengths were taken")
        } catch {
            #expect(error.code == .unequalLengths && error.field == "b")
        }
    }
}
