import TrialPluginMessages
import TrialPlugins

/// The importers among the plugins that a person has enabled.
public enum PluginFormats {
    /// Importers that may run, by name; those whose name one of `taken` has are left out, as is everything where the list of
    /// enabled plugins cannot be read.
    public static func enabled(version: String, finder: PluginFinder, taken: [String]) -> [PluginImportFormat] {
        guard let store = try? TrustStore.usual(), let entries = try? store.entries(), !entries.isEmpty else {
            return []
        }
        return finder.found.plugins.compactMap { plugin in
            guard plugin.kind == .importer, !taken.contains(plugin.name),
                let runnable = try? RunnablePlugin(plugin, enabledIn: store)
            else { return nil }
            return PluginImportFormat(runnable, version: version)
        }
    }
}
