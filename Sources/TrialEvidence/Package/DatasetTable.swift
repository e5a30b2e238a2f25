/// The tables a dataset may have, each a file and a resource of its Data Package.
public enum DatasetTable: String, Sendable, Hashable, Codable, CaseIterable {
    /// Studies and reports of them.
    case studies
    /// The arms of the studies.
    case arms
    /// Results by arm, population, outcome and time point.
    case outcomes
    /// Published comparisons of two arms.
    case contrasts
    /// Pooled results of published reviews.
    case publishedSyntheses = "published-syntheses"
    /// Judgements on the risk of bias.
    case riskOfBias = "risk_of_bias"
    /// The flow of records through the review.
    case flow
    /// Trials that are registered and have not reported.
    case ongoingTrials = "ongoing-trials"
    /// What values the outcomes can take.
    case scales
    /// What the endpoints mean.
    case definitions
    /// Doubts about numbers that somebody let stand.
    case acceptedFindings = "accepted-findings"

    /// The name of the resource.
    public var resource: String { rawValue }

    /// The name of the file.
    public var file: String { "\(rawValue).csv" }

    /// Whether a dataset cannot do without it.
    public var isRequired: Bool { self == .studies || self == .arms || self == .outcomes }

    /// The columns it may have.
    public var columns: [Column] {
        switch self {
        case .studies: Study.columns
        case .arms: Arm.columns
        case .outcomes, .contrasts: OutcomeRow.columns
        case .publishedSyntheses: PublishedSynthesis.columns
        case .riskOfBias: RiskOfBiasJudgement.columns
        case .flow: FlowCount.columns
        case .ongoingTrials: OngoingTrial.columns
        case .scales: Scale.columns
        case .definitions: EndpointDefinition.columns
        case .acceptedFindings: AcceptedFinding.columns
        }
    }

    /// What is in it, for people.
    public var title: String {
        switch self {
        case .studies: "Studies and reports of them"
        case .arms: "The arms of the studies"
        case .outcomes: "Results by arm, population, outcome and time point"
        case .contrasts: "Published comparisons of two arms"
        case .publishedSyntheses: "Pooled results of published reviews"
        case .riskOfBias: "Judgements on the risk of bias"
        case .flow: "The flow of records through the review"
        case .ongoingTrials: "Trials that are registered and have not reported"
        case .scales: "What values the outcomes can take"
        case .definitions: "What the endpoints mean"
        case .acceptedFindings: "Doubts about numbers that somebody looked into and let stand"
        }
    }

    /// The columns that together name a row.
    var primaryKey: [String]? {
        switch self {
        case .studies: ["study_id"]
        case .arms: ["study_id", "arm_id"]
        case .ongoingTrials: ["registry_id"]
        case .scales: ["outcome"]
        case .definitions: ["definition"]
        default: nil
        }
    }

    /// Which columns point at rows of other tables.
    var foreignKeys: [ForeignKey] {
        let toStudy = ForeignKey(fields: ["study_id"], resource: DatasetTable.studies.resource)
        switch self {
        case .studies:
            return [ForeignKey(fields: ["secondary_report_of"], resource: "", referenced: ["study_id"])]
        case .arms, .riskOfBias:
            return [toStudy]
        case .outcomes, .contrasts:
            return [toStudy, ForeignKey(fields: ["study_id", "arm_id"], resource: DatasetTable.arms.resource)]
        case .publishedSyntheses, .flow, .ongoingTrials, .scales, .definitions, .acceptedFindings:
            return []
        }
    }
}
