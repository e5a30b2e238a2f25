import ArgumentParser
import TrialAnalysis
import TrialCommandLine
import TrialStatistics

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Show which numbers of a plan another method profile moves, and which of its choices moves them.",
        discussion: "Example: trialpool-analyze compare trialpool-1 revman-5 --plan Datasets/msc-ms-trials/plan.yaml")

    @Argument(help: "The method profile to start from.")
    var first: String

    @Argument(help: "The method profile to compare with.")
    var second: String

    @Option(help: "The plan, a YAML file.")
    var plan: String

    @Option(help: "Read the main dataset from here, a folder or an archive, in place of the plan's.")
    var dataset: String?

    @OptionGroup var options: OutputOptions

    func validate() throws {
        for name in [first, second] where MethodRegistry.standard.profile(name) == nil {
            let known = MethodRegistry.standard.profiles.map(\.name).joined(separator: ", ")
            throw ValidationError("there is no method profile '\(name)'; known: \(known)")
        }
    }

    func run() throws {
        guard let a = MethodRegistry.standard.profile(first), let b = MethodRegistry.standard.profile(second) else {
            return
        }
        let file = try PlanFile(path: plan, dataset: dataset)
        let comparison = try ProfileComparison(a, b, plan: file.plan, datasets: file.datasets)
        if options.json { return try options.printJSON(comparison) }
        var choices = TerminalTable(["choice", first, second])
        for change in comparison.changes { choices.add([change.choice, change.first, change.second]) }
        Terminal.print(comparison.changes.isEmpty ? "The profiles make the same choices." : choices.text)
        var moved = TerminalTable(
            ["analysis", "number", first, second, "because of"], alignments: [.left, .left, .right, .right, .left])
        for analysis in comparison.analyses {
            for shift in analysis.shifts {
                moved.add([
                    analysis.id, shift.number, ShownNumber.text(shift.first), ShownNumber.text(shift.second),
                    shift.because.joined(separator: ", "),
                ])
            }
        }
        Terminal.print("")
        let still = comparison.analyses.filter(\.shifts.isEmpty).map(\.id)
        if still.count < comparison.analyses.count { Terminal.print(moved.text) }
        if !still.isEmpty { Terminal.print("No number moves in: \(still.joined(separator: ", ")).") }
    }
}
