import Foundation
import Synchronization
import TrialPluginMessages

/// Several sessions of one plugin that share works; the outcomes are the same with one and with many.
public struct PluginCrew: Sendable {
    private let plugin: RunnablePlugin
    private let version: String
    private let jobs: Int

    /// What came of each work.
    public typealias Outcome = Result<PluginSession.Outcome, PluginError>

    /// Prepares sessions, at most `jobs` at one time.
    public init(_ plugin: RunnablePlugin, version: String, jobs: Int = 1) {
        (self.plugin, self.version, self.jobs) = (plugin, version, max(1, jobs))
    }

    /// Has works done, in any order; the outcomes are in that of the inputs. A work that fails does not stop the others.
    public func outcomes(options: [String: PluginValue] = [:], of inputs: [PluginValue]) -> [Outcome] {
        let next = Atomic(0)
        let outcomes = Mutex([Outcome?](repeating: nil, count: inputs.count))
        DispatchQueue.concurrentPerform(iterations: min(jobs, max(1, inputs.count))) { _ in
            var session: PluginSession?
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < inputs.count else { break }
                let outcome = one(inputs[index], options, &session)
                outcomes.withLock { $0[index] = outcome }
            }
        }
        return outcomes.withLock { $0.compactMap(\.self) }
    }

    private func one(
        _ input: PluginValue, _ options: [String: PluginValue], _ session: inout PluginSession?
    ) -> Outcome {
        do throws(PluginError) {
            let running = if let session { session } else { try PluginSession(plugin, version: version) }
            session = running
            return .success(try running.work(options: options, input: input))
        } catch {
            // The next work gets a plugin that starts anew, because this one may have ended or be in a bad state.
            session = nil
            return .failure(error)
        }
    }
}
