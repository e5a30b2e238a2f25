/// Why a plugin cannot be used, or a work of it failed. It never ends more than that work.
public struct PluginError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable word for the kind of problem.
    public enum Code: String, Sendable, CaseIterable, Codable {
        // Before anything runs.
        /// The manifest is not JSON, or a field is missing or wrong.
        case invalidManifest = "invalid-manifest"
        /// The command lies outside the plugin's folder, or the folder holds a link out of it.
        case unsafeProgram = "unsafe-program"
        /// No folder of plugins has one of that name.
        case notFound = "not-found"
        /// Nobody has enabled it.
        case notEnabled = "not-enabled"
        /// It is not what was enabled.
        case changed
        /// An option is unknown, missing or of the wrong type.
        case badOption = "bad-option"
        /// The list of enabled plugins cannot be read or written.
        case trustFailed = "trust-failed"
        // While it runs.
        /// The program cannot be started.
        case cannotStart = "cannot-start"
        /// It said something else than this version of the protocol.
        case wrongProtocol = "wrong-protocol"
        /// A line is no message: no JSON, not UTF-8, or not of the schema.
        case garbage
        /// The output ended inside a line.
        case partialLine = "partial-line"
        /// The message or its output does not fit what was asked.
        case wrongAnswer = "wrong-answer"
        /// It ended before it answered.
        case endedEarly = "ended-early"
        /// It took longer than its limit.
        case timedOut = "timed-out"
        /// It wrote more than its limit.
        case tooMuchOutput = "too-much-output"
        /// It took more memory than its limit.
        case tooMuchMemory = "too-much-memory"
        /// It started more processes than its limit.
        case tooManyProcesses = "too-many-processes"
        /// It filled more of the disk than its limit.
        case tooMuchDisk = "too-much-disk"
        /// It says itself that it failed.
        case failed
    }

    /// The kind of problem.
    public let code: Code
    /// The plugin's name, or its manifest.
    public let plugin: String
    /// The line of its output, counted from 1, where one is to blame.
    public var line: Int?
    /// What is wrong and what to do.
    public var message: String
    /// The plugin's own word for an error that it told.
    public var reason: String?
    /// Where in its input, as it told.
    public var place: (file: String?, line: Int?, column: String?)?
    /// The last line that it wrote to standard error.
    public var lastWords: String?

    /// Creates an error.
    public init(_ code: Code, _ plugin: String, _ message: String, line: Int? = nil) {
        (self.code, self.plugin, self.message, self.line) = (code, plugin, message, line)
    }

    /// Plugin, line and message on one line.
    public var description: String {
        let place = line.map { "\(plugin), line \($0)" } ?? plugin
        let words = lastWords.map { "; it said: \($0)" } ?? ""
        return "plugin \(place): \(message)\(words) [\(code.rawValue)]"
    }

    /// Two are equal where kind, plugin, line and message are.
    public static func == (first: PluginError, second: PluginError) -> Bool {
        (first.code, first.plugin, first.line, first.message)
            == (second.code, second.plugin, second.line, second.message)
    }
}
