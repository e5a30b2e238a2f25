import TrialEvidence

/// Which tool the domains and the words of a table belong to.
///
/// Columns that say what they are about are known by that, in any order. Columns that are only numbered (`D1`, `Q1`, `a`) are known
/// by their number, where words decide between tools of as many domains. A table that fits several tools or none has none: it
/// is asked for.
enum BiasToolDetection {
    /// The tool of domain columns and of the folded words below them.
    static func tool(of columns: [String], words: Set<String>) -> BiasTool? {
        let names = columns.map(Stems.init)
        if names.allSatisfy(\.isNumber) { return numbered(columns, words) }
        if isFirstTool(names) { return .rob1 }
        let fitting = BiasTool.all.filter { domains(of: columns, tool: $0)?.count == $0.domains.count }
        return fitting.count == 1 ? fitting[0] : nil
    }

    /// The domain of a tool that each column is about; nil where a column is about none, or two about the same.
    static func domains(of columns: [String], tool: BiasTool) -> [String]? {
        guard !tool.domains.isEmpty, columns.count == tool.domains.count else { return nil }
        let names = columns.map(Stems.init)
        if names.allSatisfy(\.isNumber) { return tool.domains.map(\.code) }
        let found = names.compactMap { name in
            let shares = tool.domains.map { name.share(of: Stems($0.title)) }
            let best = shares.max() ?? 0
            guard best >= 0.5, shares.count(where: { $0 == best }) == 1 else { return nil as String? }
            return shares.firstIndex(of: best).map { tool.domains[$0].code }
        }
        return Set(found).count == columns.count ? found : nil
    }

    /// Six or seven domains of the first tool stand under many names; one of two tells it.
    private static func isFirstTool(_ names: [Stems]) -> Bool {
        names.contains { $0.contains("sequence") || $0.contains("concealment") }
    }

    private static func numbered(_ columns: [String], _ words: Set<String>) -> BiasTool? {
        // Of the tools that can leave a risk unclear only the first has more than four domains.
        if words.contains(BiasJudgement.unclear.words), columns.count > 4 { return .rob1 }
        let codes = Set(columns.map { $0.lowercased() })
        let fitting = BiasTool.all.filter { tool in
            guard tool.domains.count == columns.count else { return false }
            return tool.domains.count != 6 || tool.domains.allSatisfy { codes.contains($0.code.lowercased()) }
        }
        guard fitting.count > 1 else {
            return fitting.first
        }
        // Words that one of the tools has and the others lack.
        let spoken = fitting.filter { tool in
            let others = Set(fitting.filter { $0 != tool }.flatMap(\.judgements))
            return tool.judgements.contains { !others.contains($0) && words.contains($0.words) }
        }
        return spoken.count == 1 ? spoken[0] : nil
    }
}

extension BiasJudgement {
    /// The judgement as a table says it, in lower case.
    var words: String { rawValue.replacing("-", with: " ") }
}

/// The beginnings of the words of a heading, by which spellings and endings do not matter.
struct Stems {
    private let stems: Set<String>
    private let text: String

    init(_ text: String) {
        let all = text.lowercased().split { !$0.isLetter }.map(String.init)
        let words = all.contains { $0.count > 1 } ? all.filter { $0.count > 1 } : all
        let ordinary: Set<String> = [
            "of", "the", "and", "or", "in", "from", "to", "bias", "risk", "due", "for", "domain", "data",
        ]
        let significant = words.filter { !ordinary.contains($0) }
        stems = Set((significant.isEmpty ? words : significant).map { String($0.prefix(6)) })
        self.text = text.lowercased()
    }

    /// Whether the heading only counts: `D1`, `Q2b`, `a`, `DS`.
    var isNumber: Bool {
        text.utf8.count <= 3 || text.wholeMatch(of: /(domain|item|question|d|q)[ ._-]*\d+[a-z]?/) != nil
    }

    /// Whether a word of the heading begins so.
    func contains(_ word: String) -> Bool { stems.contains(String(word.prefix(6))) }

    /// How much of another heading's words stand here, and how little else: 2 × common / (both).
    func share(of other: Stems) -> Double {
        let common = stems.intersection(other.stems).count
        return 2 * Double(common) / Double(stems.count + other.stems.count)
    }
}
