import TrialResults

/// The judgements on the risk of bias by tool and by who judged: a row a study and outcome, a column a domain, the overall judgement last.
struct BiasContent: Sendable {
    /// One row.
    struct Row: Sendable {
        /// What it is called.
        let label: String
        /// Its light for each domain; nil where nothing was judged.
        let lights: [BiasLight?]
    }

    /// The judgements of one tool by one review.
    struct Block: Sendable {
        /// The tool's code.
        let tool: String
        /// The published review that judged; nil where those who made the dataset did.
        let judgedBy: String?
        /// The codes of the domains.
        let domains: [String]
        /// The rows in the order of the evidence.
        let rows: [Row]

        /// The lights that are used, in order of severity.
        var used: [BiasLight] {
            let lights = Set(rows.flatMap(\.lights).compactMap(\.self))
            return BiasLight.allCases.filter(lights.contains)
        }

        /// The tool and who judged, in words.
        var title: String { BiasWords.tool(tool, judgedBy: judgedBy) }
    }

    /// The tools in the order of the evidence.
    let blocks: [Block]

    init(_ document: ResultDocument) {
        let overview = document.overview ?? EvidenceOverview()
        let labels = Dictionary(overview.studies.map { ($0.study, $0.label) }, uniquingKeysWith: { first, _ in first })
        var parts: [(origin: Origin, entries: [BiasEntry])] = []
        for entry in overview.riskOfBias {
            let origin = Origin(tool: entry.tool, judgedBy: entry.judgedBy)
            if let index = parts.firstIndex(where: { $0.origin == origin }) {
                parts[index].entries.append(entry)
            } else {
                parts.append((origin, [entry]))
            }
        }
        blocks = parts.map { Self.block($0.origin, $0.entries, labels) }
    }

    private struct Origin: Hashable {
        let tool: String
        let judgedBy: String?
    }

    private struct RowKey: Hashable {
        let study: String
        let outcome: String
    }

    private static func block(_ origin: Origin, _ entries: [BiasEntry], _ labels: [String: String]) -> Block {
        var domains: [String] = []
        var keys: [RowKey] = []
        var lights: [RowKey: [String: BiasLight]] = [:]
        for entry in entries {
            let key = RowKey(study: entry.study, outcome: entry.outcome)
            if !domains.contains(entry.domain) { domains.append(entry.domain) }
            if lights[key] == nil { keys.append(key) }
            lights[key, default: [:]][entry.domain] = BiasLight(judgement: entry.judgement)
        }
        let ordered = domains.filter { !BiasWords.isOverall($0) } + domains.filter(BiasWords.isOverall)
        let rows = keys.map { key in
            let name = labels[key.study] ?? key.study
            return Row(
                label: DisplayText.clean(key.outcome.isEmpty ? name : "\(name) (\(key.outcome))"),
                lights: ordered.map { lights[key]?[$0] })
        }
        return Block(tool: origin.tool, judgedBy: origin.judgedBy, domains: ordered, rows: rows)
    }

    /// What stands over a column: the code where it is short, else a letter.
    static func heading(_ domain: String, _ index: Int) -> String {
        if BiasWords.isOverall(domain) { return "All" }
        return domain.count <= 3 ? DisplayText.clean(domain) : BiasWords.letter(index)
    }
}
