/// What a plugin adds to a report: a section, or a figure of an analysis.
public struct PluginAddition: Codable, Sendable, Equatable {
    /// The plugin.
    public let plugin: PluginReference
    /// The id of the analysis to which it belongs; nil for one about the whole report.
    public let analysis: String?
    /// What stands over it.
    public let heading: String
    /// What it shows; empty where the plugin failed or had nothing to show.
    public let content: [PluginContent]
    /// What a reader must know, and why the plugin failed where it did.
    public let remarks: [String]

    /// Creates an addition.
    public init(
        _ plugin: PluginReference, analysis: String? = nil, heading: String, content: [PluginContent],
        remarks: [String] = []
    ) {
        self.plugin = plugin
        self.analysis = analysis
        self.heading = heading
        self.content = content
        self.remarks = remarks
    }
}
