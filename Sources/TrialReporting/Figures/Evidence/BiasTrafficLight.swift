import TrialResults

/// The risk of bias of each study in each domain, as lights with signs.
///
/// McGuinness and Higgins 2021, doi:10.1002/jrsm.1411, whose robvis made this figure usual.
public struct BiasTrafficLight: DocumentFigure {
    /// `risk-of-bias`.
    public let code = "risk-of-bias"
    /// `Risk of bias by study`.
    public let title = "Risk of bias by study"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where nothing was judged.
    public func scene(for document: ResultDocument, style: any FigureStyle) throws(ReportingError) -> Scene? {
        let content = BiasContent(document)
        guard !content.blocks.isEmpty else { return nil }
        var painter = BiasPainter(style: style, title: title)
        for block in content.blocks { painter.paintLights(block) }
        return painter.finished(description: content.sentences(byStudy: true))
    }
}

/// How many studies have which risk of bias in each domain, as stacked bars.
///
/// Every study counts the same; the numbers stand in the bars.
public struct BiasSummary: DocumentFigure {
    /// `risk-of-bias-summary`.
    public let code = "risk-of-bias-summary"
    /// `Risk of bias by domain`.
    public let title = "Risk of bias by domain"

    /// Creates the figure.
    public init() {}

    /// The drawing; nil where nothing was judged.
    public func scene(for document: ResultDocument, style: any FigureStyle) throws(ReportingError) -> Scene? {
        let content = BiasContent(document)
        guard !content.blocks.isEmpty else { return nil }
        var painter = BiasPainter(style: style, title: title)
        for block in content.blocks { painter.paintBars(block) }
        return painter.finished(description: content.sentences(byStudy: false))
    }
}

extension BiasContent {
    /// The judgements in sentences, for who cannot see them.
    fileprivate func sentences(byStudy: Bool) -> String {
        blocks.flatMap { block in
            let lines =
                byStudy
                ? block.rows.map { row in
                    let lights = zip(block.domains, row.lights).compactMap { domain, light in
                        light.map { "\(BiasWords.domain(domain, tool: block.tool)) \($0.words)" }
                    }
                    return "\(row.label): \(lights.joined(separator: ", "))."
                }
                : block.domains.indices.map { index in
                    let counts = block.counts(index).map { "\($0.light.words) \($0.count)" }.joined(separator: ", ")
                    return "\(BiasWords.domain(block.domains[index], tool: block.tool)): \(counts)."
                }
            return ["Risk of bias by \(block.title), \(block.rows.count) \(block.rows.count == 1 ? "row" : "rows")."]
                + lines
        }.joined(separator: " ")
    }
}

extension BiasContent.Block {
    /// How many rows have each light in a domain, from the least risk to the greatest; lights that nobody has are left out.
    func counts(_ domain: Int) -> [(light: BiasLight, count: Int)] {
        BiasLight.allCases.compactMap { light in
            let count = rows.count { $0.lights[domain] == light }
            return count > 0 ? (light, count) : nil
        }
    }
}
