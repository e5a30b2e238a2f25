import TrialJSON
import TrialPluginMessages
import TrialPlugins
import TrialResults

extension InstalledPlugin {
    /// The plugin as results name it.
    var reference: PluginReference {
        PluginReference(name: name, version: manifest.version, sha256: sha256)
    }

    /// The options of a plan with the defaults of what it does not say.
    ///
    /// - Throws: `PluginError` with what is wrong.
    func settled(_ options: JSONValue) throws(PluginError) -> [String: PluginValue] {
        guard case .object(let chosen) = PluginValue(options) else {
            throw PluginError(.badOption, name, "'options' must be a list of keys and values")
        }
        return try manifest.settled(chosen)
    }
}

extension PluginBlock {
    /// What a plugin shows, as results keep it.
    ///
    /// - Throws: `PluginError` where it is no block, or a drawing that is not safe to show.
    func content(of plugin: InstalledPlugin) throws(PluginError) -> PluginContent {
        if let problem { throw PluginError(.wrongAnswer, plugin.name, problem) }
        var content = PluginContent()
        (content.paragraph, content.list) = (paragraph, list)
        content.table = table.map { table in
            let numeric = table.columns.indices.map { column in
                !table.rows.isEmpty && table.rows.allSatisfy { $0[column].number != nil || $0[column] == .null }
            }
            return PluginContent.Table(
                caption: table.caption, columns: table.columns, numeric: numeric,
                rows: table.rows.map { $0.map(Self.text) })
        }
        if let figure {
            do throws(SafeSVGError) { _ = try SafeSVG(figure.svg) } catch {
                throw PluginError(.wrongAnswer, plugin.name, "the drawing '\(figure.code)' cannot be shown: \(error)")
            }
            content.figure = PluginDrawing(
                code: figure.code, title: figure.title, description: figure.description, svg: figure.svg)
        }
        return content
    }

    /// A cell as a report shows it: a number with the fewest digits that say it.
    private static func text(_ value: PluginValue) -> String {
        switch value {
        case .null: ""
        case .text(let text): text
        case .flag(let flag): flag ? "yes" : "no"
        case .number(let number): JSONValue.number(number).text
        case .list(let items): items.map(text).joined(separator: "; ")
        case .object: ""
        }
    }
}

extension [PluginBlock] {
    /// All that a plugin shows, as results keep it.
    func content(of plugin: InstalledPlugin) throws(PluginError) -> [PluginContent] {
        var content: [PluginContent] = []
        for block in self { content.append(try block.content(of: plugin)) }
        return content
    }
}
