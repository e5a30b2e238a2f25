import TrialEvidence

/// What the cells of a table of judgements mean: words, first letters, or signs.
///
/// Signs mean different things in different places: where a risk can be unclear, + is low, − high and ? unclear, as in Cochrane's
/// figures; robvis draws + low, − some concerns or moderate, × high or serious, ! critical and ? no information. A table with × is
/// robvis's, one with ? and − and without × is Cochrane's, where ? is the middle. What neither tells is not guessed.
struct BiasSigns {
    /// The tool.
    let tool: BiasTool
    private let style: Style

    private enum Style {
        case cochrane
        case robvis
        case unknown
    }

    /// Looks at all cells of a table.
    init(_ tool: BiasTool, cells: [String]) {
        self.tool = tool
        let signs = Set(cells.compactMap(Self.sign))
        if tool.judgements.contains(.unclear) {
            style = .cochrane
        } else if signs.contains("x") || signs.contains("!") {
            style = .robvis
        } else {
            style = signs.isSuperset(of: ["?", "-"]) ? .cochrane : .unknown
        }
    }

    /// The judgement of a cell; nil for what the tool does not have.
    func judgement(_ cell: String) -> BiasJudgement? {
        if let sign = Self.sign(cell) { return judgement(sign: sign) }
        let word = Self.folded(cell)
        if let judgement = tool.judgements.first(where: { $0.words == word }) { return judgement }
        guard word.count == 1 else { return nil }
        let initials = tool.judgements.filter { $0.words.hasPrefix(word) }
        return initials.count == 1 ? initials[0] : nil
    }

    /// Whether a cell has a sign that the table leaves open.
    func isOpen(_ cell: String) -> Bool { Self.sign(cell) != nil && style == .unknown }

    private func judgement(sign: String) -> BiasJudgement? {
        let steps = tool.judgements.filter { $0 != .noInformation && $0 != .unclear }
        func step(_ index: Int) -> BiasJudgement? { steps.indices.contains(index) ? steps[index] : nil }
        switch (style, sign) {
        case (_, "+"): return .low
        case (.cochrane, "-"): return steps.last
        case (.cochrane, "?"): return tool.judgements.contains(.unclear) ? .unclear : step(1)
        case (.robvis, "-"): return step(1)
        case (.robvis, "x"): return step(2)
        case (.robvis, "!"): return step(3)
        case (.robvis, "?"): return .noInformation
        default: return nil
        }
    }

    /// A judgement as people write it, without case, hyphens and the words "risk of bias".
    static func folded(_ cell: String) -> String {
        let words = cell.lowercased().split { !$0.isLetter }.map(String.init)
        return words.filter { !["risk", "of", "bias"].contains($0) }.joined(separator: " ")
    }

    /// One of `+ - x ? !`, however it is typed.
    static func sign(_ cell: String) -> String? {
        switch cell.trimmed {
        case "+", "＋", "✓", "✔": "+"
        case "-", "–", "—", "−", "‐", "‑": "-"
        case "×", "✕", "✖", "✗", "✘", "X", "x": "x"
        case "?": "?"
        case "!": "!"
        default: nil
        }
    }
}
