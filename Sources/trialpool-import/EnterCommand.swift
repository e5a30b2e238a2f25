import ArgumentParser
import TrialArchives
import TrialCommandLine
import TrialEvidence
import TrialImport

/// `trialpool-import enter --into DATASET`: a form in the terminal.
struct EnterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enter",
        abstract: "Asks for a trial in the terminal: the study, its arms, their results.",
        discussion: """
            Each answer is held against the rules at once, and what an analysis takes from the numbers is told as they are typed. \
            Nothing typed takes what stands in brackets; ? explains a question and lists all choices, < goes back to the last one, \
            ! stops. Every answer is kept beside the dataset, so that the same command goes on where it was stopped or killed; \
            at the end the rows are merged like those of any import. Answers may also come from a pipe, one a line.

            Examples:
              trialpool-import enter --into my-review
              trialpool-import enter --into my-review --dry-run < answers.txt
            """)

    @Option(
        help: ArgumentHelp(
            "The dataset: a folder or a packed archive; a new one where nothing is.", valueName: "dataset"))
    var into: String

    @Flag(help: "Begin anew: answers of a form that was stopped are put aside under another name.")
    var anew = false

    @OptionGroup var manner: MergeManner

    func run() throws {
        let dataset = try DatasetProblems.telling(at: into) { try readDataset() }
        let journal = try DatasetProblems.telling { try openJournal() }
        let form: EntryForm
        do {
            form = try EntryForm(into: dataset, answers: journal.answers)
        } catch {
            Terminal.error("\(journal.path): error: \(error); --anew begins anew and keeps the file under another name")
            throw ExitCode(1)
        }
        let filled = try DatasetProblems.telling(at: into) {
            try EntryDialogue(form: form, journal: journal, isQuiet: manner.output.quiet, into: into).filled()
        }
        guard !filled.evidence.studies.isEmpty || !filled.evidence.arms.isEmpty || !filled.evidence.outcomes.isEmpty
        else {
            journal.remove()
            Terminal.error("nothing was entered; \(into) is as it was")
            return
        }
        do {
            try manner.merge(into: into) { session, _, bar in
                try DatasetProblems.telling(at: into, clearing: bar) { try session.take(filled.evidence) }
            }
        } catch {
            Terminal.error("the answers are kept in \(journal.path); the same command goes on from there")
            throw error
        }
        if manner.dryRun {
            Terminal.error(
                "the answers are kept in \(journal.path); without --dry-run the same command puts the rows in")
        } else {
            journal.remove()
        }
    }

    /// The dataset with all its rows; an empty one where nothing is at the path.
    private func readDataset() throws -> Dataset {
        guard FileStamp(into) != nil else { return try DatasetReader().read(try WholeTarget.new(into).head) }
        return try DatasetArchive.read(into)
    }

    private func openJournal() throws -> EntryJournal {
        if anew, let place = try EntryJournal.putAside(of: into) {
            Terminal.error("the answers of the form before are kept in \(place)")
        }
        return try EntryJournal(of: into)
    }
}
