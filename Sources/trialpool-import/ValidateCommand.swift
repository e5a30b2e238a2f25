import ArgumentParser
import TrialArchives
import TrialCommandLine
import TrialEvidence

struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Reports every problem of a dataset at once.")

    @Argument(help: "The dataset: a folder or a packed archive.")
    var dataset: String

    @Flag(help: "List the warnings one by one.")
    var warnings = false

    @OptionGroup var output: OutputOptions

    private struct Verdict: Encodable {
        let name: String
        let identity: String?
        let errors: Int
        let warnings: Int
        let diagnostics: [Diagnostic]
        /// Files of the folder that are no part of the dataset.
        let leftOut: [String]
    }

    func run() throws {
        let (report, files) = try DatasetProblems.telling(at: dataset) {
            let files = try DatasetArchive.files(at: dataset)
            return (DatasetReader().validate(files), files)
        }
        if output.json {
            try output.printJSON(
                Verdict(
                    name: report.dataset.name, identity: report.errors.isEmpty ? report.dataset.identity : nil,
                    errors: report.errors.count, warnings: report.warnings.count, diagnostics: report.diagnostics,
                    leftOut: files.leftOut))
        } else {
            for diagnostic in warnings ? report.diagnostics : report.errors {
                Terminal.error(DatasetProblems.line(diagnostic, at: dataset))
            }
            Terminal.print("\(dataset): \(report.errors.count) errors, \(report.warnings.count) warnings")
            if report.errors.isEmpty { Terminal.print(report.dataset.summary) }
            if let notice = files.leftOutNotice { Terminal.print(notice) }
        }
        if !report.errors.isEmpty { throw ExitCode(1) }
    }
}

extension Dataset {
    fileprivate var summary: String {
        "\(studies.count) studies, \(arms.count) arms, \(outcomes.count) results, "
            + "\(publishedSyntheses.count) published syntheses; identity \(identity)"
    }
}
