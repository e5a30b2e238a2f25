import ArgumentParser
import TrialAnalysis
import TrialCommandLine

@main
enum Main {
    static func main() { Program.run(ReportProgram.self) }
}

struct ReportProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trialpool-report",
        abstract: "Write the report bundle of a result file, or check one.",
        version: EngineIdentity.version,
        subcommands: [BundleCommand.self, VerifyCommand.self, FigureCommand.self])
}
