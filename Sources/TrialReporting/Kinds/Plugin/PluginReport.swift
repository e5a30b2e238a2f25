import TrialResults
import TrialStatistics

/// How the answer of a plugin is told: its finding and whatever it shows, in its words, with its name, version and hash.
public struct PluginReport: KindReport {
    /// None by name: it tells the answers of all plugins.
    public let kinds: [String] = []

    /// Creates the report.
    public init() {}

    /// The plugin's name.
    public func name(of answer: PluginAnswer) -> String { DisplayText.clean(answer.plugin.name) }

    /// The plugin's own words, behind the number where there is one.
    public func finding(_ telling: Telling<PluginAnswer>) -> ReportFinding {
        let own = DisplayText.clean(telling.answer.finding)
        guard telling.answer.headline != nil else { return ReportFinding(own) }
        return ReportFinding("\(HeadlineProse(telling).text) \(own)")
    }

    /// What it shows, and where it came from.
    public func details(_ telling: Telling<PluginAnswer>) -> [ReportSection] {
        let answer = telling.answer
        let origin = "Method: \(DisplayText.clean(answer.method)). \(PluginSections.origin(answer.plugin))"
        return [
            ReportSection(
                "plugin", .everywhere("What the plugin says"),
                PluginSections.blocks(answer.content) + [.paragraph(origin, .method)])
        ]
    }

    /// The rows, with the plugin's effect below them.
    public func forest(_ record: AnalysisRecord, _ answer: PluginAnswer) -> ForestSource {
        var source = ForestSource(record)
        if let effect = answer.effect {
            source.total = ForestSource.Total("", effect, rows: answer.rows, level: answer.level)
        }
        return source
    }

    /// Its tables, for machines.
    public func tables(_ telling: Telling<PluginAnswer>) -> [NamedTable] {
        telling.answer.content.compactMap(\.table).enumerated().map { index, table in
            NamedTable(
                "plugin-\(index + 1)",
                CSVTable(header: table.columns, rows: table.rows.map { $0.map { CSVTable.Cell.text($0) } }))
        }
    }
}
