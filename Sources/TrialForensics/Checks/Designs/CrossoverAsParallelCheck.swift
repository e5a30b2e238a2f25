import TrialEvidence

/// Crossover trials entered as if their patients had stayed in one arm.
public struct CrossoverAsParallelCheck: EvidenceCheck {
    /// The check's code.
    public let code = "crossover-as-parallel"
    /// What it looks for.
    public let summary = "Results of a crossover trial stand as if patients had stayed in one arm."

    /// Makes the check.
    public init() {}

    /// For each crossover trial: arms that do not say their period, results of first-period arms after patients changed
    /// over, and arms that are compared although their patients are the same, without a paired result.
    public func findings(in evidence: ExaminedEvidence) -> [Finding] {
        evidence.dataset.studies.filter(\.design.isCrossover).flatMap { study in
            [withoutPeriod(study, evidence), afterCrossing(study, evidence), unpaired(study, evidence)]
                .compactMap(\.self)
        }
    }

    private func withoutPeriod(_ study: Study, _ evidence: ExaminedEvidence) -> Finding? {
        let arms = evidence.arms(of: study.id).filter { $0.period == .only && $0.combines.isEmpty }
        guard !arms.isEmpty else { return nil }
        return Finding(
            code, .likely, rows: FindingRows(arms, subject: "\(study.id), arms without a period"),
            found: "no period for \(FindingWords.list(arms.map(\.id)))",
            expected: "1, 2, pooled or within-person in a crossover trial",
            advice: "Say in the column period of arms.csv which part of the trial each arm stands for.")
    }

    private func afterCrossing(_ study: Study, _ evidence: ExaminedEvidence) -> Finding? {
        guard let months = study.firstPeriodMonths else { return nil }
        let compared = evidence.rows(of: study.id).filter { ($0.row.timepointMonths ?? 0) > months }
        let late = compared.filter { row in
            evidence.arm(row.row.arm).map { $0.period == .first || $0.period == .only } == true
        }
        guard !late.isEmpty else { return nil }
        let outcomes = ExaminedEvidence.grouped(late) { $0.row.outcome }.map(\.0)
        let subject = "\(study.id), results of the first period after patients changed over"
        return Finding(
            code, .likely, rows: FindingRows(late, subject: subject),
            found:
                "\(FindingWords.count(late.count, "result")) after month \(Decimals.text(months)): \(FindingWords.list(outcomes))",
            expected: "results up to month \(Decimals.text(months)), when patients changed over",
            advice: "Give them to arms that stand for both periods, or leave them out of comparisons between the arms.")
    }

    private func unpaired(_ study: Study, _ evidence: ExaminedEvidence) -> Finding? {
        let settings = evidence.settings(of: study.id).filter { setting, rows in
            let arms = rows.compactMap { evidence.arm($0.row.arm) }
                .filter { ($0.period == .pooled || $0.period == .withinPerson) && $0.combines.isEmpty }
            return Set(arms.map(\.id)).count > 1
                && !evidence.comparedSettings.contains(setting)
        }
        guard !settings.isEmpty else { return nil }
        let rows = settings.flatMap(\.rows)
        let arms = ExaminedEvidence.grouped(rows) { $0.row.armID }.map(\.0)
        return Finding(
            code, .doubtful,
            rows: FindingRows(rows, subject: "\(study.id), the same patients in \(FindingWords.list(arms))"),
            found:
                "\(FindingWords.count(rows.count, "result")) in \(FindingWords.count(settings.count, "setting")), none paired",
            expected: "a paired result, or a correlation in the plan",
            advice: "Enter the paired comparison where it is printed; else pool the first period only.")
    }
}
