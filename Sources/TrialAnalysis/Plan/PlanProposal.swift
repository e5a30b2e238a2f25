import TrialEvidence
import TrialResults
import TrialStatistics

/// The questions that a dataset can answer, as a plan to begin with.
///
/// Each outcome is tried with the measures of its kind: two groups first, one group where more studies give that. What gives most
/// studies is proposed, and how many studies and months that is stands beside it. Nothing is pooled: which questions are asked, and
/// which way is good, a person decides before looking.
public struct PlanProposal: Sendable {
    /// One question.
    public struct Question: Sendable, Equatable {
        /// The outcome's code in the dataset.
        public let outcome: String
        /// The effect measure's code.
        public let measure: String
        /// The effect measure's name.
        public let measureName: String
        /// Two groups, or the treated ones alone.
        public let arms: ArmRule
        /// Different studies that give a row.
        public let studies: Int
        /// The months after which results are there, each once, ascending.
        public let months: [Double]
    }

    /// The questions: those of two groups first, then by the number of studies; outcomes in the order of the dataset within these.
    public let questions: [Question]
    /// The outcomes that no measure can be formed from.
    public let left: [String]

    private static let tried: [(arms: ArmRule, measures: [AnyEffectMeasure])] = [
        (
            .controlled,
            [
                AnyEffectMeasure(RiskRatio.self), AnyEffectMeasure(HazardRatio.self), AnyEffectMeasure(OddsRatio.self),
                AnyEffectMeasure(IncidenceRateRatio.self), AnyEffectMeasure(MeanDifference.self),
                AnyEffectMeasure(StandardizedMeanDifference.self),
            ]
        ),
        (
            .treatment,
            [
                AnyEffectMeasure(LogitProportion.self), AnyEffectMeasure(LogIncidenceRate.self),
                AnyEffectMeasure(SingleMean.self),
            ]
        ),
    ]

    /// Looks at every outcome of a dataset.
    public init(_ dataset: Dataset) {
        let dataset = IndexedDataset(dataset)
        var (questions, left) = ([Question](), [String]())
        for outcome in dataset.outcomeNames {
            var best: Question?
            // Where two or more studies compare groups, or as many as have one, groups are compared.
            for (arms, measures) in Self.tried where best?.studies ?? 0 < 2 {
                guard let found = Self.best(outcome, in: dataset, arms: arms, of: measures),
                    found.studies > best?.studies ?? 0
                else { continue }
                best = found
            }
            if let best { questions.append(best) } else { left.append(outcome) }
        }
        self.questions = questions.enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            let (first, second) = (x.arms == .controlled ? 0 : 1, y.arms == .controlled ? 0 : 1)
            return (first, -x.studies, a.offset) < (second, -y.studies, b.offset)
        }.map(\.element)
        self.left = left
    }

    private static func best(
        _ outcome: String, in dataset: IndexedDataset, arms: ArmRule, of measures: [AnyEffectMeasure]
    ) -> Question? {
        var rules = RowRules()
        rules.arms = arms
        var best: Question?
        for measure in measures {
            var builder = ContrastBuilder(dataset, outcome: outcome, measure: measure, rules: rules)
            guard let set = try? builder.build() else { continue }
            let studies = Set(set.contrasts.map(\.study)).count
            guard studies > best?.studies ?? 0 else { continue }
            best = Question(
                outcome: outcome, measure: measure.code, measureName: measure.name, arms: arms, studies: studies,
                months: Set(set.contrasts.compactMap(\.months)).sorted())
        }
        return best
    }
}

extension PlanProposal {
    /// The plan as text; `dataset` is the path that it names, `day` the date of the report.
    public func text(title: String, dataset: String, day: String) -> String {
        var lines = [
            "# Proposed from what the dataset holds; no result was looked at. Take out what you do not ask, say which way is good,",
            "# and register the plan before you run it:  trialpool analyze run plan.yaml -o results.json",
            "format: trialpool/plan@1", "title: \(title.quotedForYAML)", "date: \(day)",
            "dataset: \(dataset.quotedForYAML)", "",
            questions.isEmpty ? "analyses: []" : "analyses:",
        ]
        var ids: Set<String> = []
        for question in questions { lines += entry(question, id: Self.id(question.outcome, among: &ids)) }
        if !left.isEmpty {
            lines += ["", "# No measure can be formed from the rows of: \(left.joined(separator: ", ").printable)"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func entry(_ question: Question, id: String) -> [String] {
        let studies = "\(question.studies) \(question.studies == 1 ? "study" : "studies")"
        let months = question.months.map { Decimals.text($0) }
        let times = months.isEmpty ? "no time stated" : "month \(months.prefix(8).joined(separator: ", "))"
        var lines = [
            "  - id: \(id)", "    title: \(question.outcome.replacing("_", with: " ").quotedForYAML)",
            "    outcome: \(question.outcome.quotedForYAML)",
            "    measure: \(question.measure)  # \(question.measureName); \(studies), \(times)",
        ]
        if question.arms != .controlled { lines.append("    arms: \(question.arms.rawValue)") }
        lines.append("    # better: lower  # or higher")
        if let first = months.first, let last = months.last, months.count > 1 {
            lines.append("    # window: [\(first), \(last)]  # months; without it the latest result of each study")
        }
        return lines
    }

    /// Letters, digits and hyphens, each id once.
    private static func id(_ outcome: String, among ids: inout Set<String>) -> String {
        let name = outcome.hyphenated
        let stem = name.isEmpty ? "question" : name
        var (id, number) = (stem, 2)
        while !ids.insert(id).inserted {
            id = "\(stem)-\(number)"
            number += 1
        }
        return id
    }
}
