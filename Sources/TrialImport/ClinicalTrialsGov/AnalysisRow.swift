import Foundation
import TrialEvidence

/// Turns a published analysis of an outcome measure into a comparison of two arms.
///
/// A record lists the two groups but not which of them is compared with which: the numbers of the two arms decide, since
/// their crude difference or ratio has the sign of the published one; else the roles of the arms, and the row is uncertain.
struct AnalysisRow {
    let analysis: RegistryAnalysis
    let table: MeasureTable
    let place: String

    private struct Pair {
        var arm: String
        var comparator: String
        var confidence: Confidence
        var reason: String
    }

    private enum Estimate {
        case ratio(PublishedMeasure)
        case difference(PublishedMeasure, scale: Double)
        case other
    }

    /// The comparison, or why there is none.
    func row() throws(Refusal) -> OutcomeRow {
        let groups = try twoArms()
        let estimate = estimate
        let pair = direction(of: estimate, groups)
        var row = OutcomeRow(
            arm: ArmKey(studyID: table.source.studyID, armID: pair.arm),
            outcome: (table.measure.title ?? "").onOneLine, statistic: .pValue,
            provenance: table.source.provenance(place, note: note))
        row.comparatorArmID = pair.comparator
        row.timepointMonths = table.fixedMonths ?? table.months
        row.provenance.confidence = pair.confidence
        row.provenance.add(pair.reason)
        if (table.measure.classes ?? []).count > 1 {
            row.provenance.add("the measure has several classes; the record does not say which are compared")
        }
        fillPValue(&row)
        fillEstimate(&row, estimate)
        guard row.statistic != .pValue || row.pValue != nil else {
            throw Refusal(
                code: "analysis-without-numbers", reason: "neither an estimate that can be held nor a p-value")
        }
        return row
    }

    private func twoArms() throws(Refusal) -> [(group: String, arm: String)] {
        let ids = analysis.groupIds ?? []
        guard ids.count == 2 else {
            let code = ids.count > 2 ? "more-than-two-groups" : "fewer-than-two-groups"
            throw Refusal(code: code, reason: "the analysis concerns \(ids.count) groups")
        }
        let arms = ids.compactMap { id in table.groups.first { $0.id == id }.flatMap { table.arms.position(of: $0) } }
        guard arms.count == 2 else {
            throw Refusal(code: "unknown-group", reason: "a group of the analysis is not a group of the measure")
        }
        guard arms[0].armID != arms[1].armID else {
            throw Refusal(code: "within-one-arm", reason: "both groups are the arm \(arms[0].armID)")
        }
        return [(ids[0], arms[0].armID), (ids[1], arms[1].armID)]
    }

    private var value: Double? { analysis.paramValue?.number }

    private var estimate: Estimate {
        let words = (analysis.paramType ?? "").words
        guard value != nil, !words.contains("log"), !words.contains("median") else { return .other }
        let isRatio = words.contains("ratio")
        if isRatio, words.contains("odds") { return .ratio(.oddsRatio) }
        if isRatio, words.contains("hazard") || words.contains("hazards") { return .ratio(.hazardRatio) }
        if isRatio, words.contains("rate") { return .ratio(.rateRatio) }
        if isRatio, words.contains("risk") || words.contains("relative") { return .ratio(.riskRatio) }
        guard words.contains("difference"), !isRatio else { return .other }
        switch MeasurementRow(table.measure).kind {
        case .percentOfPatients, .patients, .proportionOfPatients: return riskDifference
        case .mean: return .difference(.meanDifference, scale: 1)
        default: return words.contains("mean") ? .difference(.meanDifference, scale: 1) : .other
        }
    }

    /// A difference of percentages is printed in percentage points or as a proportion: beyond one it must be in points.
    private var riskDifference: Estimate {
        let values = [analysis.paramValue, analysis.ciLowerLimit, analysis.ciUpperLimit].compactMap { $0?.number }
        let inPoints = values.contains { abs($0) > 1 }
        if inPoints { return .difference(.riskDifference, scale: 0.01) }
        let crude = table.levels.values.sorted()
        guard crude.count == 2, let value, abs(crude[1] - crude[0]) > 2 else { return .other }
        // Crude points of 20 beside a published 0.2: a proportion; beside 0.9 neither reading is near.
        let isProportion = abs(abs(value) * 100 - (crude[1] - crude[0])) < (crude[1] - crude[0]) / 2
        return isProportion ? .difference(.riskDifference, scale: 1) : .other
    }

    private func direction(of estimate: Estimate, _ groups: [(group: String, arm: String)]) -> Pair {
        let (first, second) = (groups[0], groups[1])
        if let sign = publishedSign(estimate), let one = table.levels[first.group],
            let two = table.levels[second.group],
            one != two
        {
            let runsForward = (one > two) == (sign > 0)
            let reason = "direction from the numbers of the two arms"
            return runsForward
                ? Pair(arm: first.arm, comparator: second.arm, confidence: .primary, reason: reason)
                : Pair(arm: second.arm, comparator: first.arm, confidence: .primary, reason: reason)
        }
        let roles = [first.arm, second.arm].map { table.arms.arm($0)?.role ?? .comparator }
        let swapped = roles[0] == .control && roles[1] != .control || roles[0] == .comparator && roles[1] == .treatment
        let reason = "direction not stated: taken as \(swapped ? second.arm : first.arm) against the other; check"
        let confidence: Confidence = if case .other = estimate { .primary } else { .uncertain }
        return swapped
            ? Pair(arm: second.arm, comparator: first.arm, confidence: confidence, reason: reason)
            : Pair(arm: first.arm, comparator: second.arm, confidence: confidence, reason: reason)
    }

    /// Above zero where the published effect says that the first of its arms has more.
    private func publishedSign(_ estimate: Estimate) -> Double? {
        guard let value else { return nil }
        switch estimate {
        // A hazard says nothing of levels: more of a good thing can come with either.
        case .ratio(.hazardRatio), .other: return nil
        case .ratio: return value > 0 && value != 1 ? log(value) : nil
        case .difference: return value == 0 ? nil : value
        }
    }

    private func fillPValue(_ row: inout OutcomeRow) {
        guard let text = analysis.pValue?.text, !text.isEmpty else { return }
        let bare = text.replacing(" ", with: "").lowercased()
        let parsed = PValue(text: bare.hasPrefix("p") ? String(bare.dropFirst()) : bare)
        let isAboutMargin = (analysis.nonInferiorityType ?? "").contains("INFERIORITY")
        let isAboutEquivalence = (analysis.nonInferiorityType ?? "").contains("EQUIVALENCE")
        if let parsed, !isAboutMargin, !isAboutEquivalence {
            row.pValue = parsed
        } else {
            row.provenance.add("p-value printed as \"\(text.shown)\"")
        }
    }

    private func fillEstimate(_ row: inout OutcomeRow, _ estimate: Estimate) {
        var scale = 1.0
        switch estimate {
        case .ratio(let measure): (row.statistic, row.effectMeasure) = (.ratioCI, measure)
        case .difference(let measure, let factor):
            (row.statistic, row.effectMeasure, scale) = (.differenceCI, measure, factor)
        case .other:
            let numbers = [analysis.paramValue, analysis.ciLowerLimit, analysis.ciUpperLimit].compactMap { $0?.text }
            if !numbers.isEmpty {
                let type = (analysis.paramType ?? "estimate").onOneLine
                row.provenance.add("not held as an effect: \(type) \(numbers.joined(separator: ", "))")
            }
            return
        }
        func scaled(_ text: RegistryText?) -> Double? { text?.number.map { scale == 1 ? $0 : $0 * scale } }
        row.effect = scaled(analysis.paramValue)
        row.ciLow = scaled(analysis.ciLowerLimit)
        row.ciHigh = scaled(analysis.ciUpperLimit)
        if row.ciLow != nil || row.ciHigh != nil { row.ciLevel = analysis.ciPctValue?.number }
        if scale != 1 { row.provenance.add("printed in percentage points, here divided by 100") }
        if analysis.ciNumSides?.enumSpelling == "ONE_SIDED" { row.provenance.add("one-sided interval") }
        let spread = (analysis.dispersionType ?? "").enumSpelling
        if let value = scaled(analysis.dispersionValue) {
            if case .difference = estimate, spread.hasPrefix("STANDARD_ERROR") {
                row.se = value
            } else {
                row.provenance.add("\(analysis.dispersionType ?? "spread") \(Decimals.text(value))")
            }
        }
    }

    private var note: String {
        let parts = [
            analysis.statisticalMethod, analysis.paramType, analysis.groupDescription, analysis.estimateComment,
            analysis.pValueComment,
            analysis.nonInferiorityType.map { "test of \($0.replacing("_", with: " ").lowercased())" },
        ]
        return parts.compactMap { $0?.onOneLine }.filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
