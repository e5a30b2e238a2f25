import TrialAnalysis
import TrialPluginMessages
import TrialPlugins
import TrialResults
import TrialStatistics

/// What of a result came from plugins, and which of it can be computed again here: by a plugin that is enabled and has the
/// very content that the result names.
public struct RecordedPlugins: Sendable {
    /// What the result's plan may name: plugins where they are here, stand-ins where they are not.
    public private(set) var catalogue: AnalysisCatalogue
    /// Records that cannot be computed again, by the id of their analysis.
    public private(set) var recorded: [String: AnalysisRecord] = [:]
    /// One line for each answer that cannot be computed again: which, and without which plugin.
    public private(set) var remarks: [String] = []

    /// Looks at a result.
    ///
    /// - Parameters:
    ///   - document: The result.
    ///   - plugins: Those of this system.
    ///   - recomputes: Whether plugins that are here are to be used; otherwise all stand as they are.
    public init(_ document: ResultDocument, plugins: PluginCatalogue = PluginCatalogue(), recomputes: Bool = true) {
        catalogue = plugins.catalogue
        func isHere(_ plugin: PluginReference) -> Bool { recomputes && plugins.enabled[plugin.name] == plugin }
        for (code, plugin) in (document.measurePlugins ?? [:]).sorted(by: { $0.key < $1.key }) where !isHere(plugin) {
            for record in document.analyses where record.question.measure.code == code {
                keep(record, plugin)
            }
            catalogue = catalogue.adding(Self.standIn(code, document), of: plugin)
        }
        for record in document.analyses {
            guard let plugin = (record.answer.value as? PluginAnswer)?.plugin, !isHere(plugin) else { continue }
            keep(record, plugin)
            catalogue = catalogue.adding(AbsentKind(plugin.name))
        }
        let additions = Dictionary(grouping: document.additions ?? [], by: \.plugin)
        for (plugin, recorded) in additions.sorted(by: { $0.key.name < $1.key.name }) where !isHere(plugin) {
            remarks.append("what the plugin \(plugin.words) adds to the report")
            catalogue = catalogue.adding(AbsentAddition(plugin.name, recorded: recorded))
        }
    }

    private mutating func keep(_ record: AnalysisRecord, _ plugin: PluginReference) {
        guard recorded.updateValue(record, forKey: record.id) == nil else { return }
        remarks.append("the answer to \(record.id), which needs the plugin \(plugin.words)")
    }

    /// A measure by its code alone, for a plan to be read; nothing is computed with it.
    private static func standIn(_ code: String, _ document: ResultDocument) -> AnyEffectMeasure {
        let reference = document.analyses.first { $0.question.measure.code == code }?.question.measure
        let isRatio = reference?.scale == .log
        let descriptor = MeasureDescriptor(
            code, reference?.name ?? code, scale: isRatio ? .log : .identity,
            natural: isRatio ? .ratio(of: "the outcome") : .difference(of: "the outcome"))
        return AnyEffectMeasure(descriptor, of: BinaryComparison.self) { _ throws(StatisticsError) in
            throw StatisticsError(.unsupported, "the plugin of the measure \(code) is not here", field: "measure")
        }
    }
}
