import Foundation

/// Where programs write: results to standard output, everything else to standard error.
public enum Terminal {
    /// Writes a line to standard output.
    public static func print(_ line: String) { write(line + "\n", to: .standardOutput) }

    /// Writes a line to standard error.
    public static func error(_ line: String) { write(line + "\n", to: .standardError) }

    /// Whether standard error is a terminal that a person watches.
    public static var isInteractive: Bool { isatty(2) == 1 }

    private static func write(_ text: String, to handle: FileHandle) {
        // A closed pipe (`| head`) ends the program quietly, as other command line tools do.
        do { try handle.write(contentsOf: Data(text.utf8)) } catch { exit(0) }
    }
}
