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
            switch name {
            case ReportBundle.resultsName: "The results (\(ResultDocument.format))"
            case BundleRecipe.fileName: "How the files were written from the results"
            default: "Description of the tables"
            }
        case .yaml: "The analysis plan"
        case .zip: "Dataset: \(name)"
        case .txt: "Checksums (SHA-256) of every file"
        }
    }

    /// What the file is for, in one sentence.
    func description(_ name: String) -> String {
        switch self {
        case .html: "Figures, sentences and tables of every analysis in one self-contained page."
        case .md, .tex, .docx: "The sentences, tables and figures of the page as a document to edit."
        case .pdf where !name.contains("/"): "The sentences, tables and figures of the page as a document to print."
        case .pdf, .svg: "A figure with real text, drawn from the results."
        case .png: "The same figure as pixels."
        case .csv: "Numbers in full precision that the page shows rounded."
        case .json where name == BundleRecipe.fileName:
            "The look, the metadata and what drew the figures, so that every file can be written again and compared."
        case .json: "The columns of the tables and their kinds, as a Data Package."
        case .yaml: "The questions, measures and rules as they were registered before the analysis."
        case .zip: "The evidence as a packed Data Package, with the source of each number."
        case .txt: "One line a file, as sha256sum --check reads it."
        }
    }
}
