import ArgumentParser
import TrialAnalysis
import TrialCommandLine
import TrialResults

struct PoolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pool", abstract: "Run one analysis of a dataset from options, without a plan.",
        discussion:
            "Example: trialpool-analyze pool Datasets/msc-ms-trials --outcome edss_improved --measure PLO --arms treatment"
    )

    @Argument(help: "The dataset, a folder or an archive.")
    var dataset: String

    @Option(help: "The outcome's code in the dataset.")
    var outcome: String

    @Option(help: "The effect measure's code, such as MD, RR or PLO.")
    var measure: String

    @Option(name: .long, help: "A further plan key with its value, such as 'multi-arm=covariance'; repeatable.")
    var set: [String] = []

    @Option(help: "Which arms: controlled, treatment or control.")
    var arms: String = "controlled"

    @Option(help: "The method profile.")
    var profile: String = "trialpool-1"

    @OptionGroup var options: OutputOptions

    func validate() throws {
        for entry in set where !entry.contains("=") {
            throw ValidationError("'\(entry)' is not KEY=VALUE")
        }
    }

    func run() throws {
        var text = """
            format: trialpool/plan@1
            title: One analysis from options
            profile: "\(profile)"
            analyses:
              - id: pool
                title: "\(outcome), \(measure)"
                outcome: "\(outcome)"
                measure: "\(measure)"
                arms: "\(arms)"

            """
        for entry in set {
            let parts = entry.split(separator: "=", maxSplits: 1)
            text += "    \(parts[0]): \(parts.count > 1 ? parts[1] : "")\n"
        }
        let plan = try PlanReader(file: "options").read(text)
        let runner = try PlanRunner(plan, text: text, datasets: ["": LoadedDataset(path: dataset)], cache: nil)
        let document = try runner.run().document
        if options.json { return try options.printJSON(document) }
        Terminal.print(ResultSummary(document).text)
        Terminal.print(ResultSummary(document).details)
    }
}
