import ArgumentParser
import Foundation
import TrialAnalysis
import TrialAnalysisPlugins
import TrialArchives
import TrialCommandLine
import TrialReporting
import TrialResults

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Check a bundle: its checksums, each number by running its plan again, each file by writing it again.",
        discussion: """
            Example: trialpool-report verify report.zip --signed-by alice.pub

            Checksums and recomputed numbers say that the report is arithmetic on the data in it; a signature says whose.
            """)

    @Argument(help: "The bundle.")
    var bundle: String

    @Flag(help: "Check the files only, not the archive's own bytes, which another version of zlib packs differently.")
    var anyPacking = false

    @Flag(help: "Do not write page, figures, documents and tables again, only check their checksums.")
    var fast = false

    @Option(help: "The public key (PEM, Ed25519) of who must have signed the bundle, in BUNDLE.sig beside it.")
    var signedBy: String?

    @OptionGroup var options: OutputOptions

    private struct Report: Encodable {
        var isSound = false
        var files = 0
        var problems: [String] = []
        var numbersCompared = 0
        var differences: [String] = []
        var filesRewritten: Int?
        var signedBy: String?
        var notRecomputed: [String] = []
    }

    func run() throws {
        let bytes = try FileBytes.read(bundle)
        var report = Report()
        if let signedBy {
            let key = try VerificationKey(pem: try FileBytes.read(signedBy), path: signedBy)
            report.signedBy = signedBy
            let signature = try FileBytes.read(Signature.path(of: bundle))
            if !key.verifies(signature, of: bytes) {
                report.problems.append(
                    "\(bundle): it is not what the owner of \(signedBy) signed; get the bundle from them again")
            }
        }
        let outcome = BundleVerifier(checksPacking: !anyPacking).verify(bytes, path: bundle)
        report.files = outcome.files.count
        report.problems += outcome.problems.map(\.description)
        if outcome.isSound { try look(into: outcome, &report) }
        report.isSound = report.problems.isEmpty && report.differences.isEmpty
        try show(report)
        if !report.isSound { throw ExitCode(1) }
    }

    private func look(into outcome: BundleVerifier.Outcome, _ report: inout Report) throws {
        let document = try outcome.document()
        let recorded = RecordedPlugins(document)
        report.notRecomputed = recorded.remarks
        let comparison = try ResultComparison(document, try recompute(document, outcome, recorded))
        report.numbersCompared = comparison.numbersCompared
        report.differences = comparison.differences.map(\.description)
        guard !fast else { return }
        let progress = StepProgress(isQuiet: options.quiet)
        var written = 0
        let problems = try BundleRewriting(outcome).problems { file in
            written += 1
            progress.done(written, "\(file) written again")
        }
        report.problems += problems.map { "\(bundle): \($0.description)" }
        report.filesRewritten = outcome.files.count
    }

    private func recompute(
        _ document: ResultDocument, _ outcome: BundleVerifier.Outcome, _ plugins: RecordedPlugins
    ) throws -> ResultDocument {
        let text = String(decoding: outcome.files[ReportBundle.planName] ?? [], as: UTF8.self)
        let reader = PlanReader(file: "\(bundle)/\(ReportBundle.planName)", catalogue: plugins.catalogue)
        let plan = try reader.read(text)
        var datasets: [String: LoadedDataset] = [:]
        let packed = try outcome.datasets(of: document)
        for (name, dataset) in zip([""] + plan.furtherDatasets.keys.sorted(), packed) {
            datasets[name] = try LoadedDataset(archive: dataset.archive, name: "\(bundle): \(dataset.name)")
        }
        let progress = StepProgress(steps: plan.analyses.count, isQuiet: options.quiet)
        var runner = try PlanRunner(plan, text: text, datasets: datasets, cache: nil, catalogue: plugins.catalogue)
        runner.recorded = plugins.recorded
        return try runner.run { number, result, _ in
            progress.done(
                number, "\(result.id) \(plugins.recorded[result.id] == nil ? "computed again" : "taken as it is")")
        }.document
    }

    private func show(_ report: Report) throws {
        if options.json { return try options.printJSON(report) }
        for problem in report.problems { Terminal.error("trialpool-report: error: \(problem)") }
        for difference in report.differences {
            Terminal.error("trialpool-report: error: \(bundle): recomputed differently: \(difference)")
        }
        for remark in report.notRecomputed {
            Terminal.error("trialpool-report: warning: \(bundle): not computed again: \(remark)")
        }
        guard report.isSound else { return }
        let written =
            report.filesRewritten.map { "\($0) files written again, the same bytes" }
            ?? "page, figures, documents and tables not written again (--fast)"
        let signed = report.signedBy.map { "; signed by the owner of \($0)" } ?? ""
        Terminal.print(
            "\(bundle): \(report.files) files as sealed; \(report.numbersCompared) numbers recomputed, all the same; "
                + written + signed)
    }
}
