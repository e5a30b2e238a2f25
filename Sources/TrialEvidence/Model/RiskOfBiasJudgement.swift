/// How a domain of a study was judged.
public enum BiasJudgement: String, EvidenceCode {
    /// Low risk.
    case low
    /// Some concerns, the middle step of RoB 2.
    case someConcerns = "some-concerns"
    /// Moderate risk, a step of ROBINS-I.
    case moderate
    /// High risk.
    case high
    /// Serious risk, a step of ROBINS-I.
    case serious
    /// Critical risk, the worst step of ROBINS-I.
    case critical
    /// Very high risk, the worst step of ROBINS-E.
    case veryHigh = "very-high"
    /// Unclear risk, a step of the first Cochrane tool and of QUADAS-2.
    case unclear
    /// The reports do not allow a judgement.
    case noInformation = "no-information"
}

/// One judgement on the risk of bias of a study.
public struct RiskOfBiasJudgement: Sendable, Equatable, Codable {
    /// The study.
    public var studyID: String
    /// The tool, such as `rob2`.
    public var tool: String
    /// The domain of the tool, such as `D1` or `overall`.
    public var domain: String
    /// The outcome it is about; empty for the whole study.
    public var outcome = ""
    /// The judgement.
    public var judgement: BiasJudgement
    /// What it rests on.
    public var support = ""
    /// The published review whose judgement it is; empty where those who made the dataset judged.
    public var judgedBy = ""
    /// The line of risk_of_bias.csv it was read from.
    public var line: Int?

    /// Makes a judgement of a study as a whole.
    public init(studyID: String, tool: String, domain: String, judgement: BiasJudgement) {
        self.studyID = studyID
        self.tool = tool
        self.domain = domain
        self.judgement = judgement
    }
}

/// One box of the flow of records and reports through a review (PRISMA 2020).
public struct FlowCount: Sendable, Equatable, Codable {
    /// The box, such as `records_screened`.
    public var box: String
    /// The reason, for boxes that list reasons.
    public var reason = ""
    /// How many.
    public var count: Int
    /// The line of flow.csv it was read from.
    public var line: Int?

    /// Makes a box without a reason.
    public init(box: String, count: Int) {
        self.box = box
        self.count = count
    }
}
