import TrialEvidence
import TrialJSON
import TrialResults

/// Something that adds a section or figures to the report of a plan that asks for it under `plugins`.
///
/// It never stops a run: what fails is told in the addition's remarks.
public protocol ReportAddition: Sendable {
    /// The word in a plan's `plugins`.
    var name: String { get }
    /// What is wrong with options; nil where nothing is, or options are none of its business.
    func problem(with options: JSONValue) -> String?
    /// What is added to a document, all at once or one for each analysis that is asked for; `dataset` is the main one.
    func additions(to document: ResultDocument, of dataset: Dataset?, _ asked: PlannedAddition) -> [PluginAddition]
}

/// An entry of a plan's `plugins`.
public struct PlannedAddition: Sendable, Equatable {
    /// The plugin's name.
    public var plugin: String
    /// The ids of the analyses that it is about; empty for all.
    public var analyses: [String]
    /// What is chosen for it, an object.
    public var options: JSONValue

    /// Asks for an addition.
    public init(plugin: String, analyses: [String] = [], options: JSONValue = .object([])) {
        (self.plugin, self.analyses, self.options) = (plugin, analyses, options)
    }

    /// The analyses that it is about.
    public func records(of document: ResultDocument) -> [AnalysisRecord] {
        analyses.isEmpty ? document.analyses : document.analyses.filter { analyses.contains($0.id) }
    }
}
