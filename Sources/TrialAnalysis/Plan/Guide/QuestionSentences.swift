import TrialEvidence
import TrialForensics
import TrialStatistics

/// A question of a plan in sentences, written from its values.
struct QuestionSentences {
    let all: [String]

    init(_ asked: AnalysisSpecification, measure: AnyEffectMeasure, outcome: String?) {
        let rules = asked.rules
        var sentences = ["\(measure.name) of \(outcome ?? asked.outcome), \(rules.arms.words)"]
        let times = asked.options.value.takesEveryTime ? "all" : rules.time.words
        sentences.append("\(Self.months(rules.window)); of several times \(times)")
        if !rules.populations.isEmpty {
            sentences.append("only the populations \(rules.populations.joined(separator: ", "))")
        }
        if !rules.ofSubgroups.isEmpty {
            sentences.append("only the parts \(rules.ofSubgroups.joined(separator: ", "))")
        }
        if !rules.definitions.isEmpty {
            sentences.append("only the definitions \(rules.definitions.joined(separator: ", "))")
        }
        if !rules.reports.isEmpty {
            sentences.append("of several reports first \(rules.reports.map(\.rawValue).joined(separator: ", then "))")
        }
        if !rules.alike.isEmpty {
            sentences.append("rows may differ in \(rules.alike.map(\.rawValue).joined(separator: ", "))")
        }
        if let baseline = rules.baseline { sentences.append("as change from \(baseline)") }
        sentences.append("of crossover trials \(rules.crossover.words)")
        if rules.arms == .controlled { sentences.append("of several treatment arms \(rules.multiArm.words)") }
        sentences.append("of studies that share participants \(rules.overlap.words)")
        sentences.append("groups with a median \(rules.medians.words)")
        if rules.confidence != "uncertain" { sentences.append("only numbers read as \(rules.confidence) or better") }
        if let r = rules.correlation {
            sentences.append("within-person correlation \(Decimals.text(r)) where none is printed")
        }
        if let dispersion = rules.dispersion {
            sentences.append("counts are negative binomial with dispersion \(Decimals.text(dispersion))")
        }
        sentences += rules.exclude.map { "without \($0.study): \($0.reason)" }
        sentences += rules.assume.map { "n of \($0.study) \($0.arm) taken as \(Decimals.text($0.n)): \($0.reason)" }
        all = sentences
    }

    private static func months(_ window: MonthWindow?) -> String {
        guard let window else { return "results of any month" }
        let from = Decimals.text(window.from)
        guard window.to < .greatestFiniteMagnitude else { return "results from month \(from) on" }
        return "results of months \(from) to \(Decimals.text(window.to))"
    }
}

extension ArmRule {
    fileprivate var words: String {
        switch self {
        case .controlled: "treatment against control of the same study"
        case .treatment: "treatment groups alone"
        case .control: "control groups alone"
        }
    }
}

extension TimeRule {
    fileprivate var words: String {
        switch self {
        case .latest: "the last"
        case .earliest: "the first"
        }
    }
}

extension CrossoverRule {
    fileprivate var words: String {
        switch self {
        case .firstPeriod: "the first period only"
        case .allPeriods: "both periods where the first was not printed"
        case .paired: "the difference within participants, else the first period"
        }
    }
}

extension MultiArmRule {
    fileprivate var words: String {
        switch self {
        case .combine: "one group of all"
        case .splitControl: "each against its share of the control group"
        case .covariance: "each against the whole control group, with the covariance"
        }
    }
}

extension OverlapRule {
    fileprivate var words: String {
        switch self {
        case .largest: "the largest"
        case .latest: "the latest"
        case .keep: "all, so people count more than once"
        }
    }
}

extension MedianRule {
    fileprivate var words: String {
        switch self {
        case .ifSymmetric: "count where the median looks symmetric"
        case .convert: "count"
        case .exclude: "do not count"
        }
    }
}
