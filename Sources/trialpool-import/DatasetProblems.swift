import ArgumentParser
import TrialArchives
import TrialCommandLine
import TrialEvidence
import TrialImport

/// Tells the problems of a dataset in the form of compilers, so that editors and SwiftPM find the place.
enum DatasetProblems {
    /// The diagnostic on one line, with the path of the folder or archive before the file.
    static func line(_ diagnostic: Diagnostic, at path: String) -> String {
        let isThere = path.isEmpty || diagnostic.file.hasPrefix(path)
        return isThere || diagnostic.file.contains("/") ? "\(diagnostic)" : "\(path)/\(diagnostic)"
    }

    /// Runs work on a dataset or a file; its problems go to standard error, one a line, and the program ends with 1.
    static func telling<Result>(
        at path: String = "", clearing bar: ProgressBar? = nil, _ work: () throws -> Result
    ) throws -> Result {
        do {
            return try work()
        } catch {
            bar?.clear()
            guard let lines = lines(error, at: path) else { throw error }
            for line in lines { Terminal.error(line) }
            throw ExitCode(1)
        }
    }

    private static func lines(_ error: any Error, at path: String) -> [String]? {
        switch error {
        case let error as EvidenceError: error.errors.map { line($0, at: path) }
        case let error as ArchiveError: ["\(error)"]
        case let error as ImportError: ["\(error)"]
        default: nil
        }
    }
}
