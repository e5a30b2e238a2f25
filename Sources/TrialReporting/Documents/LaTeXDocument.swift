import TrialResults

/// LaTeX with booktabs tables; figures are PDF files beside it. Made for LuaLaTeX or XeLaTeX, which read every script;
/// pdfLaTeX serves where all names are Latin.
public struct LaTeXDocument: DocumentFormat {
    /// `latex`.
    public let code = "latex"
    /// LaTeX.
    public let title = "LaTeX"
    /// `tex`.
    public let fileExtension = "tex"
    /// PDF.
    public let linkedFigures: FigureFile? = .pdf

    /// Creates the format.
    public init() {}

    /// The document.
    public func write(_ report: ReportText, figureFolder: String) -> [UInt8] {
        let isBritish = report.convention.spelling == .british
        let lines = [
            "\\documentclass[10pt]{article}",
            "\\usepackage[\(isBritish ? "a4paper" : "letterpaper"),margin=2cm]{geometry}",
            Self.preamble, "\\title{\(LaTeXText.escaped(report.title))}",
            "\\date{\(LaTeXText.escaped(report.date ?? ""))}", "\\begin{document}", "\\maketitle",
        ]
        let blocks = report.blocks.map { block($0, figureFolder) }
        return Array((lines + blocks + ["\\end{document}", ""]).joined(separator: "\n\n").utf8)
    }

    private static let preamble = #"""
        \usepackage{iftex}
        \ifPDFTeX
          \usepackage[T1]{fontenc}
          \usepackage[utf8]{inputenc}
          \usepackage{textcomp}
        \else
          \usepackage{fontspec}
          \IfFontExistsTF{DejaVu Sans}{\setmainfont{DejaVu Sans}[Scale=0.85]}{}
        \fi
        \usepackage{array,booktabs,longtable,graphicx}
        \setlength{\parindent}{0pt}
        \setlength{\parskip}{6pt}
        \setlength{\tabcolsep}{4pt}
        \sloppy
        """#

    private func block(_ block: ReportText.Block, _ folder: String) -> String {
        switch block {
        case .heading(let level, let text):
            return "\\\(level == 2 ? "section" : "subsection")*{\(LaTeXText.escaped(text))}"
        case .paragraph(let text): return LaTeXText.escaped(text)
        case .list(let items):
            let lines = items.map { "\\item \(LaTeXText.escaped($0))" }.joined(separator: "\n")
            return "\\begin{itemize}\n\(lines)\n\\end{itemize}"
        case .table(let table): return self.table(table)
        case .figure(let figure):
            return """
                \\begin{center}
                \\includegraphics[width=\\linewidth,height=0.85\\textheight,keepaspectratio]{\(folder)\(figure.name).pdf}

                \\textit{\(LaTeXText.escaped(figure.title))}
                \\end{center}
                """
        }
    }

    private func table(_ table: TextTable) -> String {
        let widths = ColumnWidths(table).shares
        let columns = zip(table.columns, widths).map { column, share in
            let side = column.alignment == .trailing ? "raggedleft" : "raggedright"
            return ">{\\\(side)\\arraybackslash{}}p{\(Self.width(share, columns: widths.count))}"
        }
        let head = table.columns.map { LaTeXText.escaped($0.heading) }.joined(separator: " & ")
        let rows = table.rows.map { $0.map(LaTeXText.escaped).joined(separator: " & ") + " \\\\" }
        return """
            \\textbf{\(LaTeXText.escaped(table.caption))}
            {\\footnotesize
            \\begin{longtable}{@{}\(columns.joined())@{}}
            \\toprule
            \(head) \\\\
            \\midrule
            \\endhead
            \(rows.joined(separator: "\n"))
            \\bottomrule
            \\end{longtable}}
            """
    }

    /// A share of the line, in thousandths, less the gaps between columns.
    private static func width(_ share: Double, columns: Int) -> String {
        let thousandths = Int((share * 1000).rounded(.down))
        let text = "0.\(String(repeating: "0", count: 3 - String(thousandths).count))\(thousandths)"
        return thousandths >= 1000 ? "\\linewidth" : "\(text)\\dimexpr\\linewidth-\((columns - 1) * 8)pt\\relax"
    }
}

/// Text made inert for LaTeX: no command, comment, formula or ligature can begin in it.
enum LaTeXText {
    /// The text on one line, every mark that LaTeX acts on replaced by its own name.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in DisplayText.clean(text).unicodeScalars {
            if let name = names[scalar] {
                result.append(contentsOf: name.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    private static let names: [Unicode.Scalar: String] = [
        "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%",
        "_": "\\_", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "<": "\\textless{}",
        ">": "\\textgreater{}", "|": "\\textbar{}", "\"": "\\textquotedbl{}", "'": "\\textquotesingle{}",
        "`": "\\textasciigrave{}", "-": "-{}", "?": "?{}", "!": "!{}", "[": "{[}", "]": "{]}", "*": "{*}",
        "/": "/\\allowbreak{}",
        "\u{2212}": "\\ensuremath{-}", "τ": "\\ensuremath{\\tau}", "χ": "\\ensuremath{\\chi}",
        "×": "\\ensuremath{\\times}", "∞": "\\ensuremath{\\infty}", "≤": "\\ensuremath{\\leq}",
        "≥": "\\ensuremath{\\geq}", "²": "\\textsuperscript{2}", "⁻": "\\textsuperscript{\\ensuremath{-}}",
        "⁰": "\\textsuperscript{0}", "¹": "\\textsuperscript{1}", "³": "\\textsuperscript{3}",
        "⁴": "\\textsuperscript{4}", "⁵": "\\textsuperscript{5}", "⁶": "\\textsuperscript{6}",
        "⁷": "\\textsuperscript{7}", "⁸": "\\textsuperscript{8}", "⁹": "\\textsuperscript{9}",
        "\u{A0}": "~", "\u{2009}": "\\,", "\u{FFFD}": "?{}",
    ]
}
