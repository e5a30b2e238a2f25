import ArgumentParser
import Foundation
import TrialArchives
import TrialCommandLine
import TrialEvidence
import TrialForensics

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Looks for numbers that were mistyped, or cannot all be right.",
        discussion: """
            Ends with 1 while an impossible or likely finding is open, else with 0; doubtful ones are listed only. A \
            finding that was looked into is accepted with its reason, in accepted-findings.csv of the dataset:

              trialpool-import check DATASET --accept 3 --reason "n is of the 22 analysed, see Table 2"

            Numbers stay the same whatever part of the list is shown. The checks:

            \(EvidenceChecks.standard.all.map { "  \($0.code): \($0.summary)" }.joined(separator: "\n"))
            """)

    @Argument(help: "The dataset: a folder or a packed archive.")
    var dataset: String

    @Option(help: ArgumentHelp("Show the findings of these checks only.", valueName: "code"))
    var only: [String] = []

    @Option(help: "Show the findings about this study only.")
    var study: String?

    @Flag(help: "Show accepted findings in full too.")
    var all = false

    @Option(help: ArgumentHelp("Accept the finding of this number; may be repeated.", valueName: "number"))
    var accept: [Int] = []

    @Option(help: "Why it is accepted.")
    var reason: String?

    @Option(help: ArgumentHelp("Who accepts it.", valueName: "name"))
    var by: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        for code in only where EvidenceChecks.standard.named(code) == nil && code != Examination.staleCode {
            let known = EvidenceChecks.standard.all.map(\.code)
            throw ValidationError("There is no check '\(code)'\(NearestName.hint(known, for: code)); see --help.")
        }
        if !accept.isEmpty, (reason ?? "").allSatisfy(\.isWhitespace) {
            throw ValidationError("Accepting a finding needs a --reason that says why it may stand.")
        }
        if accept.isEmpty, reason != nil || by != nil {
            throw ValidationError("--reason and --by belong to --accept NUMBER.")
        }
    }

    func run() throws {
        let files = try DatasetProblems.telling(at: dataset) { try DatasetArchive.files(at: dataset) }
        let content = try DatasetProblems.telling(at: dataset) { try DatasetReader().read(files) }
        if let study, content.study(study) == nil {
            let hint = NearestName.hint(content.studies.map(\.id), for: study)
            Terminal.error("\(dataset): error: no study has the name \"\(study)\"\(hint); see trialpool-import show")
            throw ExitCode(1)
        }
        let examination = Examination(ExaminedEvidence(content, files: files))
        guard accept.isEmpty else { return try record(examination) }
        let shown = examination.findings.filter { judged in
            (only.isEmpty || only.contains(judged.finding.check))
                && study.map(judged.finding.studies.contains) ?? true
        }
        let report = FindingReport(shown, dataset: dataset, showsAll: all)
        if output.json {
            try output.printJSON(report.json)
        } else {
            Terminal.print(report.text)
        }
        if shown.contains(where: { $0.isOpen && $0.finding.severity < .doubtful }) { throw ExitCode(1) }
    }

    private func record(_ examination: Examination) throws {
        let chosen = try accept.map { number -> Finding in
            guard let judged = examination.findings.first(where: { $0.number == number }) else {
                Terminal.error(
                    "\(dataset): error: there is no finding \(number); see trialpool-import check \(dataset)")
                throw ExitCode(1)
            }
            guard judged.isOpen, judged.finding.check != Examination.staleCode else {
                let why = judged.isOpen ? "is a stale acceptance; remove its line" : "is accepted already"
                Terminal.error("\(dataset): error: finding \(number) \(why)")
                throw ExitCode(1)
            }
            return judged.finding
        }
        let today = Date().formatted(.iso8601.year().month().day())
        let record = AcceptanceRecord(chosen, reason: reason ?? "", acceptedBy: by ?? "", date: today)
        try DatasetProblems.telling(at: dataset) {
            try DatasetArchive.update(dataset) { try record.added(to: $0) }
        }
        if output.json { return try output.printJSON(record.rows) }
        for row in record.rows { Terminal.print("accepted  \(row.check)  \(row.subject): \(row.found)") }
    }
}
