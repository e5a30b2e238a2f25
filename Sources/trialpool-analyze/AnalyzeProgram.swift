import ArgumentParser
import TrialCommandLine

@main
enum Main {
    static func main() { Program.run(AnalyzeProgram.self) }
}

struct AnalyzeProgram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trialpool-analyze",
        abstract: "Pool the trials of a dataset as a plan says, or by options.",
        version: Program.version,
        subcommands: [
            RunCommand.self, PoolCommand.self, RareCommand.self, CompareCommand.self, PlanCommand.self,
            BatchCommand.self,
            CacheCommand.self, TopicsCommand<AnalyzeTopics>.self,
        ])
}
