import Synchronization
import TrialEvidence
import TrialImport
import TrialPluginMessages
import TrialPlugins

/// An import format that a plugin reads: its files become rows as those of any other format do.
///
/// The plugin is started with the first file and takes all others too. Rows that it gives are read with the rules of a
/// dataset's tables; what it says of a file is told with the file's line and column.
public struct PluginImportFormat: ImportFormat {
    /// The plugin's name.
    public var name: String { runnable.plugin.name }
    /// The plugin's own sentence.
    public var summary: String { runnable.plugin.manifest.summary }
    /// The endings that its manifest names.
    public var fileExtensions: [String] { runnable.plugin.manifest.extensions }
    /// The plugin.
    public let runnable: RunnablePlugin
    private let version: String
    private let options: [String: PluginValue]
    private let running: RunningPlugin

    /// Makes the format of a plugin that may run; `version` is that of TrialPool, `options` are what a person chose.
    public init(_ runnable: RunnablePlugin, version: String, options: [String: PluginValue] = [:]) {
        (self.runnable, self.version, self.options) = (runnable, version, options)
        running = RunningPlugin()
    }

    /// Has the plugin read a file.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        let answer: (ImportOutput, warnings: [String])
        do throws(PluginError) {
            answer = try running.use(runnable, version) { session throws(PluginError) in
                let given = PluginSession.GivenFile(name: file, bytes: bytes)
                let outcome = try session.work(on: given, options: options) { place throws(PluginError) in
                    try input(place, dataset)
                }
                return (try session.decoded(outcome.output, as: ImportOutput.self), outcome.warnings)
            }
        } catch {
            let place = Place(file, line: error.place?.line, column: error.place?.column)
            throw EvidenceError([Diagnostic(.malformedFile, at: place, "\(error)")])
        }
        return try PluginRows(file: file, plugin: name).evidence(answer.0, warnings: answer.warnings)
    }

    private func input(_ place: ImportInput.File, _ dataset: Dataset) throws(PluginError) -> PluginValue {
        guard let input = try? PluginValue(encoding: ImportInput(file: place, dataset: Self.rows(of: dataset))) else {
            throw PluginError(.wrongAnswer, name, "the dataset cannot be written as JSON")
        }
        return input
    }

    /// The studies and arms that a plugin may refer to.
    private static func rows(of dataset: Dataset) -> [String: [[String: String]]] {
        func filled(_ columns: [Column], _ cells: [String]) -> [String: String] {
            Dictionary(
                zip(columns.map(\.name), cells).filter { !$0.1.isEmpty }, uniquingKeysWith: { first, _ in first })
        }
        return [
            "studies": dataset.studies.map { filled(Study.columns, $0.cells) },
            "arms": dataset.arms.map { filled(Arm.columns, $0.cells) },
        ]
    }
}

/// The session of an import, started with the first file.
private final class RunningPlugin: Sendable {
    private let session = Mutex<Box?>(nil)

    private struct Box: @unchecked Sendable {
        let session: PluginSession
    }

    func use<Value: Sendable>(
        _ runnable: RunnablePlugin, _ version: String, _ body: (PluginSession) throws(PluginError) -> Value
    ) throws(PluginError) -> Value {
        try session.withLock { box throws(PluginError) -> Value in
            let running = if let box { box } else { Box(session: try PluginSession(runnable, version: version)) }
            box = running
            do throws(PluginError) { return try body(running.session) } catch {
                // A plugin that misbehaved is over; the next file gets a new one.
                if error.code != .failed { box = nil }
                throw error
            }
        }
    }
}
