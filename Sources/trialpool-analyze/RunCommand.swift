import ArgumentParser
import Foundation
import TrialAnalysis
import TrialAnalysisPlugins
import TrialArchives
import TrialCommandLine
import TrialResults

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run every analysis of a plan and write the result file.",
        discussion: "Example: trialpool-analyze run Datasets/msc-ms-trials/plan.yaml -o results.json")

    @Argument(help: "The plan, a YAML file.")
    var plan: String

    @Option(name: .shortAndLong, help: "Where to write the result file (trialpool/result@2).")
    var output: String?

    @Option(help: "Read the main dataset from here, a folder or an archive, in place of the plan's.")
    var dataset: String?

    @OptionGroup var cacheOptions: CacheOptions
    @OptionGroup var options: OutputOptions

    func run() throws {
        let catalogue = PluginCatalogue(jobs: ProcessInfo.processInfo.activeProcessorCount).catalogue
        let file = try PlanFile(path: plan, dataset: dataset, catalogue: catalogue)
        let cache = cacheOptions.open(for: "trialpool-analyze") { try ResultCache(path: $0) }
        let runner = try PlanRunner(
            file.plan, text: file.text, datasets: file.datasets, cache: cache, catalogue: catalogue)
        let progress = StepProgress(steps: file.plan.analyses.count, isQuiet: options.quiet)
        let working = WorkLine(isQuiet: options.quiet)
        let outcome = try runner.run { number, result, isCached in
            let rows = "\(result.rows.count) row\(result.rows.count == 1 ? "" : "s")"
            let words = "\(result.id): \(rows), \(result.excluded.count) excluded\(isCached ? ", from the cache" : "")"
            working.interrupt { progress.done(number, words) }
        } working: {
            working.show($0)
        }
        for addition in outcome.document.additions ?? [] where addition.content.isEmpty {
            for remark in addition.remarks { Terminal.error("trialpool-analyze: warning: \(remark)") }
        }
        for remark in outcome.cacheRemarks { Terminal.error("trialpool-analyze: warning: \(remark)") }
        let bytes = Array(try ResultCoding().encode(outcome.document))
        if let output { try AtomicFile.write(bytes, to: output) }
        if options.json {
            Terminal.printData(String(decoding: bytes.dropLast(), as: UTF8.self))
        } else {
            Terminal.print(ResultSummary(outcome.document).text)
        }
        if !options.quiet { report(outcome) }
        try UnansweredQuestions(document: outcome.document, place: plan).report()
    }

    private func report(_ outcome: PlanRunner.Outcome) {
        let total = outcome.document.analyses.count
        Terminal.error(
            outcome.cached.count == total
                ? "All \(total) analyses came from the cache."
                : "\(total - outcome.cached.count) of \(total) analyses computed, \(outcome.cached.count) from the cache."
        )
        if let output { Terminal.error("Result file: \(output)") }
    }
}
