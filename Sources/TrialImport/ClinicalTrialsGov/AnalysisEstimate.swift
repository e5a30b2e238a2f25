import Foundation
import TrialEvidence

/// What a published analysis estimates, and how its numbers are printed.
enum AnalysisEstimate: Equatable {
    /// A ratio, printed as it is or as its natural logarithm.
    case ratio(PublishedMeasure, isLogarithm: Bool)
    /// A difference; the printed number times `scale` is on the natural scale.
    case difference(PublishedMeasure, scale: Double)
    /// Something that evidence has no measure for.
    case other

    /// Reads the words of the parameter type and, for differences, what the outcome measures.
    init(_ analysis: RegistryAnalysis, of table: MeasureTable) {
        let words = Set((analysis.paramType ?? "").words)
        let kind = MeasureKind(table.measure)
        guard analysis.paramValue?.number != nil, words.isDisjoint(with: ["median", "log10", "log2", "reduction"])
        else {
            self = .other
            return
        }
        if let measure = Self.ratio(words, kind) {
            self = .ratio(measure, isLogarithm: !words.isDisjoint(with: ["log", "ln"]))
        } else if words.contains("difference"), words.isDisjoint(with: ["ratio", "log", "ln"]) {
            self = Self.difference(analysis, table, kind, words)
        } else {
            self = .other
        }
    }

    private static func ratio(_ words: Set<String>, _ kind: MeasureKind) -> PublishedMeasure? {
        if words.isSuperset(of: ["relative", "risk"]) { return .riskRatio }
        guard words.contains("ratio") else { return nil }
        if words.contains("odds") { return .oddsRatio }
        if !words.isDisjoint(with: ["hazard", "hazards"]) { return .hazardRatio }
        if words.contains("risk") { return .riskRatio }
        guard !words.isDisjoint(with: ["rate", "rates"]) else { return nil }
        // The ratio of response rates is one of risks, but nobody can tell whether it is meant.
        return kind.countsPatients ? nil : .rateRatio
    }

    private static func difference(
        _ analysis: RegistryAnalysis, _ table: MeasureTable, _ kind: MeasureKind, _ words: Set<String>
    ) -> AnalysisEstimate {
        guard kind.countsPatients else {
            if case .mean = kind { return .difference(.meanDifference, scale: 1) }
            return words.contains("mean") ? .difference(.meanDifference, scale: 1) : .other
        }
        let printed = [analysis.paramValue, analysis.ciLowerLimit, analysis.ciUpperLimit].compactMap { $0?.number }
        // Beyond one the numbers must be percentage points.
        if printed.contains(where: { abs($0) > 1 }) { return .difference(.riskDifference, scale: 0.01) }
        let levels = (analysis.groupIds ?? []).compactMap { table.levels[$0] }
        guard levels.count == 2, let value = printed.first else { return .other }
        let crude = abs(levels[0] - levels[1])
        // Crude points of 20 beside a published 0.2: a proportion; beside 0.9 neither reading is near.
        let isProportion = crude > 2 && abs(abs(value) * 100 - crude) < crude / 2
        return isProportion ? .difference(.riskDifference, scale: 1) : .other
    }

    var measure: PublishedMeasure? {
        switch self {
        case .ratio(let measure, _), .difference(let measure, _): measure
        case .other: nil
        }
    }

    var statistic: Statistic {
        switch self {
        case .ratio: .ratioCI
        case .difference: .differenceCI
        case .other: .pValue
        }
    }

    /// What the note must say of the numbers.
    var remark: String? {
        switch self {
        case .ratio(_, isLogarithm: true): "printed as natural logarithms"
        case .difference(_, let scale) where scale != 1: "printed in percentage points, here divided by 100"
        default: nil
        }
    }

    /// A printed number on the natural scale.
    func natural(_ printed: Double) -> Double {
        switch self {
        case .ratio(_, isLogarithm: true): exp(printed)
        case .difference(_, scale: 0.01): printed / 100
        default: printed
        }
    }

    /// A printed number on the scale on which no effect is zero.
    func onItsScale(_ printed: Double) -> Double? {
        switch self {
        case .ratio(_, isLogarithm: true): printed
        case .ratio: printed > 0 ? log(printed) : nil
        case .difference: natural(printed)
        case .other: nil
        }
    }

    /// The effect of the first level against the second on the scale on which no effect is zero.
    ///
    /// Levels of patients are percentages. A hazard ratio has no crude effect: more of a good thing can come with either.
    func crude(_ one: Double, _ two: Double, kind: MeasureKind) -> Double? {
        switch self {
        case .difference(.riskDifference, _): return (one - two) / 100
        case .difference: return one - two
        case .ratio(.oddsRatio, _):
            guard kind.countsPatients, (0...100).contains(one), (0...100).contains(two) else { return nil }
            return log(one / (100 - one)) - log(two / (100 - two))
        case .ratio(.riskRatio, _), .ratio(.rateRatio, _):
            return one >= 0 && two >= 0 && one + two > 0 ? log(one) - log(two) : nil
        case .ratio, .other: return nil
        }
    }
}
