import TrialResults
import TrialStatistics

/// Fills the context of one analysis from its sections.
struct AnalysisContextBuilder {
    private let title: String
    private let told: [ReportSection]
    private let anchor: String
    private let look: ReportLook

    init(told: ToldAnalysis, anchor: String, look: ReportLook) {
        self.init(told.record.title, told.sections, anchor: anchor, look: look)
    }

    /// Of sections that belong to no analysis.
    init(_ title: String, _ sections: [ReportSection], anchor: String, look: ReportLook) {
        self.title = title
        told = sections
        self.anchor = anchor
        self.look = look
    }

    /// The context.
    var context: AnalysisContext {
        var figures = figureContexts[...]
        var heading: String?
        let sections = told.map { section in
            // A section under the heading of the one before goes on without it.
            let isNew = section.heading != nil && section.heading?.text != heading
            heading = section.heading?.text
            return AnalysisContext.SectionContext(
                sectionHeading: isNew
                    ? [.init(slug: Markup(section.slug), headingText: Markup(section.heading?.text ?? ""))] : [],
                blocks: section.blocks.map { block($0, &figures) })
        }
        return AnalysisContext(anchor: Markup(anchor), analysisTitle: Markup(title), sections: sections)
    }

    /// The drawings in the order of the sections, each with ids of its own.
    private var figureContexts: [FigureContext] {
        let figures = told.flatMap(\.blocks).flatMap(\.figures)
        let names = SafeName.unique(figures.map { "\($0.code)-\(anchor)" })
        return zip(figures, names).map { FigureContext($0, id: $1, style: look.style) }
    }

    private func block(_ block: ReportBlock, _ figures: inout ArraySlice<FigureContext>) -> BlockContext {
        var context = BlockContext()
        switch block {
        case .tiles(let tiles): context.tileGroups = [.init(tiles: tiles.map(tile))]
        case .finding(let plain, _): context.findings = [Markup(plain)]
        case .paragraph(let text, .text): context.paragraphs = [Markup(text)]
        case .paragraph(let text, .method): context.methods = [Markup(text)]
        case .list(let items, .warnings): context.warningLists = [list(items)]
        case .list(let items, .plain): context.plainLists = [list(items)]
        case .table(let table): context.tables = [TableContext(table, subject: title)]
        case .studies(let studies): context.studyTables = [self.studies(studies)]
        case .figure: context.figures = [figures.popFirst()].compactMap(\.self)
        case .furtherFigures(let drawings):
            let names = drawings.map(\.kind).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            context.further = [
                .init(
                    furtherNames: Markup(names.joined(separator: ", ")),
                    furtherFigures: Array(figures.prefix(drawings.count)))
            ]
            figures = figures.dropFirst(drawings.count)
        case .choices(let choices):
            context.explorers = [
                .init(choices: .trusted(choices.json), overlapNotes: choices.notes.map { Markup($0) })
            ]
        }
        return context
    }

    private func tile(_ tile: ReportTile) -> BlockContext.TileContext {
        .init(tileName: Markup(tile.name), tileValue: Markup(tile.value), tileNote: Markup(tile.note))
    }

    private func list(_ items: [String]) -> BlockContext.ItemsContext {
        .init(listHeading: Markup(ReportBlock.warningsHeading), items: items.map { Markup($0) })
    }

    // MARK: - Studies

    private func studies(_ studies: StudyRows) -> StudyTableContext {
        let columns = ForestColumns(studies.rows)
        let display = studies.display
        let headings = (studies.showsMonths ? ["Months"] : []) + columns.headings
        return StudyTableContext(
            studyCaption: Markup(studies.caption),
            studyFolded: studies.rows.count > TableContext.mostRows
                ? [Markup("\(studies.caption) (\(studies.rows.count) rows)")] : [],
            studyRegion: Markup("\(studies.caption): \(title)"),
            groupHeadings: headings.map { Markup($0) },
            effectHeading: Markup(display.effectHeading(level: studies.level)),
            studies: studies.rows.map { study($0, studies, columns, headings) })
    }

    private func study(
        _ study: StudyResult, _ table: StudyRows, _ columns: ForestColumns, _ headings: [String]
    ) -> StudyTableContext.StudyContext {
        let display = table.display
        let months = table.showsMonths ? [study.followUp(display.format)] : []
        let count = study.sources.count
        return StudyTableContext.StudyContext(
            label: Markup(study.markedLabel),
            groupCells: zip(months + columns.cells(study, display.format), headings).map {
                .init(cellText: Markup($0), cellLabel: Markup($1))
            },
            effect: Markup(display.effect(study.shown)),
            weight: Markup(study.weight.map(display.format.percent) ?? "–"), notes: study.remarks.map { Markup($0) },
            sources: study.sources.map(source), sourceCount: Markup("\(count) \(count == 1 ? "source" : "sources")"))
    }

    private func source(_ source: SourceTrail) -> StudyTableContext.SourceContext {
        let link = source.document.flatMap { DocumentLink($0) }
        let document = Markup(link?.label ?? source.document ?? "")
        return StudyTableContext.SourceContext(
            quantity: Markup(source.quantity), place: Markup(source.place), location: Markup(source.location),
            links: link.map { [.init(address: Markup($0.address), document: document)] } ?? [],
            plainDocuments: link == nil && source.document != nil ? [document] : [],
            confidence: Markup(source.confidence),
            derivations: [source.derivation].compactMap(\.self).map { Markup($0) })
    }
}

extension FigureContext {
    /// A drawing on the page; `id` makes its parts' ids unique there.
    init(_ drawing: FigureDrawing, id: String, style: any FigureStyle) {
        let (scene, writer) = (drawing.scene, SVGWriter(style: style))
        svg = .trusted(writer.svg(scene, id: id))
        narrow = [drawing.narrow].compactMap(\.self).map { .trusted(writer.svg($0, id: "narrow-\(id)")) }
        figureTitle = Markup(scene.title)
        figureLabel = Markup("\(scene.title), scrolls sideways")
        description = Markup(scene.description)
    }
}

extension ForestColumns {
    /// The columns' headings with the names of their groups.
    fileprivate var headings: [String] {
        columns.map { column in
            let name = groupNames[column.group]
            return name.isEmpty ? column.cell.heading : "\(name): \(column.cell.heading.lowercasedFirst)"
        }
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
