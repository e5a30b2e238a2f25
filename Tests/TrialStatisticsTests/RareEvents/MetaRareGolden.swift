import Foundation
import Testing
import TrialNumerics
import TrialTestSupport

@testable import TrialStatistics

/// Study effects and the common-effect answer of a case of R's package meta, by its conventions.
struct MetaRareAnswer {
    var effects: [EffectEstimate]
    /// The common effect where it is not the inverse-variance mean.
    var common: EffectEstimate?
    /// Q where it is not that around the inverse-variance mean.
    var q: Double?
    /// Weights of the random-effects mean where they are not the inverse variances.
    var givenWeights: [Double]?

    init(_ effects: [EffectEstimate?], common: EffectEstimate? = nil) {
        self.effects = effects.compactMap { $0 }
        self.common = common
    }

    /// Reads a case; `rows` chooses studies, as in subgroups.
    init(_ golden: GoldenCase, rows: [Int]? = nil) {
        func column(_ name: String) -> [Double] {
            let all = golden.column(name).map { $0 ?? .nan }
            return rows.map { $0.map { all[$0] } } ?? all
        }
        switch golden.function {
        case "metabin":
            let tables = zip(zip(column("ev.e"), column("n.e")), zip(column("ev.c"), column("n.c"))).map {
                BinaryComparison(events1: $0.0, total1: $0.1, events2: $1.0, total2: $1.1)
            }
            self = Self.tables(golden, tables)
        case "metaprop":
            let groups = zip(column("ev"), column("n")).map { BinaryGroup(events: $0, total: $1) }
            self.init(groups.map { Self.proportion(golden.arguments["sm"].text ?? "PLOGIT", $0) })
        case "metainc":
            let rates = zip(zip(column("event.e"), column("time.e")), zip(column("event.c"), column("time.c"))).map {
                CountComparison(count1: $0.0, time1: $0.1, count2: $1.0, time2: $1.1)
            }
            self = Self.rates(golden, rates)
        default:
            let groups = zip(column("event.c"), column("time.c")).map { CountGroup(count: $0, time: $1) }
            self.init(Self.single(golden.arguments["sm"].text ?? "", groups))
        }
    }

    static func tables(_ golden: GoldenCase, _ tables: [BinaryComparison]) -> MetaRareAnswer {
        let call = golden.call
        let measure = call.contains("sm=\"RR\"") ? "RR" : call.contains("sm=\"RD\"") ? "RD" : "OR"
        if call.contains("sm=\"ASD\"") {
            return MetaRareAnswer(ArcsineDifference().effects(of: tables).map { try? $0.get() })
        }
        if call.contains("method=\"Peto\"") { return MetaRareAnswer(Peto.effects(tables)) }
        var correction = ContinuityCorrection(keepsDoubleZero: measure == "RD")
        if call.contains("TACC") { correction.increment = .armShare }
        if call.contains("\"if0all\"") { correction.scope = .ifAnyZero }
        if call.contains("method.incr=\"all\"") { correction.scope = .all }
        if call.contains("allstudies=TRUE") { correction.keepsDoubleZero = true }
        let items = correction.apply(to: tables)
        let effects = items.map { measure == "RR" ? $0.riskRatio : measure == "RD" ? $0.riskDifference : $0.oddsRatio }
        var answer = MetaRareAnswer(effects)
        if call.contains("method=\"MH\"") {
            switch measure {
            case "RR": answer.common = MantelHaenszelRiskRatio().pooled(items.map(\.fourCells))
            case "RD": answer.common = CorrectedTable.pooledRiskDifference(items)
            default:
                let exact = call.contains("MH.exact=TRUE")
                answer.common = MantelHaenszelOddsRatio().pooled(exact ? tables : items.map(\.fourCells))
            }
        }
        if call.contains("Q.Cochrane=TRUE") { answer.q = squares(answer.effects, around: answer.common!.estimate) }
        if call.contains("method=\"SSW\"") {
            answer.givenWeights = items.map { $0.table.total1 * $0.table.total2 / $0.table.total }
            answer.common = GivenWeightPooling.pooled(answer.effects, weights: answer.givenWeights!)
        }
        if call.contains("method=\"LRP\"") {
            let firth = FirthLogistic().answer(for: tables, level: 0.95).estimate!
            answer.common = EffectEstimate(
                estimate: firth.estimate, variance: firth.standardError! * firth.standardError!)
        }
        return answer
    }

    static func rates(_ golden: GoldenCase, _ studies: [CountComparison]) -> MetaRareAnswer {
        let call = golden.call
        if call.contains("sm=\"IRSD\"") {
            return MetaRareAnswer(SquareRootRateDifference().effects(of: studies).map { try? $0.get() })
        }
        let difference = call.contains("sm=\"IRD\"")
        var answer = MetaRareAnswer(
            studies.map {
                difference ? MantelHaenszelRateDifference().effect(of: $0) : MantelHaenszelRateRatio().effect(of: $0)
            })
        if call.contains("method=\"MH\"") {
            answer.common =
                difference
                ? MantelHaenszelRateDifference().pooled(studies) : MantelHaenszelRateRatio().pooled(studies)
        }
        if call.contains("method=\"Cochran\"") {
            let pooled = CochranRateRatio().answer(for: studies, level: 0.95).estimate!
            answer.common = EffectEstimate(
                estimate: pooled.estimate, variance: pooled.standardError! * pooled.standardError!)
        }
        return answer
    }

    /// One proportion on the scale of a measure; ½ where no or every participant has the event.
    static func proportion(_ measure: String, _ group: BinaryGroup) -> EffectEstimate? {
        let grown = group.hasZeroCell ? group.adding(0.5) : group
        let half = group.hasZeroCell ? BinaryGroup(events: group.events + 0.5, total: group.total + 0.5) : group
        let none = ZeroCellRule.none
        func first<M: EffectMeasure>(_ measure: M, _ study: BinaryGroup) -> EffectEstimate?
        where M.Summary == BinaryGroup {
            measure.effects(of: [study]).first.flatMap { try? $0.get() }
        }
        switch measure {
        case "PFT": return first(DoubleArcsineProportion(zeroCells: none), group)
        case "PAS": return first(ArcsineProportion(zeroCells: none), group)
        case "PLN":
            // Where all have the event, the estimate stays 0 and the variance sees ½ more participants.
            if group.events == group.total {
                return EffectEstimate(estimate: 0, variance: 1 / group.total - 1 / (group.total + 0.5))
            }
            return first(LogProportion.standard, half)
        case "PRAW":
            return first(RawProportion.standard, grown).map {
                EffectEstimate(estimate: group.events / group.total, variance: $0.variance)
            }
        default: return first(LogitProportion.standard, group)
        }
    }

    static func single(_ measure: String, _ groups: [CountGroup]) -> [EffectEstimate?] {
        switch measure {
        case "IR": IncidenceRate().effects(of: groups).map { try? $0.get() }
        case "IRS": SquareRootIncidenceRate().effects(of: groups).map { try? $0.get() }
        case "IRFT": FreemanTukeyRate().effects(of: groups).map { try? $0.get() }
        default: LogIncidenceRate().effects(of: groups).map { try? $0.get() }
        }
    }
}
