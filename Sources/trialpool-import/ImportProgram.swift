import ArgumentParser
import TrialCommandLine

@main
enum Main {
    static func main() { Program.run(ImportProgram.self) }
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
            ValidateCommand.self, ShowCommand.self, PackCommand.self, UnpackCommand.self, ExportCommand.self,
        ],
        groupedSubcommands: [CommandGroup(name: "Import from", subcommands: Formats.commands)])
}
