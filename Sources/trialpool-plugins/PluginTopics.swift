import TrialCommandLine
import TrialPluginMessages

/// What trialpool-plugins explains.
enum PluginTopics: HelpTopics {
    static let all = [
        HelpTopic("plugin-kinds", "what a plugin can be") {
            "Kinds of plugins, for --kind of `trialpool plugins new`:\n"
                + HelpTopic.list(PluginKind.allCases.map { ($0.rawValue, meaning($0)) })
        }
    ]

    private static func meaning(_ kind: PluginKind) -> String {
        switch kind {
        case .importer: "files become rows of a dataset"
        case .analysis: "rows become an answer to a question of a plan"
        case .reportSection: "results become paragraphs, tables and figures of a report"
        case .figure: "an analysis becomes a drawing"
        case .measure: "what studies report becomes estimates and variances"
        }
    }
}
