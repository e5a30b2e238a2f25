import ArgumentParser
import TrialCommandLine

@main
enum Main {
    static func main() { Program.run(PluginsProgram.self) }
}

struct PluginsProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trialpool-plugins",
        abstract: "Find, enable, check and make plugins: importers, analyses, report sections, figures and measures.",
        discussion: """
            A plugin is a folder with a plugin.json and a program in any language. It runs only after a person has enabled it, \
            and only as it was then.

            Example: trialpool plugins new import-mine --kind importer --language python
            """,
        version: Program.version,
        subcommands: [
            ListCommand.self, InfoCommand.self, EnableCommand.self, DisableCommand.self, CheckCommand.self,
            RunCommand.self, NewCommand.self, TopicsCommand<PluginTopics>.self,
        ])
}
