import ArgumentParser
import TrialAnalysis
import TrialArchives
import TrialCommandLine
import TrialResults

struct PoolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pool", abstract: "Run one analysis of a dataset, or of a table, from options, without a plan.",
        discussion: """
            A table has a study a row, with both arms or an effect (see trialpool-import wide); it needs no dataset.

            Examples:
              trialpool-analyze pool trials.csv --measure RR --figure forest.svg
              trialpool-analyze pool Datasets/msc-ms-trials --outcome edss_improved --measure PLO --arms treatment
            """)

    @Argument(help: "The dataset, a folder or an archive; or a table, a file that ends in .csv, .tsv or .xlsx.")
    var dataset: String

    @Option(help: "The outcome's code in the dataset; not needed where there is one only.")
    var outcome: String?

    @Option(help: "The effect measure's code, such as MD, RR or PLO.")
    var measure: String

    @Option(
        name: .long,
        help: "A plan key with its value, such as 'multi-arm=covariance', in place of any given before; repeatable.")
    var set: [String] = []

    @Option(help: "Which arms: controlled, treatment or control.")
    var arms: String = "controlled"

    @Option(help: "Show proportions and rates per so many people or person-years, such as 100000.")
    var per: String?

    @Option(help: "The method profile.")
    var profile: String = "trialpool-1"

    @Option(name: .shortAndLong, help: "Where to write the result file (trialpool/result@2), for trialpool-report.")
    var output: String?

    @Option(help: "Where to draw the forest plot: a file that ends in .svg, .png or .pdf.")
    var figure: String?

    @OptionGroup var options: OutputOptions

    func validate() throws {
        for entry in set where !entry.contains("=") {
            throw ValidationError("'\(entry)' is not KEY=VALUE")
        }
    }

    func run() throws {
        let input = try PooledInput(dataset, isQuiet: options.quiet)
        let outcome = try input.outcome(outcome)
        var plan = PlanOptions(title: "One analysis from options", id: "pool")
        plan.set("profile", to: profile)
        plan.set("title", to: "\(outcome), \(measure)")
        plan.set("outcome", to: outcome)
        plan.set("measure", to: measure)
        plan.set("arms", to: arms)
        if let per { plan.set("per", to: per) }
        for entry in set {
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            try plan.set(String(parts[0]), yaml: String(parts[1]))
        }
        let runner = try PlanRunner(
            PlanReader(file: "options").read(plan), text: plan.text, datasets: ["": input.loaded],
            cache: nil)
        let document = try runner.run().document
        if output != nil || figure != nil {
            let results = Array(try ResultCoding().encode(document))
            if let output { try AtomicFile.write(results, to: output) }
            if let figure { try ForestFigure(results: results).draw(to: figure) }
        }
        if options.json {
            try options.printJSON(document)
        } else {
            Terminal.print(ResultSummary(document).text)
            Terminal.print(ResultSummary(document).details)
        }
        try UnansweredQuestions(document: document, place: "options").report()
    }
}
