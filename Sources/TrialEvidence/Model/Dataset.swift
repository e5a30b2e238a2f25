/// A licence under which a dataset may be used.
public struct Licence: Sendable, Hashable, Codable {
    /// The short name, such as `CC0-1.0`.
    public var name: String
    /// Where the text is.
    public var path: String?
    /// The full name.
    public var title: String?

    /// Names a licence.
    public init(name: String, path: String? = nil, title: String? = nil) {
        self.name = name
        self.path = path
        self.title = title
    }
}

/// The evidence of one question: studies, their arms and results, and what others made of them.
public struct Dataset: Sendable, Equatable, Codable {
    /// The short name: lower-case letters, digits and hyphens.
    public var name: String
    /// The name for people.
    public var title = ""
    /// What is in it.
    public var description = ""
    /// The version.
    public var version = ""
    /// How it may be used.
    public var licences: [Licence] = []
    /// The further columns of studies.csv and arms.csv that the descriptor declares, in its order.
    public var declaredColumns: [DatasetTable: [DeclaredColumn]] = [:]
    /// The studies, in the order of the file.
    public var studies: [Study] = []
    /// The arms, in the order of the file.
    public var arms: [Arm] = []
    /// The results, in the order of the file; those with a comparator are published comparisons.
    public var outcomes: [OutcomeRow] = []
    /// Published comparisons that are kept in a file of their own, contrasts.csv.
    public var contrasts: [OutcomeRow] = []
    /// What published reviews report.
    public var publishedSyntheses: [PublishedSynthesis] = []
    /// Judgements on the risk of bias.
    public var riskOfBias: [RiskOfBiasJudgement] = []
    /// The flow of records through the review.
    public var flow: [FlowCount] = []
    /// Trials that are registered and have not reported.
    public var ongoingTrials: [OngoingTrial] = []
    /// What values the outcomes can take.
    public var scales: [Scale] = []
    /// What the endpoints mean.
    public var definitions: [EndpointDefinition] = []
    /// Doubts that somebody looked into and let stand.
    public var acceptedFindings: [AcceptedFinding] = []

    /// Makes an empty dataset.
    public init(name: String) {
        self.name = name
    }

    /// The dataset with one study, its arms, results and judgements only; published syntheses, flow and ongoing
    /// trials are left out, scales stay.
    public func restricted(to studyID: String) -> Dataset {
        var part = self
        part.studies.removeAll { $0.id != studyID }
        part.arms.removeAll { $0.studyID != studyID }
        part.outcomes.removeAll { $0.studyID != studyID }
        part.contrasts.removeAll { $0.studyID != studyID }
        part.riskOfBias.removeAll { $0.studyID != studyID }
        part.publishedSyntheses = []
        part.flow = []
        part.ongoingTrials = []
        part.acceptedFindings.removeAll { !$0.studies.allSatisfy { $0 == studyID } }
        return part
    }

    /// Every result of one arm and every comparison of two, from both files.
    public var allOutcomes: [OutcomeRow] { outcomes + contrasts }

    /// The rows that publish a comparison of two arms.
    public var comparisons: [OutcomeRow] { allOutcomes.filter(\.isComparison) }

    /// The names of everything that was measured, sorted.
    public var outcomeNames: [String] { Set(allOutcomes.map(\.outcome)).sorted() }
}
