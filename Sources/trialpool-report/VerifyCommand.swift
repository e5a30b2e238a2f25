import ArgumentParser
import Foundation
import TrialAnalysis
import TrialArchives
import TrialCommandLine
import TrialReporting
import TrialResults

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every file of a bundle, run its plan again and compare each number.",
        discussion: "Example: trialpool-report verify report.zip")

    @Argument(help: "The bundle.")
    var bundle: String

    @Flag(help: "Check the files only, not the archive's own bytes, which another version of zlib packs differently.")
    var anyPacking = false

    @OptionGroup var options: OutputOptions

    private struct Report: Encodable {
        let isSound: Bool
        let files: Int
        let problems: [String]
        let numbersCompared: Int
        let differences: [String]
    }

    func run() throws {
        let outcome = BundleVerifier(checksPacking: !anyPacking).verify(try FileBytes.read(bundle), path: bundle)
        var report = Report(
            isSound: outcome.isSound, files: outcome.files.count, problems: outcome.problems.map(\.description),
            numbersCompared: 0,
            differences: [])
        if report.isSound {
            let document = try outcome.document()
            let comparison = try ResultComparison(document, try recompute(document, outcome))
            report = Report(
                isSound: comparison.isEqual, files: outcome.files.count, problems: [],
                numbersCompared: comparison.numbersCompared, differences: comparison.differences.map(\.description))
        }
        try show(report)
        if !report.isSound { throw ExitCode(1) }
    }

    private func recompute(_ document: ResultDocument, _ outcome: BundleVerifier.Outcome) throws -> ResultDocument {
        let text = String(decoding: outcome.files[ReportBundle.planName] ?? [], as: UTF8.self)
        let plan = try PlanReader(file: "\(bundle)/\(ReportBundle.planName)").read(text)
        var datasets: [String: LoadedDataset] = [:]
        let packed = try outcome.datasets(of: document)
        for (name, dataset) in zip([""] + plan.furtherDatasets.keys.sorted(), packed) {
            datasets[name] = try LoadedDataset(archive: dataset.archive, name: "\(bundle): \(dataset.name)")
        }
        let progress = StepProgress(steps: plan.analyses.count, isQuiet: options.quiet)
        return try PlanRunner(plan, text: text, datasets: datasets, cache: nil).run { number, result, _ in
            progress.done(number, "\(result.id) computed again")
        }.document
    }

    private func show(_ report: Report) throws {
        if options.json { return try options.printJSON(report) }
        for problem in report.problems { Terminal.error("trialpool-report: error: \(problem)") }
        for difference in report.differences {
            Terminal.error("trialpool-report: error: \(bundle): recomputed differently: \(difference)")
        }
        guard report.isSound else { return }
        Terminal.print(
            "\(bundle): \(report.files) files as sealed; \(report.numbersCompared) numbers recomputed, all the same")
    }
}
