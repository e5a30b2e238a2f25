import TrialAnalysis
import TrialCommandLine
import TrialStatistics

/// What trialpool-analyze explains: plans, measures and methods, from the catalogue that it analyses with.
enum AnalyzeTopics: HelpTopics {
    private static let catalogue = AnalysisCatalogue.standard

    static let all = [
        HelpTopic("plan", "the keys of a plan and what each chooses") { plan },
        HelpTopic("kinds", "the kinds of questions that a plan can ask") {
            "Kinds of questions, for `kind` in a plan:\n"
                + HelpTopic.list(catalogue.kinds.map { ($0.name, $0.summary) })
        },
        HelpTopic("measures", "the effect measures by their codes") { measures },
        HelpTopic("estimators", "the estimators of the between-study variance") {
            "Estimators of τ², for `heterogeneity` in a plan:\n"
                + HelpTopic.list(catalogue.methods.estimators.map { ($0.code, $0.name) })
        },
        HelpTopic("intervals", "the intervals of a pooled effect, of predictions and of τ²") { intervals },
        HelpTopic("asymmetry", "the tests of funnel asymmetry") {
            "Tests of funnel asymmetry:\n" + HelpTopic.list(catalogue.methods.asymmetryTests.map { ($0.code, $0.name) })
        },
        HelpTopic("profiles", "the method profiles, each a set of choices with its reason") {
            catalogue.methods.profiles.map { "\($0.name)\n  \($0.rationale)" }.joined(separator: "\n\n")
        },
    ]

    private static var plan: String {
        let sections = PlanGuide(catalogue).sections.map { section in
            "\(section.title)\n\(HelpTopic.list(section.keys.map { ($0.name, $0.meaning) }))"
        }
        return sections.joined(separator: "\n\n")
            + "\n\n`trialpool plan keys NAME` says what a key takes, its default and an example; --schema prints a JSON Schema."
    }

    private static var measures: String {
        let sections = ComparedGroups.allCases.map { groups in
            let own = catalogue.measures.all.map(\.descriptor).filter { $0.groups == groups }
            return "\(title(groups))\n\(HelpTopic.list(own.map { ($0.code, $0.name) }))"
        }
        return sections.joined(separator: "\n\n")
    }

    private static func title(_ groups: ComparedGroups) -> String {
        switch groups {
        case .one: "Of one group"
        case .two: "Of two groups"
        case .pairs: "Of the same participants twice, or of matched pairs"
        }
    }

    private static var intervals: String {
        let methods = catalogue.methods
        return "Confidence intervals of a pooled effect:\n"
            + HelpTopic.list(methods.intervals.map { ($0.code, $0.name) })
            + "\n\nPrediction intervals:\n" + HelpTopic.list(methods.predictions.map { ($0.code, $0.name) })
            + "\n\nIntervals of τ²:\n"
            + HelpTopic.list(
                methods.heterogeneityIntervals.map { ($0.code, $0.interval(beside: nil).name) })
    }
}
