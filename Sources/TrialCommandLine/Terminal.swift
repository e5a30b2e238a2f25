import Foundation

/// Where programs write: results to standard output, everything else to standard error.
public enum Terminal {
    /// Writes a line to standard output.
    public static func print(_ line: String) { write(line + "\n", to: .standardOutput) }

    /// Writes a line to standard error.
    public static func error(_ line: String) { write(line + "\n", to: .standardError) }

    /// Whether standard error is a terminal that a person watches.
    public static var isInteractive: Bool { isatty(2) == 1 }

    /// Puts a line in place of the last one on standard error, without ending it.
    static func overwrite(_ line: String) { write("\r\u{1B}[K" + line, to: .standardError) }

    /// Writes text as it is to standard output.
    public static func write(_ text: String) { write(text, to: .standardOutput) }

    private static func write(_ text: String, to handle: FileHandle) {
        // A closed pipe (`| head`) ends the program quietly, as other command line tools do.
        do { try handle.write(contentsOf: Data(text.utf8)) } catch { exit(0) }
    }
}
