import TrialPluginMessages
import TrialPlugins
import TrialResults
import TrialStatistics

/// An effect measure that a plugin computes from what the groups of each study report.
struct PluginMeasure: Sendable {
    private let runnable: RunnablePlugin
    private let facts: PluginManifest.MeasureFacts
    private var plugin: InstalledPlugin { runnable.plugin }

    /// Nil for a plugin that is no measure.
    init?(_ runnable: RunnablePlugin) {
        guard let facts = runnable.plugin.manifest.measure else { return nil }
        (self.runnable, self.facts) = (runnable, facts)
    }

    /// The measure for a catalogue.
    var measure: AnyEffectMeasure {
        let descriptor = MeasureDescriptor(
            facts.code, facts.isLogarithmic ? "log \(facts.name)" : facts.name,
            scale: facts.isLogarithmic ? .log : .identity,
            natural: facts.isLogarithmic
                ? .ratio(facts.name, of: "the outcome") : .difference(facts.name, of: "the outcome"))
        switch facts.data {
        case .counts:
            return AnyEffectMeasure(descriptor, of: BinaryComparison.self) { studies throws(StatisticsError) in
                try effects(
                    studies.map { study in
                        [group(study.total1, events: study.events1), group(study.total2, events: study.events2)]
                    })
            }
        case .means:
            return AnyEffectMeasure(descriptor, of: MeanComparison.self) { studies throws(StatisticsError) in
                try effects(
                    studies.map { study in
                        [
                            group(study.total1, mean: study.mean1, deviation: study.standardDeviation1),
                            group(study.total2, mean: study.mean2, deviation: study.standardDeviation2),
                        ]
                    })
            }
        }
    }

    private func group(
        _ total: Double, events: Double? = nil, mean: Double? = nil, deviation: Double? = nil
    ) -> AnalysisInput.Group {
        var group = AnalysisInput.Group(label: "")
        (group.total, group.events, group.mean, group.standardDeviation) = (total, events, mean, deviation)
        return group
    }

    private func effects(_ studies: [[AnalysisInput.Group]]) throws(StatisticsError) -> AnyEffectMeasure.Estimates {
        guard !studies.isEmpty else { return [] }
        do throws(PluginError) {
            let session = try PluginSession(runnable, version: EngineVersion.current)
            defer { session.end() }
            guard let input = try? PluginValue(encoding: MeasureInput(studies: studies)) else {
                throw PluginError(.wrongAnswer, plugin.name, "a number of a study is not finite, which JSON cannot say")
            }
            let output: MeasureOutput = try session.decoded(try session.work(input: input).output)
            guard output.effects.count == studies.count else {
                throw PluginError(
                    .wrongAnswer, plugin.name, "it gives \(output.effects.count) effects for \(studies.count) studies")
            }
            return output.effects.map(Self.estimate)
        } catch {
            throw StatisticsError(.unsupported, "\(error)", field: "measure")
        }
    }

    private static func estimate(_ effect: MeasureOutput.Effect) -> Result<EffectEstimate, EffectExclusion> {
        guard let estimate = effect.estimate, let variance = effect.variance, variance > 0 else {
            return .failure(
                EffectExclusion(code: "not-defined", reason: effect.reason ?? "the plugin gives no estimate"))
        }
        return .success(EffectEstimate(estimate: estimate, variance: variance))
    }
}
