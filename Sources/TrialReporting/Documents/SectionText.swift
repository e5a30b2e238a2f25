import TrialResults

/// The sections of one analysis as blocks of a document.
struct SectionText {
    let blocks: [ReportText.Block]

    /// Writes the sections; `figures` are the analysis' figures in the order of its sections.
    init(
        _ analysis: ToldAnalysis, figures: [ReportFigure], place: ReportPlace = .bundle,
        further: FurtherFigures = .shown
    ) {
        self.init(analysis.sections, figures: figures, place: place, further: further, folded: analysis.foldedNames)
    }

    /// Writes sections that belong to no analysis.
    init(
        _ sections: [ReportSection], figures: [ReportFigure], place: ReportPlace, further: FurtherFigures = .shown,
        folded: [String] = []
    ) {
        var writer = Writer(figures: figures[...], place: place, further: further, folded: folded)
        for section in sections {
            if case .everywhere(let heading) = section.heading {
                writer.blocks.append(.heading(level: 3, DisplayText.clean(heading)))
            }
            section.blocks.forEach { writer.write($0) }
        }
        writer.nameFolded()
        blocks = writer.blocks
    }

    private struct Writer {
        var figures: ArraySlice<ReportFigure>
        let place: ReportPlace
        let further: FurtherFigures
        /// The kinds of figures that the page folds away; empty once they are named.
        var folded: [String]
        var blocks: [ReportText.Block] = []

        mutating func write(_ block: ReportBlock) {
            switch block {
            case .tiles, .choices: break
            case .finding(_, let full): blocks.append(.paragraph(full))
            case .paragraph(let text, _): blocks.append(.paragraph(text))
            case .list(let items, let role):
                if role == .warnings { blocks.append(.heading(level: 3, ReportBlock.warningsHeading)) }
                blocks.append(.list(items))
            case .table(let table): blocks.append(.table(table))
            case .studies(let studies): blocks.append(.table(studies.table))
            case .figure:
                figures.popFirst().map { blocks.append(.figure($0)) }
                nameFolded()
            case .furtherFigures(let drawings):
                if further == .shown {
                    blocks.append(.heading(level: 3, ReportBlock.furtherHeading))
                    blocks += figures.prefix(drawings.count).map { .figure($0) }
                }
                figures = figures.dropFirst(drawings.count)
            }
        }

        /// A document without the figures that the page folds away names them.
        mutating func nameFolded() {
            guard further == .named, !folded.isEmpty else { return }
            blocks.append(
                .paragraph("\(place.furtherFigures): \(folded.joined(separator: "; "))."))
            folded = []
        }
    }
}

extension ToldAnalysis {
    /// The kinds of the figures that the page folds away, each once.
    var foldedNames: [String] {
        sections.flatMap(\.blocks).flatMap { block -> [String] in
            if case .furtherFigures(let figures) = block { figures.map(\.kind) } else { [] }
        }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
