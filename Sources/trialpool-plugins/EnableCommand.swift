import ArgumentParser
import TrialCommandLine
import TrialPlugins

struct EnableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let a plugin run, as it is now; a plugin that changes has to be enabled again.",
        discussion: "Example: trialpool-plugins enable living-registry")

    @Argument(help: "The plugin's name, or the path of its folder.")
    var name: String

    @Option(help: ArgumentHelp("Only where its content has this hash, as 'info' says it.", valueName: "hash"))
    var sha256: String?

    @OptionGroup var places: PluginPlaces

    func run() throws {
        let plugin = try places.finder.plugin(name)
        if let sha256, sha256.lowercased() != plugin.sha256 {
            throw ValidationError("\(plugin.name) has the hash \(plugin.sha256); look at what changed")
        }
        let store = try TrustStore.usual()
        try store.enable(plugin)
        Terminal.print(PluginDescription(plugin, try store.state(of: plugin)).text)
    }
}

struct DisableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Let a plugin run no more.",
        discussion: "Example: trialpool-plugins disable living-registry")

    @Argument(help: "The plugin's name.")
    var name: String

    func run() throws {
        guard try TrustStore.usual().disable(name) else {
            throw ValidationError("no plugin '\(name)' is enabled; see trialpool plugins list")
        }
        Terminal.print("\(name) runs no more.")
    }
}
