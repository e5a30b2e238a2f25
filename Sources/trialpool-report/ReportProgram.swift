import ArgumentParser
import TrialCommandLine

@main
enum Main {
    static func main() { Program.run(ReportProgram.self) }
}

struct ReportProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trialpool-report",
        abstract:
            "Write the report of a result file: figures, page, documents, one sealed bundle; check, compare, show it.",
        version: Program.version,
        subcommands: [
            FigureCommand.self, PageCommand.self, DocumentCommand.self, BundleCommand.self, VerifyCommand.self,
            DiffCommand.self, ServeCommand.self, TopicsCommand<ReportTopics>.self,
        ])
}
