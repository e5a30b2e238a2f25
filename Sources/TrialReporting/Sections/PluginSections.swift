import TrialResults

/// What plugins show, as parts of a report. A drawing that is not safe to show is named with the reason.
enum PluginSections {
    /// The section of an addition; `number` tells it from others.
    static func section(_ addition: PluginAddition, number: Int) -> ReportSection {
        var blocks = blocks(addition.content)
        if !addition.remarks.isEmpty { blocks.append(.list(addition.remarks.map(DisplayText.clean), .plain)) }
        if blocks.isEmpty { return ReportSection("plugin-\(number)", nil, []) }
        blocks.append(.paragraph(origin(addition.plugin), .method))
        return ReportSection("plugin-\(number)", .everywhere(DisplayText.clean(addition.heading)), blocks)
    }

    /// Which plugin something came from.
    static func origin(_ plugin: PluginReference) -> String { "From the plugin \(plugin.words)." }

    /// The parts that a plugin shows, in its order.
    static func blocks(_ content: [PluginContent]) -> [ReportBlock] { content.flatMap(blocks) }

    private static func blocks(_ content: PluginContent) -> [ReportBlock] {
        var blocks: [ReportBlock] = []
        if let text = content.paragraph { blocks.append(.paragraph(DisplayText.clean(text))) }
        if let items = content.list { blocks.append(.list(items.map(DisplayText.clean), .plain)) }
        if let table = content.table { blocks.append(.table(text(table))) }
        if let figure = content.figure { blocks.append(drawing(figure)) }
        return blocks
    }

    private static func text(_ table: PluginContent.Table) -> TextTable {
        let columns = zip(table.columns, table.numeric).map { heading, isNumeric in
            TextTable.Column(DisplayText.clean(heading), isNumeric ? .trailing : .leading)
        }
        let rows = table.rows.filter { $0.count == columns.count }
        return TextTable(
            caption: DisplayText.clean(table.caption), columns: columns, rows: rows.map { $0.map(DisplayText.clean) })
    }

    private static func drawing(_ figure: PluginDrawing) -> ReportBlock {
        do throws(SafeSVGError) {
            let safe = try SafeSVG(figure.svg)
            var scene = Scene(
                width: safe.width, height: safe.height, title: DisplayText.clean(figure.title),
                description: DisplayText.clean(figure.description))
            scene.foreign = safe
            return .figure(
                FigureDrawing(code: SafeName.of(figure.code), kind: DisplayText.clean(figure.title), scene: scene))
        } catch {
            return .paragraph("The drawing “\(DisplayText.clean(figure.title))” cannot be shown: \(error).")
        }
    }
}
