import ArgumentParser
import TrialCommandLine
import TrialImport

/// `trialpool-import new DATASET`: an empty dataset, or a small one to learn on.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begins a dataset: empty tables, a descriptor and a commented plan.",
        discussion: """
            Every import begins one too where --into names a path at which nothing is.

            Examples:
              trialpool-import new my-review
              trialpool-import new lesson --example
            """)

    @Argument(help: "Where it is to be: a folder, or an archive whose name ends in .zip.")
    var dataset: String

    @Option(help: "The name for people; that of the folder where none is given.")
    var title: String?

    @Flag(help: "A small review of made trials with a plan, to learn on.")
    var example = false

    @OptionGroup var output: OutputOptions

    /// What was written, for other programs.
    private struct Told: Encodable {
        let dataset: String
        let files: [String]
    }

    func validate() throws {
        if example, title != nil { throw ValidationError("--example has a title of its own; leave --title out") }
    }

    func run() throws {
        let new = try DatasetProblems.telling(at: dataset) {
            let new = try example ? NewDataset(exampleAt: dataset) : NewDataset(at: dataset, title: title)
            try new.write()
            return new
        }
        if output.json {
            return Terminal.printData(try OutputOptions.json(Told(dataset: dataset, files: new.names)))
        }
        Terminal.print("\(dataset): \(new.names.joined(separator: ", "))")
        guard !output.quiet else { return }
        Terminal.print(
            example
                ? "Next: trialpool analyze run \("\(dataset)/plan.yaml".quotedForShell) -o results.json"
                : "Next: trialpool import wide table.csv --into \(dataset.quotedForShell) --dry-run")
    }
}
