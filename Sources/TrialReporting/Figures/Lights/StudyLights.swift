import TrialResults

/// The lights beside the rows of one analysis: which columns there are, and each study's judgements.
struct StudyLights: Sendable {
    /// One column of lights.
    struct Domain: Sendable, Hashable {
        /// The tool's code.
        let tool: String
        /// The published review that judged; nil where those who made the dataset did.
        let judgedBy: String?
        /// The domain's code.
        let code: String

        /// The tool and who judged, in words.
        var origin: String { BiasWords.tool(tool, judgedBy: judgedBy) }
    }

    /// The columns: domains in the order of the evidence, the overall judgement of a tool last.
    let domains: [Domain]
    private let judgements: [String: [Domain: String]]

    /// The judgements on the studies of some rows; those on another outcome are left out.
    init(_ overview: EvidenceOverview?, studies: [StudyResult], outcome: String) {
        let wanted = Set(studies.map(\.study))
        let entries = (overview?.riskOfBias ?? []).filter {
            wanted.contains($0.study) && ($0.outcome.isEmpty || $0.outcome == outcome)
        }
        var judgements: [String: [Domain: String]] = [:]
        var seen: [Domain] = []
        var known: Set<Domain> = []
        // A judgement on this outcome comes after, and so replaces, one on the study as a whole.
        for entry in entries.filter(\.outcome.isEmpty) + entries.filter({ !$0.outcome.isEmpty }) {
            let domain = Domain(tool: entry.tool, judgedBy: entry.judgedBy, code: entry.domain)
            if known.insert(domain).inserted { seen.append(domain) }
            judgements[entry.study, default: [:]][domain] = entry.judgement
        }
        self.judgements = judgements
        domains = Self.origins(seen).flatMap { origin in
            let own = seen.filter { $0.origin == origin }
            return own.filter { !Self.isOverall($0) } + own.filter(Self.isOverall)
        }
    }

    /// The lights of a study, one a column; nil where nothing was judged.
    func row(_ study: String) -> [BiasLight?] {
        domains.map { domain in judgements[study]?[domain].map { BiasLight(judgement: $0) } }
    }

    /// What stands over each column.
    func headings(_ letters: ForestStyle.Letters) -> [String] {
        let areShort = domains.allSatisfy { Self.isOverall($0) || $0.code.count <= 3 }
        guard letters == .codes, areShort else { return domains.indices.map(BiasWords.letter) }
        return domains.map { Self.isOverall($0) ? "All" : DisplayText.clean($0.code) }
    }

    /// What the columns and the signs mean, in two sentences; none where there are no lights.
    func legend(_ letters: ForestStyle.Letters, _ convention: NumberConvention) -> [String] {
        guard !domains.isEmpty else { return [] }
        let headings = headings(letters)
        let columns = Self.origins(domains).map { origin in
            let parts = domains.indices.filter { domains[$0].origin == origin }.map {
                "\(headings[$0])\u{A0}\(BiasWords.domain(domains[$0].code, tool: domains[$0].tool))"
            }
            return "Risk of bias (\(origin)): \(parts.joined(separator: ", "))."
        }
        let used = Set(judgements.values.flatMap(\.values).map { BiasLight(judgement: $0) })
        let signs = BiasLight.allCases.filter(used.contains).map { "\($0.sign)\u{A0}\($0.words)" }
        return (columns + ["Signs: \(signs.joined(separator: ", "))."]).map(convention.spelled)
    }

    /// Tools and who judged, each once, in the order of the domains.
    private static func origins(_ domains: [Domain]) -> [String] {
        var origins: [String] = []
        for domain in domains where !origins.contains(domain.origin) { origins.append(domain.origin) }
        return origins
    }

    private static func isOverall(_ domain: Domain) -> Bool { BiasWords.isOverall(domain.code) }
}
