import Foundation
import TrialAnalysis
import TrialEvidence
import TrialJSON
import TrialPluginMessages
import TrialPlugins
import TrialResults

/// The section or the figures that a plugin adds to a report.
public struct PluginReportAddition: ReportAddition {
    /// The plugin's name.
    public var name: String { plugin.name }
    private let runnable: RunnablePlugin
    private let jobs: Int
    private var plugin: InstalledPlugin { runnable.plugin }

    /// Makes the addition of a plugin that may run; figures are drawn by at most `jobs` of it at one time.
    public init(_ runnable: RunnablePlugin, jobs: Int = 1) { (self.runnable, self.jobs) = (runnable, jobs) }

    /// Whether the plugin takes the options.
    public func problem(with options: JSONValue) -> String? {
        do throws(PluginError) { _ = try plugin.settled(options) } catch { return "\(error)" }
        return nil
    }

    /// Has the plugin write its section or draw its figures.
    public func additions(
        to document: ResultDocument, of dataset: Dataset?, _ asked: PlannedAddition
    ) -> [PluginAddition] {
        let records = asked.records(of: document)
        do throws(PluginError) {
            let options = try plugin.settled(asked.options)
            return plugin.kind == .figure
                ? try figures(records, options) : [try section(document, records, dataset, options)]
        } catch {
            return [failed(error)]
        }
    }

    private func failed(_ error: PluginError, analysis: String? = nil) -> PluginAddition {
        PluginAddition(
            plugin.reference, analysis: analysis, heading: plugin.manifest.summary, content: [], remarks: ["\(error)"])
    }

    private func section(
        _ document: ResultDocument, _ records: [AnalysisRecord], _ dataset: Dataset?, _ options: [String: PluginValue]
    ) throws(PluginError) -> PluginAddition {
        let chosen = ResultDocument(
            engine: document.engine, plan: document.plan, datasets: document.datasets, analyses: records,
            published: document.published)
        var whole = chosen
        whole.overview = document.overview
        let session = try PluginSession(runnable, version: EngineVersion.current)
        defer { session.end() }
        var input = ["results": try Self.value(of: whole, plugin.name)]
        if let dataset { input["dataset"] = .object(Self.rows(of: dataset)) }
        let outcome = try session.work(options: options, input: .object(input))
        let output: SectionOutput = try session.decoded(outcome.output)
        return PluginAddition(
            plugin.reference, heading: output.heading, content: try output.content.content(of: plugin),
            remarks: outcome.warnings)
    }

    private func figures(
        _ records: [AnalysisRecord], _ options: [String: PluginValue]
    ) throws(PluginError) -> [PluginAddition] {
        var inputs: [PluginValue] = []
        for record in records { inputs.append(.object(["analysis": try Self.value(of: record, plugin.name)])) }
        let crew = PluginCrew(runnable, version: EngineVersion.current, jobs: jobs)
        return zip(records, crew.outcomes(options: options, of: inputs)).compactMap { record, outcome in
            do throws(PluginError) {
                let given = try outcome.get()
                guard let drawing = try figure(given.output) else { return nil }
                return PluginAddition(
                    plugin.reference, analysis: record.id, heading: drawing.title,
                    content: [try PluginBlock.figure(drawing).content(of: plugin)], remarks: given.warnings)
            } catch {
                return failed(error, analysis: record.id)
            }
        }
    }

    private func figure(_ output: PluginValue) throws(PluginError) -> PluginBlock.Drawing? {
        do { return try output.decoded(as: FigureOutput.self).figure } catch {
            throw PluginError(.wrongAnswer, name, "its output is no figure with code, title, description and svg")
        }
    }

    /// Studies and arms as their tables have them, empty cells left out.
    private static func rows(of dataset: Dataset) -> [String: PluginValue] {
        func rows<Row: TableRow>(_ given: [Row]) -> PluginValue {
            .list(
                given.map { row in
                    let cells = zip(Row.columns.map(\.name), row.cells).filter { !$0.1.isEmpty }
                    return .object(Dictionary(cells.map { ($0, .text($1)) }, uniquingKeysWith: { first, _ in first }))
                })
        }
        return ["studies": rows(dataset.studies), "arms": rows(dataset.arms)]
    }

    /// A part of a result as it stands in a result file.
    private static func value(of part: some Encodable, _ plugin: String) throws(PluginError) -> PluginValue {
        guard let data = try? ResultCoding().encodePart(part),
            let value = try? JSONDecoder().decode(PluginValue.self, from: data)
        else { throw PluginError(.wrongAnswer, plugin, "the results cannot be written as JSON") }
        return value
    }
}
