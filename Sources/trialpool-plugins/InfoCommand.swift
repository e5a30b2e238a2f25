import ArgumentParser
import TrialCommandLine
import TrialPluginMessages
import TrialPlugins

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Say everything that a plugin says of itself, without running it.",
        discussion: "Example: trialpool-plugins info living-registry")

    @Argument(help: "The plugin's name, or the path of its folder.")
    var name: String

    @OptionGroup var places: PluginPlaces

    func run() throws {
        let plugin = try places.finder.plugin(name)
        Terminal.print(PluginDescription(plugin, try TrustStore.usual().state(of: plugin)).text)
    }
}

/// A plugin in lines for a person who decides whether it may run.
struct PluginDescription {
    let text: String

    init(_ plugin: InstalledPlugin, _ state: TrustStore.State) {
        let manifest = plugin.manifest
        let limits = manifest.limits
        var lines = [
            "\(plugin.name) \(manifest.version), \(plugin.kind.rawValue): \(manifest.summary)",
            "  licence   \(manifest.licence)", "  folder    \(plugin.folder)", "  SHA-256   \(plugin.sha256)",
            "  runs      \(manifest.command.joined(separator: " "))",
            "  may use   \(limits.seconds) s, \(limits.memoryMB) MB memory, \(limits.outputMB) MB output, \(limits.diskMB) MB disk, \(limits.processes) processes",
        ]
        if !manifest.extensions.isEmpty {
            lines.append("  takes     \(manifest.extensions.map { ".\($0)" }.joined(separator: ", "))")
        }
        if !manifest.environment.isEmpty {
            lines.append("  is given  \(manifest.environment.joined(separator: ", ")) of the environment")
        }
        for option in manifest.options {
            let choices = option.choices.isEmpty ? "" : " (\(option.choices.joined(separator: ", ")))"
            lines.append("  option    \(option.name): \(option.type.rawValue)\(choices). \(option.help)")
        }
        switch state {
        case .enabled: lines.append("It is enabled.")
        case .disabled: lines.append("It is not enabled: trialpool plugins enable \(plugin.name)")
        case .changed(let version):
            lines.append("It is not what was enabled (version \(version)): trialpool plugins enable \(plugin.name)")
        }
        text = lines.joined(separator: "\n")
    }
}
