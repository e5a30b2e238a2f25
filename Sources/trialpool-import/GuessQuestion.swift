import Glibc
import TrialArchives
import TrialCommandLine
import TrialImport

/// Asks at a terminal whether two arms are what the names of their columns suggest.
struct GuessQuestion {
    private let format: WideTable

    init(_ format: WideTable) {
        self.format = format
    }

    /// The format with what a person said; as it is where nobody can be asked, or the answer is no.
    func asked(about files: [String]) throws -> WideTable {
        guard isatty(0) == 1, Terminal.isInteractive, let file = files.first, !FileBytes.isFolder(file) else {
            return format
        }
        let guess = try DatasetProblems.telling(at: file) {
            try format.unconfirmedGuess(in: try InputFile(file).bytes(), file: file)
        }
        guard let guess else { return format }
        Terminal.error("\(file): the columns look like two arms:")
        for line in guess.lines { Terminal.error("  \(line)") }
        Terminal.error("Is \(guess.treatment) the treatment and \(guess.control) its control? yes, swap or no:")
        var told = format
        switch readLine()?.lowercased().first {
        case "y": told.mapping = guess.mapping.taking(format.mapping)
        case "s": told.mapping = guess.swapped.mapping.taking(format.mapping)
        default: break
        }
        return told
    }
}
