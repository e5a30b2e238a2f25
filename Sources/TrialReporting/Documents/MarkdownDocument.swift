import TrialResults

/// Markdown with pipe tables, as GitHub and pandoc read it; figures are SVG files beside it.
public struct MarkdownDocument: DocumentFormat {
    /// `md`.
    public let code = "md"
    /// Markdown.
    public let title = "Markdown"
    /// `md`.
    public let fileExtension = "md"
    /// SVG.
    public let linkedFigures: FigureFile? = .svg

    /// Creates the format.
    public init() {}

    /// The document.
    public func write(_ report: ReportText, figureFolder: String) -> [UInt8] {
        let blocks = ["# \(MarkdownText.escaped(report.title))"] + report.blocks.map { block($0, figureFolder) }
        return Array((blocks.joined(separator: "\n\n") + "\n").utf8)
    }

    private func block(_ block: ReportText.Block, _ folder: String) -> String {
        switch block {
        case .heading(let level, let text):
            "\(String(repeating: "#", count: level)) \(MarkdownText.escaped(text))"
        case .paragraph(let text): MarkdownText.escaped(text)
        case .list(let items): items.map { "- \(MarkdownText.escaped($0))" }.joined(separator: "\n")
        case .table(let table): self.table(table)
        case .figure(let figure):
            "![\(MarkdownText.escaped(figure.title))](\(folder)\(figure.name).svg)\n\n"
                + "\(MarkdownText.escaped(figure.description))"
        }
    }

    private func table(_ table: TextTable) -> String {
        let rules = table.columns.map { $0.alignment == .trailing ? "---:" : ":---" }
        let lines =
            [table.columns.map { MarkdownText.escaped($0.heading) }, rules]
            + table.rows.map { $0.map(MarkdownText.escaped) }
        let rows = lines.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
        return "**\(MarkdownText.escaped(table.caption))**\n\n\(rows)"
    }
}

/// Text made inert for Markdown: no emphasis, link, code, HTML, formula or citation can begin in it.
enum MarkdownText {
    private static let active: Set<Unicode.Scalar> = [
        "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "#", "|", "~", "$", "^", "@", "&", "!",
    ]

    /// The text on one line, with a backslash before every mark that Markdown might act on.
    static func escaped(_ text: String) -> String {
        let text = Array(DisplayText.clean(text).unicodeScalars)
        var scalars = String.UnicodeScalarView()
        for (index, scalar) in text.enumerated() {
            let opensLine = index == 0 && ["-", "+", "=", ":"].contains(scalar)
            // `1. ` and `1) ` at the start make a list; `http:` and `www.` make a link.
            let endsWord = index + 1 == text.count || text[index + 1] == " "
            let endsNumber = (scalar == "." || scalar == ")") && endsWord && isNumber(text[..<index])
            let makesLink =
                (scalar == ":" && index > 0 && text[index - 1].properties.isAlphabetic)
                || (scalar == "." && endsInWWW(text[..<index]))
            if active.contains(scalar) || opensLine || endsNumber || makesLink { scalars.append("\\") }
            scalars.append(scalar)
        }
        return String(scalars)
    }

    private static func isNumber(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        !scalars.isEmpty && scalars.count < 10 && scalars.allSatisfy { ("0"..."9").contains($0) }
    }

    private static func endsInWWW(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        scalars.suffix(3).count { $0 == "w" || $0 == "W" } == 3
    }
}
