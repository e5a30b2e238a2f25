import ArgumentParser
import TrialCommandLine
import TrialPluginMessages
import TrialPlugins

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the plugins that are found, and whether each may run.",
        discussion: "Example: trialpool-plugins list --folder my-plugins")

    @OptionGroup var places: PluginPlaces
    @OptionGroup var options: OutputOptions

    private struct Line: Encodable {
        let name, version, kind, state, summary, folder, sha256: String
    }

    func run() throws {
        let store = try TrustStore.usual()
        let found = places.finder.found
        let lines = try found.plugins.map { plugin in
            Line(
                name: plugin.name, version: plugin.manifest.version, kind: plugin.kind.rawValue,
                state: try store.state(of: plugin).words, summary: plugin.manifest.summary, folder: plugin.folder,
                sha256: plugin.sha256)
        }
        for fault in found.faults { Terminal.error("trialpool-plugins: warning: \(fault)") }
        for plugin in found.hidden {
            Terminal.error("trialpool-plugins: warning: \(plugin.folder): another '\(plugin.name)' was found before it")
        }
        if options.json { return try options.printJSON(lines) }
        guard !lines.isEmpty else {
            return Terminal.print("No plugins in \(places.finder.folders.joined(separator: ", ")).")
        }
        var table = TerminalTable(["Name", "Version", "Kind", "May run", "What it does"])
        for line in lines { table.add([line.name, line.version, line.kind, line.state, line.summary]) }
        Terminal.print(table.text)
    }
}

extension TrustStore.State {
    /// The state in a word or two.
    var words: String {
        switch self {
        case .enabled: "enabled"
        case .disabled: "no"
        case .changed: "changed"
        }
    }
}
