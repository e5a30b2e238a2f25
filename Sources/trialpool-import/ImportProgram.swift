import ArgumentParser
import TrialCommandLine
import TrialEvidence

@main
enum Main {
    static func main() { Program.run(ImportProgram.self, unless: ImportProgram.complaint) }
}

struct ImportProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trialpool-import",
        abstract: "Check, pack, fill and export evidence datasets.",
        discussion: """
            A dataset is a folder with a datapackage.json, or such a folder packed. An import shows a changed number as old \
            → new and takes it only with --accept.

            Example: trialpool-import wide table.csv --into Datasets/msc-ms-trials --dry-run
            """,
        version: Program.version,
        subcommands: [
            NewCommand.self, EnterCommand.self, ValidateCommand.self, CheckCommand.self, ShowCommand.self,
            ExplainCommand.self,
            PackCommand.self, UnpackCommand.self, ExportCommand.self, SchemaCommand.self,
            TopicsCommand<ImportTopics>.self,
        ],
        groupedSubcommands: [CommandGroup(name: "Import from", subcommands: Formats.commands)]
            + (PluginCommands.commands.isEmpty
                ? [] : [CommandGroup(name: "Import with a plugin", subcommands: PluginCommands.commands)]))

    /// What is wrong with the first word of a command line that names no subcommand; `nil` where it is one, or an option.
    static func complaint(about word: String?) -> String? {
        guard let word, !word.hasPrefix("-"), word != "help" else { return nil }
        let commands = configuration.subcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
        let names = commands.flatMap { [$0.configuration.commandName ?? ""] + $0.configuration.aliases }
        guard !names.contains(word) else { return nil }
        let hint = NearestName.hint(names, for: word)
        return "there is no subcommand \"\(word)\"\(hint); see trialpool-import --help"
    }
}
