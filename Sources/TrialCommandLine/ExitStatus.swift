/// The exit codes of every program.
public enum ExitStatus: Int32, CaseIterable, Sendable {
    /// All went well.
    case success = 0
    /// The data or the analysis failed.
    case failure = 1
    /// The command line cannot be.
    case usage = 2
    /// A person stopped it.
    case interrupted = 130
    /// Whoever read the output went away.
    case readerGone = 141

    /// What it means, for people.
    public var meaning: String {
        switch self {
        case .success: "all went well; also help and the version"
        case .failure: "the data, a file or the analysis failed: standard error says what, where and what to do"
        case .usage: "the command line cannot be: an unknown command or option, or two that exclude each other"
        case .interrupted: "a person stopped it with Ctrl-C"
        case .readerGone: "whoever read the output went away, as `| head` does"
        }
    }
}
