import ArgumentParser
import TrialArchives
import TrialCommandLine
import TrialEvidence
import TrialImport

/// What every import format's subcommand has in common: the files, the dataset, and whether to write.
struct MergeOptions: ParsableArguments {
    @Argument(help: "The files.")
    var files: [String]

    @Option(help: "The dataset: a folder or a packed archive.")
    var into: String

    @Flag(help: "Take changed values too; without it they are listed and refused.")
    var accept = false

    @Flag(help: "Say what would come, and write nothing.")
    var dryRun = false

    @OptionGroup var output: OutputOptions

    /// Reads the files in one format and merges them into the dataset.
    func merge(_ format: any ImportFormat) throws {
        let before = try DatasetProblems.telling(at: into) { try DatasetArchive.files(at: into) }
        let dataset = try DatasetProblems.telling(at: into) { try DatasetReader().read(before) }
        let imported = try files.map { file in
            try DatasetProblems.telling(at: file) {
                try format.read(try FileBytes.read(file), file: file, into: dataset)
            }
        }
        try DatasetProblems.telling(at: into) {
            let merge = DatasetMerge(of: imported, into: dataset)
            try tell(try merge.proposal())
            if dryRun { return }
            try DatasetArchive.save(try merge.merged(into: before, accept: accept), over: before, at: into)
        }
    }

    private func tell(_ proposal: MergeProposal) throws {
        if output.json { return try output.printJSON(proposal) }
        for addition in proposal.additions { Terminal.print("add     \(addition.row), from \(addition.source)") }
        for fill in proposal.fills { Terminal.print("fill    \(fill)") }
        for change in proposal.changes { Terminal.print("change  \(change)") }
        for item in proposal.notTaken { Terminal.print("skip    \(item.place): \(item.reason)") }
        let counts = "\(proposal.additions.count) to add, \(proposal.fills.count) cells to fill"
        Terminal.print("\(counts), \(proposal.changes.count) to change, \(proposal.unchanged) rows as they are")
    }
}
