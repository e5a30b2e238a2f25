/// What a plugin adds; also the name of the task that it is given.
public enum PluginKind: String, Sendable, Codable, CaseIterable {
    /// An import format: files become rows of a dataset.
    case importer
    /// A kind of question in a plan: rows become an answer.
    case analysis
    /// A section of a report: results become paragraphs, tables and figures.
    case reportSection = "report-section"
    /// A figure of an analysis: its record becomes an SVG.
    case figure
    /// An effect measure: what studies report becomes estimates and variances.
    case measure
}
