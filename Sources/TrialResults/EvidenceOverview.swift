/// What a report shows of the evidence itself, apart from any analysis.
public struct EvidenceOverview: Codable, Sendable, Equatable {
    /// The studies, in the order of the dataset.
    public var studies: [StudyOverview] = []
    /// Judgements on the risk of bias, in the order of the dataset.
    public var riskOfBias: [BiasEntry] = []
    /// The boxes of the PRISMA flow diagram.
    public var flow: [FlowEntry] = []
    /// Trials that have not reported; nil in a file of a version that did not list them.
    public var ongoing: [OngoingEntry]?
    /// Doubts about numbers, accepted ones included.
    public var findings: [ReportedFinding] = []

    /// Nothing known.
    public init() {}
}

/// A study of the evidence, for maps and lists.
public struct StudyOverview: Codable, Sendable, Equatable {
    /// The study's id.
    public var study: String
    /// What it is called, such as `Petrou 2020`.
    public var label: String
    /// Year of publication.
    public var year: Int?
    /// The design's code, such as `crossover-rct`.
    public var design: String
    /// Participants, where printed.
    public var participants: Int?
    /// Properties such as `ms-type` → `progressive`, `route`, `cell-source`, `donor`.
    public var properties: [String: String]
    /// The study whose participants this report is about again.
    public var secondaryReportOf: String?
    /// The address of the study.
    public var citation: String?

    /// Describes a study.
    public init(study: String, label: String, design: String, properties: [String: String]) {
        self.study = study
        self.label = label
        self.design = design
        self.properties = properties
    }
}

/// A judgement on the risk of bias.
public struct BiasEntry: Codable, Sendable, Equatable {
    /// The study's id.
    public var study: String
    /// The tool's code, such as `rob2`.
    public var tool: String
    /// The domain's code, such as `D1` or `overall`.
    public var domain: String
    /// The outcome it is about; empty for the whole study.
    public var outcome: String
    /// The judgement's code, such as `some-concerns`.
    public var judgement: String
    /// What it rests on.
    public var support: String
    /// The published review whose judgement it is; nil where those who made the dataset judged.
    public var judgedBy: String?

    /// Names a judgement of a study as a whole.
    public init(study: String, tool: String, domain: String, judgement: String) {
        self.study = study
        self.tool = tool
        self.domain = domain
        self.judgement = judgement
        outcome = ""
        support = ""
    }
}

/// A trial that is registered and has not reported.
public struct OngoingEntry: Codable, Sendable, Equatable {
    /// The registry's number.
    public var registryID: String
    /// What is given.
    public var intervention: String
    /// The kind of product, route, cells and donor in words; empty where the record does not say.
    public var product: String
    /// The phase as the registry writes it.
    public var phase: String
    /// The status as the registry writes it.
    public var status: String
    /// How many people are or will be in it.
    public var participants: Int?
    /// When its last data are due.
    public var completion: String
    /// What kind of trial it is.
    public var design: String
    /// What a regulator said of the product.
    public var regulatory: String
    /// The page where it was read.
    public var source: String?

    /// Names a trial of which nothing else is known.
    public init(registryID: String, intervention: String) {
        self.registryID = registryID
        self.intervention = intervention
        (product, phase, status, completion, design, regulatory) = ("", "", "", "", "", "")
    }
}

/// A box of the PRISMA 2020 flow diagram.
public struct FlowEntry: Codable, Sendable, Equatable {
    /// The box's code, such as `records_screened`.
    public var box: String
    /// The reason, for boxes that list reasons.
    public var reason: String
    /// How many.
    public var count: Int

    /// Names a box.
    public init(box: String, reason: String = "", count: Int) {
        self.box = box
        self.reason = reason
        self.count = count
    }
}

/// A doubt about numbers of the evidence, as a report shows it.
public struct ReportedFinding: Codable, Sendable, Equatable {
    /// The check that found it, such as `grim`.
    public var check: String
    /// `impossible`, `likely` or `doubtful`.
    public var severity: String
    /// The studies concerned.
    public var studies: [String]
    /// The rows in words.
    public var subject: String
    /// What stands there.
    public var found: String
    /// What was expected.
    public var expected: String
    /// How to settle it.
    public var advice: String
    /// Why somebody accepted it; nil while it is open.
    public var accepted: String?

    /// Names a doubt.
    public init(check: String, severity: String, studies: [String], subject: String) {
        self.check = check
        self.severity = severity
        self.studies = studies
        self.subject = subject
        found = ""
        expected = ""
        advice = ""
    }
}
