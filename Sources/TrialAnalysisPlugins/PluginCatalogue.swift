import TrialAnalysis
import TrialEvidence
import TrialJSON
import TrialPluginMessages
import TrialPlugins
import TrialResults
import TrialStatistics

/// The plugins of this system, joined to what comes with TrialPool.
public struct PluginCatalogue {
    /// What a plan may name.
    public private(set) var catalogue: AnalysisCatalogue
    /// The plugins that may run, by name.
    public private(set) var enabled: [String: PluginReference] = [:]

    /// Joins plugins that a person has enabled to a catalogue; those that are not enabled, or changed since, are there by
    /// name, to be refused with what to do. A name that TrialPool has itself stays its own.
    public init(_ catalogue: AnalysisCatalogue = .standard, finder: PluginFinder = .usual(), jobs: Int = 1) {
        self.catalogue = catalogue
        guard let store = try? TrustStore.usual() else { return }
        for plugin in finder.found.plugins {
            do throws(PluginError) {
                add(try RunnablePlugin(plugin, enabledIn: store), jobs: jobs)
            } catch {
                refuse(plugin, "\(error)")
            }
        }
    }

    private mutating func add(_ runnable: RunnablePlugin, jobs: Int) {
        let plugin = runnable.plugin
        switch plugin.kind {
        case .analysis:
            guard catalogue.kind(named: plugin.name) == nil else { return }
            catalogue = catalogue.adding(PluginAnalysisKind(runnable))
        case .reportSection, .figure: catalogue = catalogue.adding(PluginReportAddition(runnable, jobs: jobs))
        case .measure:
            guard let measure = PluginMeasure(runnable)?.measure, (try? catalogue.measure(measure.code)) == nil else {
                return
            }
            catalogue = catalogue.adding(measure, of: plugin.reference)
        case .importer: return
        }
        enabled[plugin.name] = plugin.reference
    }

    private mutating func refuse(_ plugin: InstalledPlugin, _ reason: String) {
        switch plugin.kind {
        case .analysis:
            guard catalogue.kind(named: plugin.name) == nil else { return }
            catalogue = catalogue.adding(AbsentKind(plugin.name, reason: reason))
        case .reportSection, .figure: catalogue = catalogue.adding(AbsentAddition(plugin.name, reason: reason))
        case .measure, .importer: break
        }
    }
}

/// A kind that stands in for that of a plugin which is not here or may not run.
struct AbsentKind: AnalysisKind {
    let name: String
    let summary = "A plugin that may not run."
    let keys = [PluginKindOptions.key]
    /// Why an analysis of it is refused; nil lets the plan be read, for records that are taken as they are.
    private let reason: String?

    init(_ name: String, reason: String? = nil) { (self.name, self.reason) = (name, reason) }

    var answers: [String: any AnalysisAnswer.Type] { [name: PluginAnswer.self] }

    func options(_ entry: PlanEntry) -> PluginKindOptions {
        if let reason { entry.problem(at: "kind", reason) }
        return PluginKindOptions()
    }

    func evidence(
        for question: PlannedQuestion<PluginKindOptions>, in library: EvidenceLibrary
    ) throws(AnalysisError) -> ContrastSet {
        throw AnalysisError(.unknownName, reason ?? "the plugin '\(name)' is not here")
    }

    func answer(
        _ question: PlannedQuestion<PluginKindOptions>, on evidence: ContrastSet, by context: RunContext
    ) throws(AnalysisError) -> KindAnswer {
        throw AnalysisError(.unknownName, reason ?? "the plugin '\(name)' is not here")
    }
}

/// An addition that stands in for that of a plugin which is not here or may not run.
struct AbsentAddition: ReportAddition {
    let name: String
    private let reason: String?
    private let recorded: [PluginAddition]

    init(_ name: String, reason: String? = nil, recorded: [PluginAddition] = []) {
        (self.name, self.reason, self.recorded) = (name, reason, recorded)
    }

    func problem(with options: JSONValue) -> String? { reason }

    func additions(to document: ResultDocument, of dataset: Dataset?, _ asked: PlannedAddition) -> [PluginAddition] {
        recorded
    }
}
