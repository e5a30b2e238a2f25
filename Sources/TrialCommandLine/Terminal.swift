import Glibc

/// Where programs write: results to standard output, everything else to standard error.
///
/// A result that cannot be written ends the program with an error, since whoever reads it would take a part for the whole. What
/// is said on standard error is for a person who may have gone: there a failure changes nothing.
public enum Terminal {
    /// Writes a line to standard output.
    public static func print(_ line: String) { write(line + "\n") }

    /// Writes text as it is to standard output.
    public static func write(_ text: String) {
        if let failure = StandardStream.output.write(text) { end(failure) }
    }

    /// Writes a line to standard error.
    public static func error(_ line: String) { _ = StandardStream.error.write(line + "\n") }

    /// Whether standard error is a terminal that a person watches.
    public static var isInteractive: Bool { isatty(2) == 1 }

    /// Puts a line in place of the last one on standard error, without ending it.
    static func overwrite(_ line: String) { _ = StandardStream.error.write("\r\u{1B}[K" + line) }

    /// Closes standard output; some file systems say only here that the disk is full.
    static func finish() {
        if let failure = StandardStream.output.close() { end(failure) }
    }

    private static func end(_ failure: StandardStream.Failure) -> Never {
        switch failure {
        case .readerIsGone:
            // As the system ends a program that writes to a closed pipe (`| head`): quietly, with the status 141 of a shell.
            signal(SIGPIPE, SIG_DFL)
            raise(SIGPIPE)
            exit(141)
        case .system(let reason):
            let program = CommandLine.arguments.first?.split(separator: "/").last ?? "trialpool"
            error("\(program): error: standard output cannot be written: \(reason); what was written is not whole")
            exit(1)
        }
    }
}
