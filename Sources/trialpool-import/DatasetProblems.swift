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
    static func telling<Result>(at path: String = "", _ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let error as EvidenceError {
            for diagnostic in error.errors { Terminal.error(line(diagnostic, at: path)) }
            throw ExitCode(1)
        } catch let error as ArchiveError {
            Terminal.error("\(error)")
            throw ExitCode(1)
        } catch let error as ImportError {
            Terminal.error("\(error)")
            throw ExitCode(1)
        }
    }
}
