import ArgumentParser
import TrialCommandLine

@main
struct TrialPoolImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trialpool-import",
        abstract: "Checks, packs and fills evidence datasets.",
        version: Program.version,
        subcommands: [
            ValidateCommand.self, ShowCommand.self, PackCommand.self, UnpackCommand.self, DelimitedCommand.self,
        ])

    static func main() {
        Program.run(Self.self)
    }
}
