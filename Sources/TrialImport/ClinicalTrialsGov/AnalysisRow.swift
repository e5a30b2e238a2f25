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

    /// The comparison, or why there is none.
    func row() throws(Refusal) -> OutcomeRow {
        let groups = try twoArms()
        let estimate = AnalysisEstimate(analysis, of: table)
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

    private func direction(of estimate: AnalysisEstimate, _ groups: [(group: String, arm: String)]) -> Pair {
        let (first, second) = (groups[0], groups[1])
        if let published = analysis.paramValue?.number.flatMap({ estimate.onItsScale($0) }), published != 0,
            let one = table.levels[first.group], let two = table.levels[second.group],
            let crude = estimate.crude(one, two, kind: MeasureKind(table.measure)), crude != 0
        {
            let runsForward = (crude > 0) == (published > 0)
            let gap = abs(abs(crude) - abs(published))
            let isNear = gap <= max(abs(crude), abs(published)) / 2
            let reason = "direction from the numbers of the two arms" + (isNear ? "" : ", which agree only in sign")
            return Pair(
                arm: runsForward ? first.arm : second.arm, comparator: runsForward ? second.arm : first.arm,
                confidence: isNear ? .primary : .uncertain, reason: reason)
        }
        let roles = [first.arm, second.arm].map { table.arms.arm($0)?.role ?? .comparator }
        let swapped = roles[0] == .control && roles[1] != .control || roles[0] == .comparator && roles[1] == .treatment
        let arm = swapped ? second.arm : first.arm
        return Pair(
            arm: arm, comparator: swapped ? first.arm : second.arm,
            confidence: estimate == .other ? .primary : .uncertain,
            reason: "direction not stated: taken as \(arm) against the other; check")
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

    private func fillEstimate(_ row: inout OutcomeRow, _ estimate: AnalysisEstimate) {
        guard estimate != .other else {
            let numbers = [analysis.paramValue, analysis.ciLowerLimit, analysis.ciUpperLimit].compactMap { $0?.text }
            if !numbers.isEmpty {
                let type = (analysis.paramType ?? "estimate").onOneLine
                row.provenance.add("not held as an effect: \(type) \(numbers.joined(separator: ", "))")
            }
            return
        }
        row.statistic = estimate.statistic
        row.effectMeasure = estimate.measure
        row.effect = analysis.paramValue?.number.map(estimate.natural)
        row.ciLow = analysis.ciLowerLimit?.number.map(estimate.natural)
        row.ciHigh = analysis.ciUpperLimit?.number.map(estimate.natural)
        if row.ciLow != nil || row.ciHigh != nil { row.ciLevel = analysis.ciPctValue?.number }
        if let remark = estimate.remark { row.provenance.add(remark) }
        if analysis.ciNumSides?.enumSpelling == "ONE_SIDED" { row.provenance.add("one-sided interval") }
        guard let spread = analysis.dispersionValue?.number else { return }
        let kind = (analysis.dispersionType ?? "").enumSpelling
        if estimate.statistic == .differenceCI, kind.hasPrefix("STANDARD_ERROR") {
            row.se = estimate.natural(spread)
        } else {
            row.provenance.add("\(analysis.dispersionType ?? "spread") \(Decimals.text(spread))")
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
