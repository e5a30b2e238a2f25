import Foundation
import TrialPluginMessages

/// A plugin that runs and takes one work after the other.
///
/// Whatever goes wrong is a ``PluginError`` of that work; after one that came from the plugin's behaviour the session is over.
public final class PluginSession {
    /// The plugin.
    public let plugin: InstalledPlugin
    /// What the system keeps it from.
    public let confinement: Confinement
    private let process: PluginProcess
    private var channel: PluginChannel
    private var isOver = false
    private var works = 0

    /// The longest that a plugin may take to say hello.
    private static let greetingSeconds = 30.0

    /// What came of a work.
    public struct Outcome: Sendable, Equatable {
        /// The output.
        public var output: PluginValue
        /// What a reader of the output must know.
        public var warnings: [String] = []
        /// What it logged.
        public var log: [String] = []
    }

    /// A file for a work: its name for people and its bytes.
    public struct GivenFile {
        /// The name.
        public let name: String
        /// The bytes.
        public let bytes: [UInt8]

        /// Names bytes.
        public init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
    }

    /// Starts a plugin and exchanges greetings.
    ///
    /// - Parameters:
    ///   - runnable: The plugin that may run.
    ///   - version: The version of TrialPool.
    ///   - environment: Where PATH and the variables come from that the manifest asks for.
    /// - Throws: `PluginError` where it cannot be started or greets wrongly.
    public init(
        _ runnable: RunnablePlugin, version: String,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(PluginError) {
        plugin = runnable.plugin
        process = try PluginProcess(plugin, environment: environment)
        confinement = process.confinement
        channel = PluginChannel(process, plugin.manifest)
        do throws(PluginError) {
            try greet(version)
        } catch {
            end()
            throw error
        }
    }

    deinit { end() }

    private func greet(_ version: String) throws(PluginError) {
        channel.begin(seconds: Self.greetingSeconds)
        try channel.send(.greeting(version: version))
        while true {
            let answer = try channel.next()
            if answer.message == .log { continue }
            guard answer.message == .hello, answer.protocol == PluginMessage.protocolName else {
                let said =
                    answer.protocol.map { "'\(ManifestFields.shown($0))'" }
                    ?? "'\(answer.message.rawValue)' without a protocol"
                throw channel.error(
                    .wrongProtocol, "it begins with \(said), this version speaks \(PluginMessage.protocolName)")
            }
            guard answer.name == plugin.name, answer.version == plugin.manifest.version else {
                let said = "\(ManifestFields.shown(answer.name ?? "?")) \(ManifestFields.shown(answer.version ?? "?"))"
                throw channel.error(
                    .wrongProtocol, "it calls itself \(said), its manifest \(plugin.name) \(plugin.manifest.version)")
            }
            guard answer.capabilities?.contains(plugin.kind.rawValue) == true else {
                throw channel.error(.wrongProtocol, "its capabilities do not name '\(plugin.kind.rawValue)'")
            }
            return
        }
    }

    /// Has a work done.
    ///
    /// - Parameters:
    ///   - options: What was chosen, with the defaults of the manifest.
    ///   - input: What the work is about.
    ///   - progress: Hears how far the work has come, from 0 to 1.
    /// - Throws: `PluginError`; after one that is not the plugin's own the session is over.
    public func work(
        options: [String: PluginValue] = [:], input: PluginValue, progress: (Double) -> Void = { _ in }
    ) throws(PluginError) -> Outcome {
        let settled = try plugin.manifest.settled(options)
        guard !isOver else { throw PluginError(.endedEarly, plugin.name, "it has ended") }
        works += 1
        let id = "\(works)"
        do throws(PluginError) {
            channel.begin(seconds: plugin.manifest.limits.seconds)
            try channel.send(.work(plugin.kind.rawValue, id: id, options: settled, input: input))
            return try answer(to: id, progress)
        } catch {
            if error.code != .failed { end() }
            throw error
        }
    }

    /// Has a work done on a file, whose name and place are added to the input.
    public func work(
        on file: GivenFile, options: [String: PluginValue] = [:],
        input: (ImportInput.File) throws(PluginError) -> PluginValue
    ) throws(PluginError) -> Outcome {
        let name = String(
            (file.name as NSString).lastPathComponent.map {
                $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "_"
            })
        let path = "\(process.scratch.input)/\(name.isEmpty || name.hasPrefix(".") ? "file" : name)"
        guard FileManager.default.createFile(atPath: path, contents: Data(file.bytes)) else {
            throw PluginError(.cannotStart, plugin.name, "\(path) cannot be written")
        }
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try work(options: options, input: try input(ImportInput.File(name: file.name, path: path)))
    }

    private func answer(to id: String, _ progress: (Double) -> Void) throws(PluginError) -> Outcome {
        var outcome = Outcome(output: .null)
        while true {
            let message = try channel.next()
            guard message.id == nil || message.id == id else {
                throw channel.error(
                    .wrongAnswer, "it answers work '\(ManifestFields.shown(message.id ?? ""))', asked was '\(id)'")
            }
            switch message.message {
            case .progress:
                guard let fraction = message.fraction, (0...1).contains(fraction) else {
                    throw channel.error(.wrongAnswer, "a progress needs a 'fraction' from 0 to 1")
                }
                progress(fraction)
            case .log: outcome.log.append(message.text ?? "")
            case .warning: outcome.warnings.append(PluginText.line(message.text ?? ""))
            case .result:
                guard let output = message.output, message.id == id else {
                    throw channel.error(.wrongAnswer, "a result needs 'output' and the 'id' of its work")
                }
                outcome.output = output
                return outcome
            case .error:
                var error = channel.error(.failed, PluginText.line(message.text ?? "it failed and does not say why"))
                error.reason = message.code
                error.place = message.place.map { ($0.file, $0.line, $0.column) }
                throw error
            case .hello, .work:
                throw channel.error(.wrongAnswer, "it says '\(message.message.rawValue)' in place of an answer")
            }
        }
    }

    /// An output as a type.
    ///
    /// - Throws: `PluginError` where it has another shape.
    public func decoded<Value: Decodable>(
        _ output: PluginValue, as type: Value.Type = Value.self
    ) throws(PluginError) -> Value {
        do { return try output.decoded() } catch {
            throw PluginError(
                .wrongAnswer, plugin.name, "its output does not fit the task: \(PluginText.reason(error))",
                line: channel.line)
        }
    }

    /// Ends the session and says whether the plugin exited with 0 when its input ended.
    func endsByItself() -> Bool {
        guard !isOver else { return false }
        isOver = true
        channel.finish(seconds: 3)
        for _ in 0..<100 where process.ending == nil { usleep(2000) }
        let ending = process.ending
        process.end(isInputOpen: false)
        return ending == "exit code 0"
    }

    /// Lets the plugin end by itself for a moment, then ends it with everything that it started.
    public func end() {
        guard !isOver else { return }
        isOver = true
        channel.finish()
        process.end(isInputOpen: false)
    }
}

/// What a plugin says, fit for one line of a message.
enum PluginText {
    static func line(_ text: String) -> String {
        let clean = text.unicodeScalars.prefix(1000).map { scalar -> Character in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .format: " "
            default: Character(scalar)
            }
        }
        return String(clean).trimmingCharacters(in: .whitespaces)
    }

    /// Why a decoder refused something.
    static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "it is no JSON of that kind" }
        func words(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
            let path = (context.codingPath + [key].compactMap(\.self)).map {
                $0.intValue.map { "[\($0)]" } ?? $0.stringValue
            }
            return path.isEmpty ? "the whole" : "'\(path.joined(separator: "."))'"
        }
        return switch error {
        case .keyNotFound(let key, let context): "\(words(context, key)) is missing"
        case .typeMismatch(let type, let context): "\(words(context)) must be of the type \(type)"
        case .valueNotFound(_, let context): "\(words(context)) is null"
        case .dataCorrupted(let context): "\(words(context)) is damaged"
        @unknown default: "it is no JSON of that kind"
        }
    }
}
