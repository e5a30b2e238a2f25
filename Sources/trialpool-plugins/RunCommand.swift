import ArgumentParser
import Foundation
import TrialArchives
import TrialCommandLine
import TrialPluginMessages
import TrialPlugins

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Have a plugin do one work, and print its output as JSON.",
        discussion: """
            The input is the JSON of the plugin's kind, or for an importer the file itself.

            Example: trialpool-plugins run import-mine --input table.txt --set comma=true
            """)

    @Argument(help: "The plugin's name, or the path of its folder; a path is run though it is not enabled.")
    var name: String

    @Option(help: "The input: a file.")
    var input: String

    @Option(help: ArgumentHelp("An option of the plugin; may be given several times.", valueName: "name=value"))
    var set: [String] = []

    @OptionGroup var places: PluginPlaces
    @OptionGroup var options: OutputOptions

    func run() throws {
        let plugin = try places.finder.plugin(name)
        // Whoever writes a path asks for this plugin and no other, to try it.
        let runnable =
            name.contains("/") ? RunnablePlugin(asked: plugin) : try RunnablePlugin(plugin, enabledIn: .usual())
        let session = try PluginSession(runnable, version: Program.version)
        defer { session.end() }
        let outcome = try Trial(input, as: plugin.kind).outcome(
            of: session, options: try PluginWords(set, for: plugin.manifest).values)
        for warning in outcome.warnings { Terminal.error("trialpool-plugins: warning: \(plugin.name): \(warning)") }
        if !options.quiet { for line in outcome.log { Terminal.error("\(plugin.name): \(line)") } }
        try options.printJSON(outcome.output)
    }
}
