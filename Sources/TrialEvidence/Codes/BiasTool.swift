/// A tool for judging the risk of bias: its domains, and the judgements it knows.
///
/// A tool of one's own has neither: its domains are what the table calls them, and every judgement may stand in it.
public struct BiasTool: Sendable, Hashable {
    /// One domain.
    public struct Domain: Sendable, Hashable {
        /// The code in `risk_of_bias.csv`, such as `D1`.
        public let code: String
        /// What it is about, in lower case.
        public let title: String
    }

    /// The code in `risk_of_bias.csv`, such as `rob2`.
    public let code: String
    /// The name.
    public let name: String
    /// The domains in the order of the tool; empty where tables name them.
    public let domains: [Domain]
    /// What a domain, or all together, can be judged to be, from the best on.
    public let judgements: [BiasJudgement]

    /// Describes a tool; domains are codes with titles.
    public init(
        _ code: String, _ name: String, _ domains: KeyValuePairs<String, String>, _ judgements: [BiasJudgement]
    ) {
        self.code = code
        self.name = name
        self.domains = domains.map { Domain(code: $0.key, title: $0.value) }
        self.judgements = judgements
    }

    /// What a domain is about; nil where the tool does not have it.
    public func title(of domain: String) -> String? {
        domains.first { $0.code.lowercased() == domain.lowercased() }?.title
    }

    /// The tool of a code; nil for a code that is none of ``all``.
    public static func named(_ code: String) -> BiasTool? { all.first { $0.code == code } }
}

extension BiasTool {
    /// RoB 2. Sterne et al. 2019, doi:10.1136/bmj.l4898.
    public static let rob2 = BiasTool(
        "rob2", "RoB 2",
        [
            "D1": "randomisation process", "D2": "deviations from intended interventions",
            "D3": "missing outcome data", "D4": "measurement of the outcome",
            "D5": "selection of the reported result",
        ], [.low, .someConcerns, .high, .noInformation])

    /// RoB 2 for cluster-randomised trials.
    public static let rob2Cluster = BiasTool(
        "rob2-cluster", "RoB 2 for cluster-randomised trials",
        [
            "D1": "randomisation process", "D1b": "timing of identification or recruitment",
            "D2": "deviations from intended interventions", "D3": "missing outcome data",
            "D4": "measurement of the outcome", "D5": "selection of the reported result",
        ], [.low, .someConcerns, .high, .noInformation])

    /// RoB 2 for crossover trials.
    public static let rob2Crossover = BiasTool(
        "rob2-crossover", "RoB 2 for crossover trials",
        [
            "D1": "randomisation process", "DS": "period and carryover effects",
            "D2": "deviations from intended interventions", "D3": "missing outcome data",
            "D4": "measurement of the outcome", "D5": "selection of the reported result",
        ], [.low, .someConcerns, .high, .noInformation])

    /// ROBINS-I. Sterne et al. 2016, doi:10.1136/bmj.i4919.
    public static let robinsI = BiasTool(
        "robins-i", "ROBINS-I",
        [
            "D1": "confounding", "D2": "selection of participants", "D3": "classification of interventions",
            "D4": "deviations from intended interventions", "D5": "missing data", "D6": "measurement of outcomes",
            "D7": "selection of the reported result",
        ], [.low, .moderate, .serious, .critical, .noInformation])

    /// ROBINS-E. Higgins et al. 2024, doi:10.1016/j.envint.2024.108602.
    public static let robinsE = BiasTool(
        "robins-e", "ROBINS-E",
        [
            "D1": "confounding", "D2": "measurement of the exposure", "D3": "selection of participants",
            "D4": "post-exposure interventions", "D5": "missing data", "D6": "measurement of the outcome",
            "D7": "selection of the reported result",
        ], [.low, .someConcerns, .high, .veryHigh, .noInformation])

    /// The first Cochrane tool, whose tables name the domains. Higgins et al. 2011, doi:10.1136/bmj.d5928.
    public static let rob1 = BiasTool("rob1", "Cochrane’s first tool", [:], [.low, .unclear, .high])

    /// QUADAS-2, for studies of diagnostic accuracy. Whiting et al. 2011, doi:10.7326/0003-4819-155-8-201110180-00009.
    public static let quadas2 = BiasTool(
        "quadas-2", "QUADAS-2",
        [
            "D1": "patient selection", "D2": "index test", "D3": "reference standard", "D4": "flow and timing",
        ], [.low, .unclear, .high])

    /// PROBAST, for prediction models. Wolff et al. 2019, doi:10.7326/M18-1376.
    public static let probast = BiasTool(
        "probast", "PROBAST",
        ["D1": "participants", "D2": "predictors", "D3": "outcome", "D4": "analysis"], [.low, .unclear, .high])

    /// Any other tool: domains as the table names them.
    public static let other = BiasTool("other", "another tool", [:], BiasJudgement.allCases)

    /// The tools that are known, the free one last.
    public static let all = [
        rob2, rob2Cluster, rob2Crossover, robinsI, robinsE, rob1, quadas2, probast, other,
    ]
}
