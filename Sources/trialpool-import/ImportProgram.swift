import ArgumentParser
import TrialCommandLine

@main
enum Main {
    static func main() { Program.run(ImportProgram.self) }
}

struct ImportProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trialpool-import",
        abstract: "Check, pack and fill evidence datasets.",
        discussion: "Example: trialpool-import wide table.csv --into Datasets/msc-ms-trials --dry-run",
        version: Program.version,
        subcommands: [
            ValidateCommand.self, CheckCommand.self, ShowCommand.self, ExplainCommand.self, PackCommand.self, UnpackCommand.self,
        ],
        groupedSubcommands: [CommandGroup(name: "Import from", subcommands: Formats.commands)])
}
