import TrialEvidence

/// The judgements on the risk of bias in the table of a RevMan Web package: two columns a domain, one row a study.
struct RevManBias {
    /// The judgements that the table holds: those of the first Cochrane tool about whole studies, each once.
    let held: [RiskOfBiasJudgement]
    private let words: [BiasJudgement: String] = [
        .low: "Low risk", .high: "High risk", .unclear: "Unclear risk",
    ]

    /// Sorts out what the table holds.
    init(_ dataset: Dataset) {
        let words = words
        held = dataset.riskOfBias.filter { row in
            let isPlain = row.domain == SpreadsheetGuard.removed(from: row.domain.onOneLine)
            return row.tool == "rob1" && row.outcome.isEmpty && words[row.judgement] != nil && isPlain
                && row.support == row.support.onOneLine
        }
    }

    /// The table; `nil` where there is nothing to hold.
    var table: Table? {
        guard !held.isEmpty else { return nil }
        var seen: Set<String> = []
        let domains = held.map(\.domain).filter { seen.insert($0).inserted }
        let studies = held.map(\.studyID).filter { seen.insert("\n\($0)").inserted }
        let pairs = held.map { ([$0.studyID, $0.domain], $0) }
        let judgements = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        let rows = studies.map { study in
            [study]
                + domains.flatMap { domain -> [String] in
                    let judgement = judgements[[study, domain]]
                    return [judgement.flatMap { words[$0.judgement] } ?? "", judgement?.support ?? ""]
                }
        }
        let header = ["Study"] + domains.flatMap { ["Domain (judgement): \($0)", "Domain (support): \($0)"] }
        return Table(file: "risk-of-bias.csv", header: header, rows: rows)
    }
}
