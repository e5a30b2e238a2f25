import TrialCommandLine
import TrialReporting

/// What trialpool-report explains: figures, their styles, documents.
enum ReportTopics: HelpTopics {
    static let all = [
        HelpTopic("figures", "the figures that a report can draw") {
            "Figures of an analysis, for --kind of `trialpool report figure`:\n"
                + HelpTopic.list(FigureRegistry.standard.figures.map { ($0.code, $0.title) })
                + "\n\nFigures of the whole evidence:\n"
                + HelpTopic.list(FigureRegistry.standard.documentFigures.map { ($0.code, $0.title) })
                + "\n\nEach is written as \(FigureFile.allCases.map(\.rawValue).joined(separator: ", ")), as -o ends."
        },
        HelpTopic("styles", "the journals' manners of drawing a figure") {
            "Styles, for --style:\n" + HelpTopic.list(StyleRegistry.standard.styles.map { ($0.code, $0.title) })
        },
        HelpTopic("documents", "the formats of a written report") {
            "Formats, by how -o of `trialpool report document` ends:\n"
                + HelpTopic.list(DocumentFormats.standard.all.map { (".\($0.fileExtension)", $0.title) })
        },
    ]
}
