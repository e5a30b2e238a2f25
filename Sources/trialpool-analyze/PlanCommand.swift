import ArgumentParser
import Foundation
import TrialAnalysis
import TrialArchives
import TrialCommandLine
import TrialEvidence

/// `trialpool-analyze plan …`: what concerns plans without running them.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Begin a plan, look up its keys, or see what it asks before anything is pooled.",
        subcommands: [NewPlanCommand.self, CheckPlanCommand.self, PlanKeysCommand.self])
}

struct NewPlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Proposes a plan: the questions that a dataset can answer, with measures, studies and months.",
        discussion: """
            Nothing is pooled, so a plan can be chosen before results are seen.

            Example: trialpool-analyze plan new my-review -o my-review/plan.yaml
            """)

    @Argument(help: "The dataset, a folder or an archive.")
    var dataset: String

    @Option(name: .shortAndLong, help: "Where to write the plan; a file that is there is left as it is.")
    var output: String?

    func run() throws {
        let loaded = try LoadedDataset(path: dataset)
        let proposal = PlanProposal(loaded.dataset)
        let title = loaded.dataset.title.isEmpty ? loaded.dataset.name : loaded.dataset.title
        let text = proposal.text(
            title: title, dataset: output.map(path(from:)) ?? dataset,
            day: Date.now.formatted(.iso8601.year().month().day()))
        guard let output else { return Terminal.printText(text) }
        guard FileStamp(output) == nil else {
            throw ValidationError("there is a file \(output); name another with -o, or take that one away")
        }
        try AtomicFile.write(Array(text.utf8), to: output)
        let count = proposal.questions.count
        Terminal.print("\(output): \(count) \(count == 1 ? "question" : "questions")")
    }

    /// The dataset as the plan's folder sees it.
    private func path(from plan: String) -> String {
        let here = URL(filePath: AtomicFile.folder(of: plan)).standardizedFileURL.pathComponents
        let there = URL(filePath: dataset).standardizedFileURL.pathComponents
        let shared = zip(here, there).prefix { $0 == $1 }.count
        let steps = here.dropFirst(shared).map { _ in ".." } + there.dropFirst(shared)
        return steps.isEmpty ? "." : steps.joined(separator: "/")
    }
}
