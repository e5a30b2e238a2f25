import ArgumentParser
import TrialImport

struct DelimitedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delimited", abstract: "Merges outcome rows from CSV or TSV files into a dataset.")

    @OptionGroup var options: MergeOptions

    func run() throws {
        try options.merge(DelimitedOutcomes())
    }
}
