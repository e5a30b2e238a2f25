import TrialResults

/// The names of tools for the risk of bias and of their domains.
///
/// RoB 2: Sterne et al. 2019, doi:10.1136/bmj.l4898. ROBINS-I: Sterne et al. 2016, doi:10.1136/bmj.i4919. ROBINS-E: Higgins
/// et al. 2024, doi:10.1016/j.envint.2024.108602.
enum BiasWords {
    /// The name of a tool.
    static func tool(_ code: String) -> String {
        switch code {
        case "rob1": "Cochrane’s first tool"
        case "rob2": "RoB 2"
        case "rob2-cluster": "RoB 2 for cluster-randomised trials"
        case "rob2-crossover": "RoB 2 for crossover trials"
        case "robins-i": "ROBINS-I"
        case "robins-e": "ROBINS-E"
        default: DisplayText.clean(code)
        }
    }

    /// Whether a domain is the judgement of all together.
    static func isOverall(_ domain: String) -> Bool { domain.lowercased() == "overall" }

    /// The letter of a column, from 0; its number, from 1, beyond the alphabet.
    static func letter(_ index: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return index < alphabet.count ? String(alphabet[index]) : "\(index + 1)"
    }

    /// What a domain is about; its own code in words where the tool is not known.
    static func domain(_ code: String, tool: String) -> String {
        if isOverall(code) { return "overall" }
        let known: [String: String]? =
            switch tool {
            case "rob2", "rob2-cluster", "rob2-crossover": rob2
            case "robins-i": robinsI
            case "robins-e": robinsE
            default: nil
            }
        return known?[code.uppercased()] ?? DisplayText.clean(code).replacing("-", with: " ").replacing("_", with: " ")
    }

    private static let rob2 = [
        "D1": "randomisation process", "D1B": "timing of identification or recruitment",
        "DS": "period and carryover effects", "D2": "deviations from intended interventions",
        "D3": "missing outcome data", "D4": "measurement of the outcome", "D5": "selection of the reported result",
    ]
    private static let robinsI = [
        "D1": "confounding", "D2": "selection of participants", "D3": "classification of interventions",
        "D4": "deviations from intended interventions", "D5": "missing data", "D6": "measurement of outcomes",
        "D7": "selection of the reported result",
    ]
    private static let robinsE = [
        "D1": "confounding", "D2": "measurement of the exposure", "D3": "selection of participants",
        "D4": "post-exposure interventions", "D5": "missing data", "D6": "measurement of the outcome",
        "D7": "selection of the reported result",
    ]
}
