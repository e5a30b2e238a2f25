import Foundation
import TrialEvidence

/// Turns a review into evidence: two arms a study and comparison, and rows for their numbers.
struct RevManEvidence {
    let review: RevManReview
    let dataset: IndexedDataset
    private let ids: [String: String]
    private let comparisons: Set<Int>
    private var comparisonsOfStudy: [String: Set<Int>] = [:]
    private let outcomes: RevManOutcomes

    /// The two sides of a comparison.
    private enum Side: String, CaseIterable {
        case experimental
        case control

        var role: ArmRole { self == .experimental ? .treatment : .control }
    }

    /// The 97.5 % point of the normal distribution, for limits from a standard error.
    private static let z = 1.959963984540054

    init(review: RevManReview, dataset: Dataset) {
        self.review = review
        self.dataset = IndexedDataset(dataset)
        comparisons = Set(review.analyses.map(\.comparison))
        outcomes = RevManOutcomes(review.analyses)
        var ids: [String: String] = [:]
        var taken: Set<String> = []
        let names = StudyNames(dataset.studies)
        for name in review.studies.map(\.name) where ids[name] == nil {
            let base = names.known(name) ?? Self.id(of: name)
            let id = (1...).lazy.map { $0 == 1 ? base : "\(base)-\($0)" }.first { !taken.contains($0) } ?? base
            taken.insert(id)
            ids[name] = id
        }
        self.ids = ids
        for analysis in review.analyses {
            for row in analysis.rows {
                comparisonsOfStudy[ids[row.study] ?? row.study, default: []].insert(analysis.comparison)
            }
        }
    }

    /// `Bennike 1951` is the study `Bennike1951`, unless the dataset has a study of that name.
    private static func id(of name: String) -> String {
        let kept = name.filter { $0.isLetter || $0.isNumber || "-._".contains($0) }
        return kept.isEmpty ? "study" : kept
    }

    func evidence() -> ImportedEvidence {
        var evidence = ImportedEvidence(file: review.file)
        evidence.studies = review.studies.map(study)
        evidence.arms = arms()
        evidence.notTaken = review.notTaken
        var ledger = EvidenceLedger()
        for analysis in review.analyses {
            if analysis.rows.isEmpty {
                ledger.leave("analysis \(analysis.label)", "analysis-without-rows", "\(analysis.name) has no rows")
            }
            for row in analysis.rows {
                let words = ["analysis \(analysis.label)", row.subgroup, row.study]
                let place = words.filter { !$0.isEmpty }.joined(separator: ", ")
                do throws(Refusal) {
                    for result in try rows(row, of: analysis, place) {
                        ledger.take(result, distinction: "analysis \(analysis.label)")
                    }
                } catch {
                    ledger.leave(place, error.code, "\(row.study): \(error.reason)")
                }
            }
        }
        for judgement in review.judgements { book(judgement, in: &evidence, &ledger) }
        evidence.outcomes = ledger.settle(studies: evidence.studies, arms: evidence.arms)
        evidence.notTaken += ledger.notTaken
        return evidence
    }

    private func study(_ listed: RevManStudy) -> Study {
        let id = ids[listed.name] ?? listed.name
        var study = Study(id: id, design: dataset.study(id)?.design ?? listed.design ?? .notStated)
        study.line = listed.line
        guard dataset.study(id) == nil else { return study }
        if id != listed.name { study.label = listed.name }
        study.year = listed.year
        study.title = listed.title
        study.journal = listed.journal
        study.doi = listed.doi
        study.notes = listed.characteristics.joined(separator: "; ")
        return study
    }

    // MARK: - Arms

    /// The arm of a side: that of the dataset where the study has one such arm there and stands in one comparison only.
    private func armID(_ side: Side, _ study: String, _ analysis: RevManAnalysis) -> String {
        if comparisonsOfStudy[study]?.count == 1 {
            let known = dataset.arms(of: study).filter { $0.role == side.role }
            if known.count == 1 { return known[0].id }
        }
        return comparisons.count > 1 ? "\(side.rawValue)-\(analysis.comparison)" : side.rawValue
    }

    private func arms() -> [Arm] {
        var arms: [Arm] = []
        var seen: Set<ArmKey> = []
        for analysis in review.analyses {
            for row in analysis.rows {
                guard let study = ids[row.study] else { continue }
                for side in Side.allCases {
                    let key = ArmKey(studyID: study, armID: armID(side, study, analysis))
                    if seen.insert(key).inserted { arms.append(arm(key, side, analysis)) }
                }
            }
        }
        return arms
    }

    private func arm(_ key: ArmKey, _ side: Side, _ analysis: RevManAnalysis) -> Arm {
        var arm = Arm(studyID: key.studyID, id: key.armID, role: side.role)
        if let known = dataset.arm(key) {
            arm.unit = known.unit
            return arm
        }
        let label = side == .experimental ? analysis.experimentalLabel : analysis.controlLabel
        arm.label = label.isEmpty ? side.rawValue : label
        var remarks: [String] = []
        if comparisons.count > 1 {
            let name = "comparison \(analysis.comparison), \(analysis.comparisonName)"
            remarks.append("\(name): its patients may stand in others too")
        }
        if !dataset.arms(of: key.studyID).isEmpty {
            remarks.append("not matched with an arm that the dataset has: its patients may be the same")
        }
        arm.notes = remarks.joined(separator: "; ")
        return arm
    }

    // MARK: - Rows

    private func rows(
        _ row: RevManRow, of analysis: RevManAnalysis, _ place: String
    ) throws(Refusal) -> [OutcomeRow] {
        switch analysis.dataType {
        case .dichotomous: try bothGroups(row, analysis, place, Self.fillCounts)
        case .continuous: try bothGroups(row, analysis, place, Self.fillMeans)
        case .inverseVariance: [try inverseVariance(row, analysis, place)]
        case .observedMinusExpected: try observedMinusExpected(row, analysis, place)
        case .other:
            throw Refusal(code: "free-text", reason: "the analysis holds text, not numbers")
        }
    }

    private func newRow(
        _ row: RevManRow, _ analysis: RevManAnalysis, _ side: Side, _ place: String, _ statistic: Statistic
    ) -> OutcomeRow {
        let study = ids[row.study] ?? row.study
        let name = outcomes.name(of: analysis)
        var result = OutcomeRow(
            arm: ArmKey(studyID: study, armID: armID(side, study, analysis)), outcome: name.outcome,
            statistic: statistic,
            provenance: Provenance(location: "review, \(place)", confidence: .secondary, note: row.footnote))
        result.population = name.population
        result.timepointMonths = name.timepointMonths
        result.variant = name.variant
        result.subgroup = row.subgroup
        result.line = row.line
        return result
    }

    private typealias Filling = (inout OutcomeRow, RevManGroup) throws(Refusal) -> Void

    private func bothGroups(
        _ row: RevManRow, _ analysis: RevManAnalysis, _ place: String, _ fill: Filling
    ) throws(Refusal) -> [OutcomeRow] {
        var results: [OutcomeRow] = []
        for (side, group) in [(Side.experimental, row.experimental), (.control, row.control)] {
            var result = newRow(row, analysis, side, place, .events)
            try fill(&result, group)
            if analysis.swapsEvents { result.provenance.add("the review analyses those without the event") }
            results.append(result)
        }
        return results
    }

    private static func fillCounts(_ row: inout OutcomeRow, _ group: RevManGroup) throws(Refusal) {
        row.n = try count(group.total, "total", isTotal: true)
        row.events = try count(group.events, "number of events", isTotal: false)
    }

    private static func fillMeans(_ row: inout OutcomeRow, _ group: RevManGroup) throws(Refusal) {
        row.n = try count(group.total, "total", isTotal: true)
        guard let mean = group.mean else { throw Refusal(code: "row-without-numbers", reason: "the mean is missing") }
        row.mean = mean
        row.statistic = .meanSD
        // RevMan has no empty cell: a standard deviation of zero is one that nobody entered.
        if let sd = group.sd, sd != 0 {
            row.sd = sd
        } else {
            row.statistic = .meanOnly
            row.provenance.add("no standard deviation in the review")
        }
    }

    private static func count(_ value: Double?, _ what: String, isTotal: Bool) throws(Refusal) -> Int {
        guard let value else { throw Refusal(code: "row-without-numbers", reason: "the \(what) is missing") }
        guard value == value.rounded(), abs(value) <= 1e9 else {
            throw Refusal(code: "fractional-count", reason: "the \(what) \(Decimals.text(value)) is not a whole number")
        }
        guard !isTotal || value != 0 else { throw Refusal(code: "nobody-analysed", reason: "the total is zero") }
        return Int(value)
    }

    private func inverseVariance(
        _ row: RevManRow, _ analysis: RevManAnalysis, _ place: String
    ) throws(Refusal) -> OutcomeRow {
        guard let estimate = row.estimate, let error = row.standardError, error > 0 else {
            throw Refusal(code: "row-without-numbers", reason: "the estimate or its standard error is missing")
        }
        return try comparison(row, analysis, place, estimate, error)
    }

    /// The one-step estimate exp((O − E) / V) with standard error 1 / √V on the log scale, and the events where there are any.
    private func observedMinusExpected(
        _ row: RevManRow, _ analysis: RevManAnalysis, _ place: String
    ) throws(Refusal) -> [OutcomeRow] {
        guard let difference = row.observedMinusExpected, let variance = row.variance, variance > 0 else {
            throw Refusal(code: "row-without-numbers", reason: "O-E or its variance is missing")
        }
        var result = try comparison(row, analysis, place, difference / variance, 1 / variance.squareRoot())
        result.provenance.add("from O-E \(Decimals.text(difference)) and variance \(Decimals.text(variance))")
        if let first = result.derived.firstIndex(where: { $0.cell == .effect }) {
            result.derived[first] = RecordedDerivation(
                .effect, by: "ratio-from-log-rank",
                from: [
                    .init("observed_minus_expected", Decimals.text(difference)),
                    .init("variance", Decimals.text(variance)),
                ])
        }
        let hasCounts = (row.experimental.total ?? 0) > 0 && (row.control.total ?? 0) > 0
        return try [result] + (hasCounts ? bothGroups(row, analysis, place, Self.fillCounts) : [])
    }

    private func comparison(
        _ row: RevManRow, _ analysis: RevManAnalysis, _ place: String, _ estimate: Double, _ error: Double
    ) throws(Refusal) -> OutcomeRow {
        guard let measure = analysis.measure.published else {
            let reason = "no effect of a dataset stands for \(analysis.measure)"
            throw Refusal(code: "measure-not-held", reason: reason)
        }
        var result = newRow(row, analysis, .experimental, place, measure.isRatio ? .ratioCI : .differenceCI)
        result.comparatorArmID = armID(.control, result.studyID, analysis)
        result.effectMeasure = measure
        let limits = [estimate, estimate - Self.z * error, estimate + Self.z * error]
        let natural = measure.isRatio ? limits.map { exp($0) } : limits
        (result.effect, result.ciLow, result.ciHigh, result.ciLevel) = (natural[0], natural[1], natural[2], 95)
        if !measure.isRatio { result.se = error }
        let scale = measure.isRatio ? "logarithm" : "estimate"
        let (shown, spread) = (Decimals.text(estimate), Decimals.text(error))
        let inputs: [RecordedDerivation.Input] =
            measure.isRatio
            ? [.init("log_ratio", shown), .init("se_log", spread)] : [.init("effect", shown), .init("se", spread)]
        result.derived = (measure.isRatio ? [OutcomeCell.effect, .ciLow, .ciHigh] : [.ciLow, .ciHigh]).map {
            RecordedDerivation($0, by: measure.isRatio ? "ratio-from-log" : "limits-from-se", from: inputs)
        }
        result.provenance.add("limits from the \(scale) \(shown) and its standard error \(spread)")
        return result
    }

    // MARK: - Risk of bias

    private func book(
        _ judgement: RevManJudgement, in evidence: inout ImportedEvidence, _ ledger: inout EvidenceLedger
    ) {
        let place = "risk of bias, \(judgement.domain), \(judgement.study)"
        guard let verdict = judgement.judgement else {
            ledger.leave(place, "not-judged", "the review gives no judgement")
            return
        }
        guard let study = ids[judgement.study] else {
            ledger.leave(place, "unknown-study", "the review lists no study of that name")
            return
        }
        var result = RiskOfBiasJudgement(studyID: study, tool: "rob1", domain: judgement.domain, judgement: verdict)
        result.outcome = judgement.outcome
        result.support = judgement.support
        result.line = judgement.line
        evidence.riskOfBias.append(result)
    }
}
