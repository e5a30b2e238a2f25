import ArgumentParser
import TrialArchives
import TrialCommandLine
import TrialEvidence
import TrialImport

/// What every import format's subcommand has in common: the files, the dataset, and whether to write.
struct MergeOptions: ParsableArguments {
    @Argument(help: "The files, plain or compressed with gzip, and folders of them.")
    var files: [String]

    @Option(
        help: ArgumentHelp(
            "The dataset: a folder or a packed archive; a new one where nothing is.", valueName: "dataset"))
    var into: String?

    @OptionGroup var manner: MergeManner

    /// Reads the files in one format and merges them into the dataset.
    func merge(_ format: any ImportFormat, into: String) throws {
        let inputs = try DatasetProblems.telling { try ImportInputs(files, format: format) }
        try manner.merge(into: into, without: inputs.notTaken) { session, dataset, bar in
            let run = ImportRun(format, into: dataset)
            var done = 0
            for file in inputs.files {
                try DatasetProblems.telling(at: file, clearing: bar) {
                    try run.read(file, into: session) { count in
                        done += count
                        bar.show("reading", done, of: inputs.size, .bytes)
                    }
                }
            }
        }
    }
}

/// How a merge goes, whatever the rows come from.
struct MergeManner: ParsableArguments {
    @Flag(help: "Take changed values too; without it they are listed and refused.")
    var accept = false

    @Flag(help: "Say what would come, row by row, and write nothing.")
    var dryRun = false

    @OptionGroup var output: OutputOptions

    /// A dataset's folder or archive, or a new one where nothing is at the path.
    private func target(_ path: String) throws -> any MergeTarget {
        if FileBytes.isFolder(path) { return try FolderTarget(path, writes: !dryRun) }
        return FileStamp(path) == nil ? try WholeTarget.new(path) : try .archive(path, writes: !dryRun)
    }

    /// Merges what `read` gives to the session into the dataset; `left` is what was not even read.
    func merge(
        into: String, without left: [NotTaken] = [], _ read: (MergeSession, Dataset, ProgressBar) throws -> Void
    ) throws {
        let bar = ProgressBar(isQuiet: output.quiet)
        let listing: any MergeReport =
            output.json ? MergeJSON(bar: bar) : MergeListing(bar: bar, limit: dryRun ? nil : 20)
        let (session, dataset) = try DatasetProblems.telling(at: into, clearing: bar) {
            let target = try target(into)
            let dataset = try DatasetReader().read(target.head)
            return (try MergeSession(into: target, dataset: dataset, listener: listing), dataset)
        }
        for item in left { listing.leaves(item, of: "") }
        try read(session, dataset, bar)
        try DatasetProblems.telling(at: into, clearing: bar) {
            do {
                let summary = try session.finish(accept: accept, writes: !dryRun)
                try listing.finish(summary, isWritten: !dryRun)
            } catch let error as ImportError {
                bar.clear()
                try listing.finish(session.summary, isWritten: false)
                throw error
            }
        }
    }
}
