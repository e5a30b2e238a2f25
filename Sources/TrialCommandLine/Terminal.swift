import Glibc
import TrialResults

/// Where programs write: results to standard output, everything else to standard error.
///
/// A result that cannot be written ends the program with an error, since whoever reads it would take a part for the whole. What
/// is said on standard error is for a person who may have gone: there a failure changes nothing.
public enum Terminal {
    /// Writes lines for a person to standard output, without what could steer a terminal or turn the direction of writing.
    public static func print(_ lines: String) { printText(lines + "\n") }

    /// Writes lines for a person, with their ends, as ``print(_:)`` does.
    public static func printText(_ lines: String) { write(clean(lines)) }

    /// Writes a line for another program, such as JSON, to standard output as it is.
    public static func printData(_ line: String) { write(line + "\n") }

    /// Writes text as it is to standard output.
    public static func write(_ text: String) {
        if let failure = StandardStream.output.write(text) { end(failure) }
    }

    /// Writes bytes as they are to standard output.
    public static func write(_ bytes: [UInt8]) {
        if let failure = bytes.withUnsafeBytes({ StandardStream.output.write($0) }) { end(failure) }
    }

    /// Writes lines to standard error, without what could steer a terminal or turn the direction of writing.
    public static func error(_ lines: String) { _ = StandardStream.error.write(clean(lines) + "\n") }

    /// Writes the beginning of a line to standard error, for a person to go on in.
    public static func prompt(_ text: String) { _ = StandardStream.error.write(clean(text)) }

    private static func clean(_ lines: String) -> String {
        // Scalars, because a line end and what follows it may be one character.
        let lines = lines.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { DisplayText.clean(String($0)) }.joined(separator: "\n")
    }

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
            exit(ExitStatus.readerGone.rawValue)
        case .system(let reason):
            let program = CommandLine.arguments.first?.split(separator: "/").last ?? "trialpool"
            error("\(program): error: standard output cannot be written: \(reason); what was written is not whole")
            exit(ExitStatus.failure.rawValue)
        }
    }
}
