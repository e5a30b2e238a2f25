import TrialEvidence
import TrialForensics
import TrialResults
import TrialStatistics

/// What a plan's entry asks, as a result says it.
struct QuestionWords {
    private let specification: AnalysisSpecification
    private let measure: AnyEffectMeasure
    private var rules: RowRules { specification.rules }

    init(_ specification: AnalysisSpecification, measure: AnyEffectMeasure) {
        self.specification = specification
        self.measure = measure
    }

    func question(arms: ArmNames, sizes: [Double]) -> AnalysisQuestion {
        let isSingle = rules.arms != .controlled
        var question = AnalysisQuestion(
            outcome: specification.outcome,
            measure: MeasureReference(measure, sizes: sizes),
            comparison: comparison(arms), rules: ruleWords,
            better: specification.better.flatMap(AnalysisQuestion.Direction.init(rawValue:)),
            favours: specification.favours)
        question.important = isSingle ? nil : specification.important
        question.per = specification.per
        return question
    }

    /// The plan's names of the groups, else those that all arms share, else `treatment` and `control`.
    private func comparison(_ arms: ArmNames) -> NamedGroups {
        let treatment = specification.groups.treatment ?? arms.treatment ?? "treatment"
        let control = specification.groups.control ?? arms.control ?? "control"
        return switch rules.arms {
        case .controlled: NamedGroups(treatment: treatment, control: control)
        case .treatment: NamedGroups(treatment: treatment, control: nil)
        case .control: NamedGroups(treatment: nil, control: control)
        }
    }

    private var ruleWords: [String: String] {
        var words = [
            "arms": rules.arms.rawValue, "crossover": rules.crossover.rawValue,
            "time": specification.options.value.takesEveryTime ? "every" : rules.time.rawValue,
            "multi-arm": rules.multiArm.rawValue, "overlap": rules.overlap.rawValue, "confidence": rules.confidence,
            "medians": rules.medians.rawValue,
        ]
        if let r = rules.correlation { words["correlation"] = Decimals.text(r) }
        if let baseline = rules.baseline { words["baseline"] = baseline }
        if let window = rules.window {
            words["window"] = "month \(Decimals.text(window.from)) to \(Decimals.text(window.to))"
        }
        let lists = [
            ("of-subgroups", rules.ofSubgroups), ("definition", rules.definitions),
            ("reports", rules.reports.map(\.rawValue)), ("alike", rules.alike.map(\.rawValue)),
        ]
        for (key, names) in lists where !names.isEmpty { words[key] = names.joined(separator: ", ") }
        if !rules.populations.isEmpty { words["population"] = rules.populations.joined(separator: ", ") }
        return words
    }
}
