import TrialResults

/// An analysis told: the sections of its own answer, those of its further answers, and the figures that none of them shows.
public struct ToldAnalysis: Sendable {
    /// The analysis.
    public let record: AnalysisRecord
    /// The answer in one or two sentences, for the summary of the report.
    public let brief: String
    /// What is said of it, in the order of reading; none is empty.
    public let sections: [ReportSection]

    /// Tells an analysis; `published` is what reviews report of its outcome, and `progress` hears the code of each figure.
    ///
    /// - Throws: `ReportingError` where something cannot be written.
    public init(
        _ scope: TellingScope, published: [PublishedResult] = [], additions: [PluginAddition] = [],
        progress: (_ figure: String) -> Void = { _ in }
    ) throws(ReportingError) {
        let (record, kinds) = (scope.record, scope.look.kinds)
        self.record = record
        brief = kinds.report(for: record.answer).brief(record.answer, scope)
        let remarks = record.further.compactMap { kinds.report(for: $0).remark($0, scope) }
        var sections = try kinds.report(for: record.answer).sections(
            record.answer, scope, isOwn: true, remarks: remarks)
        for answer in record.further {
            for section in try kinds.report(for: answer).sections(answer, scope, isOwn: false, remarks: []) {
                Self.add(section, to: &sections)
            }
        }
        let shown = Set(sections.flatMap(\.blocks).flatMap(\.figures).map(\.code))
        shown.sorted().forEach(progress)
        let others = kinds.figures(of: record).filter { !shown.contains($0.code) }
        let further = others.filter { $0.fewestStudies <= record.studies }.compactMap { figure in
            progress(figure.code)
            return scope.drawing(figure)
        }
        var blocks: [ReportBlock] = further.isEmpty ? [] : [.furtherFigures(further)]
        if let reason = Self.reason(others.filter { $0.fewestStudies > record.studies }, scope) {
            blocks.append(.paragraph(reason))
        }
        sections.append(ReportSection("further-figures", .onPage(ReportBlock.furtherHeading), blocks))
        if let sentence = PublishedWords(scope.convention).sentence(published) {
            sections.append(
                ReportSection("published", .everywhere("What published reviews report"), [.paragraph(sentence)]))
        }
        sections += additions.enumerated().map { PluginSections.section($1, number: $0 + 1) }
        self.sections = sections.filter { !$0.blocks.isEmpty }
    }

    /// Why figures that need more studies are not drawn; nil where none of them would show anything anyway.
    private static func reason(_ figures: [any Figure], _ scope: TellingScope) -> String? {
        let missing = figures.filter { scope.drawing($0) != nil }
        guard let most = missing.map(\.fewestStudies).max() else { return nil }
        let count = StudyCount(studies: scope.record.studies, rows: scope.record.studies).words(scope.format)
        return "Not drawn, because they show nothing of fewer than \(scope.format.count(most)) studies and there"
            + " \(scope.record.studies == 1 ? "is" : "are") \(count): \(missing.map(\.title).joined(separator: ", "))."
    }

    /// The figures, in the order of the report.
    public var figures: [FigureDrawing] { sections.flatMap(\.blocks).flatMap(\.figures) }

    /// The study rows, in the order of the report.
    var studyRows: [StudyResult] {
        sections.flatMap(\.blocks).flatMap { block -> [StudyResult] in
            if case .studies(let studies) = block { studies.rows } else { [] }
        }
    }

    /// Adds what is said under the name of a section that is there to that section.
    private static func add(_ section: ReportSection, to sections: inout [ReportSection]) {
        if let index = sections.firstIndex(where: { $0.slug == section.slug }) {
            sections[index].blocks += section.blocks
        } else {
            sections.append(section)
        }
    }
}

extension ReportBlock {
    /// The figures in it.
    var figures: [FigureDrawing] {
        switch self {
        case .figure(let figure): [figure]
        case .furtherFigures(let figures): figures
        default: []
        }
    }
}
