import Foundation
import TrialPluginMessages

/// Runs a plugin through everything that is asked of every plugin.
public struct PluginConformance {
    /// What one check found.
    public struct Result: Sendable {
        /// What was checked.
        public let check: String
        /// Whether the plugin does it.
        public let passed: Bool
        /// What was seen.
        public let words: String
    }

    /// What all checks found.
    public struct Report: Sendable {
        /// The checks in their order.
        public var results: [Result] = []
        /// What the system keeps the plugin from; nil where it could not be started.
        public var confinement: Confinement?
        /// Whether the plugin passes.
        public var passes: Bool { results.allSatisfy(\.passed) }
    }

    private let runnable: RunnablePlugin
    private let version: String
    private var plugin: InstalledPlugin { runnable.plugin }

    /// Prepares the checks of a plugin that may run.
    public init(_ runnable: RunnablePlugin, version: String) { (self.runnable, self.version) = (runnable, version) }

    /// Runs the checks; what needs a plugin that starts is left out where it does not.
    public func report() -> Report {
        var report = Report()
        report.results.append(Result(check: "manifest", passed: true, words: "plugin.json is sound"))
        let begin = ContinuousClock.now
        let session: PluginSession
        do throws(PluginError) {
            session = try PluginSession(runnable, version: version)
        } catch {
            report.results.append(Result(check: "greeting", passed: false, words: "\(error)"))
            return report
        }
        let start = Self.milliseconds(since: begin)
        report.confinement = session.confinement
        report.results.append(Result(check: "greeting", passed: true, words: "it starts and says hello in \(start) ms"))
        let examples = PluginExamples(plugin).examples
        report.results += works(session, examples)
        report.results.append(end(session))
        report.results.append(garbage())
        if !examples.isEmpty { report.results.append(parallel(examples)) }
        report.results.append(folder())
        return report
    }

    private static func milliseconds(since begin: ContinuousClock.Instant) -> Int {
        Int((ContinuousClock.now - begin) / .milliseconds(1))
    }

    /// Each example, with the output that it should have, twice.
    private func works(_ session: PluginSession, _ examples: [PluginExamples.Example]) -> [Result] {
        guard !examples.isEmpty else {
            return [
                Result(
                    check: "examples", passed: false, words: "there is no work in its folder 'example' to try it with")
            ]
        }
        return examples.map { example in
            let name = "example \(example.trial.name)"
            do throws(PluginError) {
                let begin = ContinuousClock.now
                let first = try example.trial.outcome(of: session)
                let time = Self.milliseconds(since: begin)
                if let problem = try Self.problem(with: first.output, of: session) {
                    return Result(check: name, passed: false, words: problem)
                }
                guard try example.trial.outcome(of: session) == first else {
                    return Result(check: name, passed: false, words: "it gives another output the second time")
                }
                guard example.expected == nil || example.expected == first.output else {
                    return Result(check: name, passed: false, words: "its output is not that of its .expected.json")
                }
                let words = example.expected == nil ? "an output of the right shape" : "the expected output"
                return Result(check: name, passed: true, words: "\(words), twice the same, in \(time) ms")
            } catch {
                return Result(check: name, passed: false, words: "\(error)")
            }
        }
    }

    /// What does not fit the kind's output; nil where everything does.
    private static func problem(with output: PluginValue, of session: PluginSession) throws(PluginError) -> String? {
        switch session.plugin.kind {
        case .importer: _ = try session.decoded(output, as: ImportOutput.self)
        case .analysis: _ = try session.decoded(output, as: AnalysisOutput.self)
        case .measure: _ = try session.decoded(output, as: MeasureOutput.self)
        case .reportSection:
            let section = try session.decoded(output, as: SectionOutput.self)
            return section.content.lazy.compactMap(\.problem).first
        case .figure: return try session.decoded(output, as: FigureOutput.self).figure?.problem
        }
        return nil
    }

    /// Whether it ends when its input does.
    private func end(_ session: PluginSession) -> Result {
        let begin = ContinuousClock.now
        let ends = session.endsByItself()
        let words =
            ends
            ? "it exits with 0 when its input ends (\(Self.milliseconds(since: begin)) ms)"
            : "it does not exit with 0 when its input ends"
        return Result(check: "end", passed: ends, words: words)
    }

    /// Whether input that makes no sense is an error that it tells, and it goes on after it.
    private func garbage() -> Result {
        let check = "senseless input"
        do throws(PluginError) {
            let session = try PluginSession(runnable, version: version)
            defer { session.end() }
            for bytes in [[], [0xFF, 0x00, 0x7B, 0x22], Array("{\"x\":".utf8)] as [[UInt8]] {
                let name = "senseless.\(plugin.manifest.extensions.first ?? "json")"
                let trial =
                    plugin.kind == .importer
                    ? Trial(name: name, bytes: bytes, as: .importer)
                    : Trial(name: name, bytes: Array("{\"senseless\":[]}".utf8), as: plugin.kind)
                do throws(PluginError) {
                    _ = try trial.outcome(of: session)
                } catch  where error.code == .failed {
                    continue
                }
            }
            return Result(check: check, passed: true, words: "it is answered, and the plugin goes on")
        } catch {
            return Result(check: check, passed: false, words: "\(error)")
        }
    }

    /// Whether several at one time say the same.
    private func parallel(_ examples: [PluginExamples.Example]) -> Result {
        let check = "several at one time"
        guard plugin.kind != .importer else {
            return Result(check: check, passed: true, words: "files are read one after the other")
        }
        let inputs = Array(repeating: examples, count: 3).flatMap(\.self).compactMap(\.trial.input)
        let one = PluginCrew(runnable, version: version).outcomes(of: inputs)
        let many = PluginCrew(runnable, version: version, jobs: 3).outcomes(of: inputs)
        let same = one == many
        return Result(
            check: check, passed: same, words: same ? "three say what one says" : "three do not say what one says")
    }

    /// Whether its own folder is what it was.
    private func folder() -> Result {
        let same = (try? InstalledPlugin(folder: plugin.folder))?.sha256 == plugin.sha256
        return Result(
            check: "its folder", passed: same,
            words: same ? "it is as it was" : "the plugin changed its own folder, so it would have to be enabled again")
    }
}
