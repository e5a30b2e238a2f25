import ArgumentParser
import TrialReporting
import TrialResults

/// How a report looks.
struct LookOptions: ParsableArguments {
    /// The kinds of English.
    enum English: String, ExpressibleByArgument, CaseIterable {
        case british, american
    }

    @Option(help: "The spelling and the number conventions.")
    var english = English.british

    @Option(help: "The style of the figures: \(LookOptions.codes).")
    var style = JournalStyle().code

    private static var codes: String { StyleRegistry.standard.styles.map(\.code).joined(separator: ", ") }

    /// The look.
    ///
    /// - Throws: `ReportingError` that names the styles where there is no such one.
    func look() throws -> ReportLook {
        let chosen = try StyleRegistry.standard.style(style)
        let convention: NumberConvention = english == .british ? .british : .american
        return ReportLook(style: chosen.code == JournalStyle().code ? nil : chosen, convention: convention)
    }
}

/// How much documents show.
struct DocumentOptions: ParsableArguments {
    @Option(help: "The figures that the page folds away: shown in documents, or only named there.")
    var furtherFigures = FurtherFigures.shown

    /// The look with what was chosen.
    func applied(to look: ReportLook) -> ReportLook {
        var look = look
        look.furtherFigures = furtherFigures
        return look
    }
}

extension FurtherFigures: ExpressibleByArgument {}
