import TrialEvidence

/// A tool for judging the risk of bias, as robvis lays out its tables: study, domains, overall, perhaps a weight.
public enum RobvisTool: String, Sendable, Hashable, Codable, CaseIterable {
    /// RoB 2 (Sterne et al. 2019, doi:10.1136/bmj.l4898).
    case rob2
    /// RoB 2 for cluster-randomised trials.
    case rob2Cluster = "rob2-cluster"
    /// RoB 2 for crossover trials.
    case rob2Crossover = "rob2-crossover"
    /// ROBINS-I (Sterne et al. 2016, doi:10.1136/bmj.i4919).
    case robinsI = "robins-i"
    /// ROBINS-E (Higgins et al. 2024, doi:10.1016/j.envint.2024.108602).
    case robinsE = "robins-e"
    /// The first Cochrane tool (Higgins et al. 2011, doi:10.1136/bmj.d5928).
    case rob1

    /// The domains in the order of the columns; empty where the columns name them.
    var domains: [String] {
        switch self {
        case .rob2: ["D1", "D2", "D3", "D4", "D5"]
        case .rob2Cluster: ["D1", "D1b", "D2", "D3", "D4", "D5"]
        case .rob2Crossover: ["D1", "DS", "D2", "D3", "D4", "D5"]
        case .robinsI, .robinsE: ["D1", "D2", "D3", "D4", "D5", "D6", "D7"]
        case .rob1: []
        }
    }

    /// The words for judgements in the order of severity, in lower case; "not applicable" is no judgement.
    var words: [(word: String, judgement: BiasJudgement?)] {
        switch self {
        case .rob2:
            [("low", .low), ("some concerns", .someConcerns), ("high", .high), ("no information", .noInformation)]
        case .rob2Cluster, .rob2Crossover: Self.rob2.words + [("not applicable", nil)]
        case .robinsI:
            [
                ("low", .low), ("moderate", .moderate), ("serious", .serious), ("critical", .critical),
                ("no information", .noInformation),
            ]
        case .robinsE:
            [
                ("low", .low), ("some concerns", .someConcerns), ("high", .high), ("very high", .veryHigh),
                ("no information", .noInformation),
            ]
        case .rob1: [("low", .low), ("unclear", .unclear), ("high", .high)]
        }
    }

    /// A judgement as people write it, without case, hyphens and the words "risk of bias".
    static func folded(_ cell: String) -> String {
        let words = cell.lowercased().split { !$0.isLetter }.map(String.init)
        return words.filter { !["risk", "of", "bias"].contains($0) }.joined(separator: " ")
    }

    /// The tool that a table's columns and words fit, or `nil` where they fit several or none.
    ///
    /// Five domains are RoB 2, six are one of its variants, seven ROBINS-I, ROBINS-E or the first Cochrane tool, which the
    /// words tell apart: moderate, serious and critical are ROBINS-I's, some concerns and high are ROBINS-E's, unclear is
    /// the first tool's, which a column about the random sequence or the concealment gives away too.
    static func detected(domains: [String], words: Set<String>) -> RobvisTool? {
        let names = domains.map { $0.lowercased() }
        let namesFirstTool = names.contains { $0.contains("sequence") || $0.contains("concealment") }
        if words.contains("unclear") || namesFirstTool { return .rob1 }
        switch domains.count {
        case 5: return .rob2
        case 6: return names.contains("d1b") ? .rob2Cluster : names.contains("ds") ? .rob2Crossover : nil
        case 7:
            if !words.isDisjoint(with: ["moderate", "serious", "critical"]) { return .robinsI }
            return words.isDisjoint(with: ["very high", "some concerns", "high"]) ? nil : .robinsE
        default: return nil
        }
    }
}
