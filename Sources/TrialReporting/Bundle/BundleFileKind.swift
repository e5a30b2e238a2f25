import TrialResults

/// What a file of a bundle is, by the end of its name.
enum BundleFileKind: String, CaseIterable {
    case html, md, tex, docx, pdf, svg, png, csv, json, yaml, zip, txt

    init(_ name: String) {
        self = Self(rawValue: String(name.split(separator: ".").last ?? "")) ?? .txt
    }

    var mediaType: String {
        switch self {
        case .html: "text/html"
        case .md: "text/markdown"
        case .tex: "application/x-tex"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .pdf: "application/pdf"
        case .svg: "image/svg+xml"
        case .png: "image/png"
        case .csv: "text/csv"
        case .json: "application/json"
        case .yaml: "application/yaml"
        case .zip: "application/zip"
        case .txt: "text/plain"
        }
    }

    func words(_ name: String) -> String {
        switch self {
        case .html: "The report as a page"
        case .md: "The report as Markdown"
        case .tex: "The report as LaTeX"
        case .docx: "The report as a Word document"
        case .pdf: name.contains("/") ? "Figure (PDF): \(name)" : "The report as PDF"
        case .svg: "Figure (SVG): \(name)"
        case .png: "Figure (PNG): \(name)"
        case .csv: "Table: \(name)"
        case .json:
            name == ReportBundle.resultsName ? "The results (\(ResultDocument.format))" : "Description of the tables"
        case .yaml: "The analysis plan"
        case .zip: "Dataset: \(name)"
        case .txt: "Checksums (SHA-256) of every file"
        }
    }
}
