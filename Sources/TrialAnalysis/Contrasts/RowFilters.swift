import TrialEvidence
import TrialResults

/// One rule that may leave a row out, looking at this row alone.
protocol RowFilter {
    /// Why the row is left out; nil where it may stay.
    func exclusion(of row: OutcomeRow, arm: Arm) -> (code: String, reason: String)?
}

/// Studies that the plan leaves out.
struct PlanExclusion: RowFilter {
    let excluded: [ExcludedStudy]

    func exclusion(of row: OutcomeRow, arm: Arm) -> (code: String, reason: String)? {
        excluded.first { $0.study == row.studyID }.map { ("plan", "The plan leaves this study out: \($0.reason)") }
    }
}

/// The span of months that counts.
struct WindowFilter: RowFilter {
    /// The code of rows of other months than those of the plan.
    static let outside = "outside-window"

    let window: MonthWindow?

    func exclusion(of row: OutcomeRow, arm: Arm) -> (code: String, reason: String)? {
        guard let window else { return nil }
        guard let month = row.timepointMonths else {
            return ("no-time", "The source does not print the time of this result.")
        }
        guard month < window.from || month > window.to else { return nil }
        return (Self.outside, "Month \(Decimals.text(month)) is outside the window of the plan.")
    }
}

/// The populations that count.
struct PopulationFilter: RowFilter {
    let populations: [String]

    func exclusion(of row: OutcomeRow, arm: Arm) -> (code: String, reason: String)? {
        guard !populations.isEmpty, !populations.contains(row.population.label) else { return nil }
        return ("population", "The plan does not ask for the population '\(row.population.label)'.")
    }
}

/// The parts of studies that count, such as subgroups of a review's analysis.
struct NamedPartFilter: RowFilter {
    let names: [String]

    func exclusion(of row: OutcomeRow, arm: Arm) -> (code: String, reason: String)? {
        guard !names.isEmpty, !names.contains(row.subgroup) else { return nil }
        let what = row.subgroup.isEmpty ? "the whole study" : "the subgroup '\(row.subgroup)'"
        return ("subgroup", "The plan does not ask for \(what).")
    }
}

/// The definitions of the endpoint that count.
struct DefinitionFilter: RowFilter {
    let names: [String]

    func exclusion(of row: OutcomeRow, arm: Arm) -> (code: String, reason: String)? {
        guard !names.isEmpty, !names.contains(row.definition) else { return nil }
        let what = row.definition.isEmpty ? "rows without a definition" : "the definition '\(row.definition)'"
        return ("definition", "The plan does not ask for \(what).")
    }
}

/// The least confidence in the printed number.
struct ConfidenceFilter: RowFilter {
    let least: String

    func exclusion(of row: OutcomeRow, arm: Arm) -> (code: String, reason: String)? {
        let order = Confidence.allCases.map(\.rawValue)
        let limit = order.firstIndex(of: least) ?? order.count - 1
        let own = order.firstIndex(of: row.provenance.confidence.rawValue) ?? 0
        guard own > limit else { return nil }
        return (
            "confidence",
            "Confidence is '\(row.provenance.confidence.rawValue)'; the plan asks for '\(least)' or better."
        )
    }
}

/// The arms that the question is about.
struct RoleFilter: RowFilter {
    let arms: ArmRule

    func exclusion(of row: OutcomeRow, arm: Arm) -> (code: String, reason: String)? {
        if arm.role == .comparator {
            return ("both-arms", "'\(arm.label)' is neither a treatment nor a control group by itself.")
        }
        if arms == .treatment, arm.role != .treatment {
            return ("other-arm", "A control group; the plan pools treatment groups.")
        }
        if arms == .control, arm.role != .control {
            return ("other-arm", "A treatment group; the plan pools control groups.")
        }
        return nil
    }
}

/// Crossover trials: the first period, unless the plan takes all periods; pairs where it asks for them.
struct CrossoverFilter: RowFilter {
    let rule: CrossoverRule
    let dataset: IndexedDataset

    func exclusion(of row: OutcomeRow, arm: Arm) -> (code: String, reason: String)? {
        if row.statistic.isPaired || arm.period == .withinPerson {
            guard rule != .paired else { return nil }
            return (
                "paired-periods",
                "Both periods of the same participants: such rows need 'crossover: paired', and the within-person correlation."
            )
        }
        guard rule != .allPeriods else { return nil }
        switch arm.period {
        case .second:
            return ("second-period", "The second period of a crossover trial: carry-over cannot be excluded.")
        case .pooled:
            return (
                "pooled-cycles",
                "Pools both cycles of a crossover trial, so participants count twice; the plan takes the first period only."
            )
        case .only, .first, .withinPerson:
            guard let end = dataset.study(row.studyID)?.firstPeriodMonths, let month = row.timepointMonths, month > end
            else { return nil }
            return (
                "after-crossover",
                "Month \(Decimals.text(month)) is after the crossover at month \(Decimals.text(end)); the plan takes the first period only."
            )
        }
    }
}
