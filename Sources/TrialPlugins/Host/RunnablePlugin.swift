/// A plugin that may run: there is no way to a session but through this.
public struct RunnablePlugin: Sendable, Equatable {
    /// The plugin.
    public let plugin: InstalledPlugin

    /// A plugin that a person enabled, as it was then.
    ///
    /// - Throws: `PluginError` where nobody did, or it has changed since.
    public init(_ plugin: InstalledPlugin, enabledIn store: TrustStore) throws(PluginError) {
        try store.check(plugin)
        self.plugin = plugin
    }

    /// A plugin that a person asks to run now, by its name, to try it. Never for one that was merely found.
    public init(asked plugin: InstalledPlugin) { self.plugin = plugin }
}
