import TrialAnalysis
import TrialJSON
import TrialPluginMessages
import TrialPlugins
import TrialResults
import TrialStatistics

/// A kind of question that a plugin answers: the rows that the plan's rules choose go to it, its answer comes back.
///
/// The plugin's content is part of what the answer depends on, so that a changed plugin never answers from the cache. A plugin
/// that fails leaves its question without an answer, with the reason as a warning, and the run goes on.
public struct PluginAnalysisKind: AnalysisKind {
    /// What the answer depends on.
    public struct Evidence: Encodable, Sendable {
        /// The plugin.
        let plugin: PluginReference
        /// The rows.
        let contrasts: ContrastSet
    }

    /// The plugin's name.
    public var name: String { runnable.plugin.name }
    /// The plugin's own sentence.
    public var summary: String { runnable.plugin.manifest.summary }
    /// What is chosen for the plugin stands under one key.
    public let keys = [PluginKindOptions.key]
    /// The answers of every plugin are of one type.
    public var answers: [String: any AnalysisAnswer.Type] { [name: PluginAnswer.self] }
    private let runnable: RunnablePlugin

    /// Makes the kind of a plugin that may run.
    public init(_ runnable: RunnablePlugin) { self.runnable = runnable }

    /// Reads the options of the manifest.
    public func options(_ entry: PlanEntry) -> PluginKindOptions {
        let chosen = entry.json(PluginKindOptions.key) ?? .object([])
        do throws(PluginError) {
            let settled = try runnable.plugin.settled(chosen)
            return PluginKindOptions(values: settled.mapValues { JSONValue($0) })
        } catch {
            entry.problem(at: entry.has(PluginKindOptions.key) ? PluginKindOptions.key : "kind", "\(error)")
            return PluginKindOptions()
        }
    }

    /// The rows, as every other kind reads them, with the plugin's content.
    public func evidence(
        for question: PlannedQuestion<PluginKindOptions>, in library: EvidenceLibrary
    ) throws(AnalysisError) -> Evidence {
        Evidence(plugin: runnable.plugin.reference, contrasts: try library.contrasts(for: question))
    }

    /// Has the plugin answer.
    public func answer(
        _ question: PlannedQuestion<PluginKindOptions>, on evidence: Evidence, by context: RunContext
    ) throws(AnalysisError) -> KindAnswer {
        let level = try context.resolved(question.specification.methods).pooling.level
        let rows = evidence.contrasts.rows(measure: question.measure, level: level)
        var method = MethodRecord(context.profile.commonEffect, profile: context.profile)
        (method.estimator, method.interval, method.level) = (nil, nil, level)
        var answer: PluginAnswer
        var isKept = true
        do throws(PluginError) {
            let input = Self.input(question, rows, level: level, seed: context.seed)
            answer = try ask(input, question)
        } catch {
            isKept = false
            answer = PluginAnswer(
                evidence.plugin, method: "none", finding: "The plugin did not answer: \(error.message)",
                rows: rows.count,
                level: level)
            answer.warnings = [MethodWarning(code: "plugin-failed", message: "\(error)")]
            answer.isAnswered = false
        }
        method.comparison = ComparisonMethod(code: name, name: answer.method, label: name)
        var result = KindAnswer(
            answer, by: method, rows: rows, excluded: evidence.contrasts.excluded, warnings: evidence.contrasts.warnings
        )
        result.isKept = isKept
        return result
    }

    private func ask(
        _ input: AnalysisInput, _ question: PlannedQuestion<PluginKindOptions>
    ) throws(PluginError) -> PluginAnswer {
        let plugin = runnable.plugin
        let session = try PluginSession(runnable, version: EngineVersion.current)
        defer { session.end() }
        guard let value = try? PluginValue(encoding: input) else {
            throw PluginError(.wrongAnswer, plugin.name, "a number of the rows is not finite, which JSON cannot say")
        }
        let outcome = try session.work(options: question.options.values.mapValues { PluginValue($0) }, input: value)
        let output: AnalysisOutput = try session.decoded(outcome.output)
        var answer = PluginAnswer(
            plugin.reference, method: output.method, finding: output.finding, rows: input.rows.count, level: input.level
        )
        answer.content = try (output.content ?? []).content(of: plugin)
        answer.warnings = outcome.warnings.map { MethodWarning(code: "plugin", message: $0) }
        answer.isAnswered = output.isAnswered
        guard let effect = output.effect else { return answer }
        guard effect.lower <= effect.estimate, effect.estimate <= effect.upper else {
            throw PluginError(.wrongAnswer, plugin.name, "its estimate does not lie between its limits")
        }
        return answer.with(
            effect: NaturalEffect(estimate: effect.estimate, lower: effect.lower, upper: effect.upper),
            scale: question.measure.scale)
    }

    private static func input(
        _ question: PlannedQuestion<PluginKindOptions>, _ rows: [StudyResult], level: Double, seed: UInt64
    ) -> AnalysisInput {
        let asked = question.specification
        var input = AnalysisInput(id: asked.id, title: asked.title, outcome: asked.outcome, measure: asked.measure)
        (input.level, input.seed, input.isLogarithmic) = (level, seed, question.measure.scale == .log)
        input.rows = rows.map { result in
            var row = AnalysisInput.Row(
                study: result.study, label: result.label, estimate: result.estimate, variance: result.variance)
            (row.properties, row.quantities) = (result.properties, result.quantities ?? [:])
            row.groups = result.groups.map { reported in
                var group = AnalysisInput.Group(label: reported.label)
                (group.total, group.events, group.personYears) = (reported.total, reported.events, reported.personYears)
                (group.mean, group.standardDeviation) = (reported.mean, reported.standardDeviation)
                return group
            }
            return row
        }
        return input
    }
}

/// What a plan chooses for a plugin.
public struct PluginKindOptions: KindOptions {
    static let key = "options"

    /// The values by the names of the manifest, defaults included.
    public var values: [String: JSONValue] = [:]

    /// Nothing chosen.
    public init(values: [String: JSONValue] = [:]) { self.values = values }
}
