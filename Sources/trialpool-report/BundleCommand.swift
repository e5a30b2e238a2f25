import ArgumentParser
import Foundation
import TrialAnalysis
import TrialAnalysisPlugins
import TrialArchives
import TrialCommandLine
import TrialEvidence
import TrialReporting
import TrialResults

struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle", abstract: "Write page, figures, tables, plan and datasets as one sealed .zip.",
        discussion:
            "Example: trialpool-report bundle results.json --plan Datasets/msc-ms-trials/plan.yaml -o report.zip")

    @Argument(help: "The result file (trialpool/result@2).")
    var results: String

    @Option(help: "The plan that the results answer.")
    var plan: String

    @Option(help: "The main dataset, where the plan's own path does not lead to it.")
    var dataset: String?

    @Option(name: .shortAndLong, help: "The bundle to write.")
    var output = "report.zip"

    @Option(help: "Also write the bundle's files into this folder, which must not exist or be an earlier one.")
    var folder: String?

    @Option(help: "The date of publication, such as 2026-11-23; by default the plan's.")
    var date: String?

    @Option(help: "Sign the bundle with this secret key (PEM, Ed25519), into OUTPUT.sig beside it.")
    var sign: String?

    @OptionGroup var lookOptions: LookOptions

    @OptionGroup var documentOptions: DocumentOptions

    @OptionGroup var cacheOptions: CacheOptions

    @OptionGroup var options: OutputOptions

    func run() throws {
        let input = try ReportInput(results)
        let document = input.document
        // Plugins are not asked: what they said stands in the results.
        let recorded = RecordedPlugins(document, recomputes: false)
        let file = try PlanFile(path: plan, dataset: dataset, catalogue: recorded.catalogue)
        try checkOrigin(document, file)
        guard let day = date ?? file.plan.date else {
            throw ValidationError("the plan has no 'date'; give --date, such as --date 2026-11-23")
        }
        let packed = try file.places.keys.sorted().map { name in
            // The files as they were read and found sound, not a second reading of what may have changed since.
            ReportBundle.PackedDataset(
                name: file.datasets[name]?.reference.name ?? name,
                archive: try Manifest.seal(file.datasets[name]?.files?.files ?? [:]))
        }
        let licence = file.datasets[""]?.dataset.licences.first?.path ?? "https://www.apache.org/licenses/LICENSE-2.0"
        let metadata = try BundleMetadata(
            description: "\(file.plan.title): pooled results, their figures and everything needed to check them.",
            datePublished: day, license: licence)
        let bundle = ReportBundle(
            document, plan: Array(file.text.utf8), datasets: packed, metadata: metadata,
            look: documentOptions.applied(to: try lookOptions.look()))
        let key = try sign.map { try SigningKey(pem: try FileBytes.read($0), path: $0) }
        let (sealed, isUnchanged) = try sealed(bundle, of: input.written)
        let bytes = sealed.archive
        var written = isUnchanged ? [:] : [output: bytes]
        if let key { written[Signature.path(of: output)] = try key.sign(bytes) }
        try AtomicFile.write(written)
        if let folder { try ReportFolder(path: folder).write(try ZipArchive.read(bytes, path: output)) }
        let files = try ZipArchive.count(bytes, path: output)
        if options.json {
            return try options.printJSON([
                "bundle": output, "sha256": sealed.sha256, "files": "\(files)",
                "unchanged": "\(isUnchanged)",
            ])
        }
        for name in file.places.keys.sorted() {
            if let notice = file.datasets[name]?.files?.leftOutNotice {
                Terminal.print("\(file.datasets[name]?.reference.name ?? name): \(notice)")
            }
        }
        let told = "\(output): \(files) files, \(bytes.count) bytes, SHA-256 \(sealed.sha256)"
        Terminal.print(isUnchanged ? "\(told), unchanged since it was sealed" : told)
    }

    /// The sealed bundle, and whether it is the one that stands at the output: then nothing that it depends on has changed.
    private func sealed(_ bundle: ReportBundle, of results: [UInt8]) throws -> (SealedBundle, isUnchanged: Bool) {
        let memory = BundleMemory(cacheOptions)
        let earlier = memory.earlier(at: output)
        if let earlier, try bundle.dependence(results: results) == earlier.trace.dependence { return (earlier, true) }
        let progress = StepProgress(isQuiet: options.quiet)
        var drawn = 0
        let sealed = try bundle.seal(after: earlier) { figure in
            drawn += 1
            progress.done(drawn, figure)
        }
        memory.keep(sealed)
        return (sealed, false)
    }

    /// The results must be those of this plan on these datasets.
    private func checkOrigin(_ document: ResultDocument, _ file: PlanFile) throws {
        guard document.plan.sha256 == SHA256.hex(of: file.text) else {
            throw AnalysisError(.invalidPlan, "\(results) answers another plan than \(plan); run the plan again")
        }
        let read = file.datasets.keys.sorted().compactMap { file.datasets[$0]?.reference }
        guard document.datasets == read else {
            throw AnalysisError(
                .unreadableDataset, "\(results) was computed from other data than \(plan) names now; run the plan again"
            )
        }
    }
}
