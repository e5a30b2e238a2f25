import TrialStatistics

/// The result file, `trialpool/result@2`: what running a plan gave, complete enough to draw every table and figure.
///
/// It is the contract between the analysing and the reporting program, and with anyone who reads it in R, Python or a
/// shell script. Within version 2 a field may be added, never renamed or dropped.
public struct ResultDocument: Codable, Sendable, Equatable {
    /// The format's name, `trialpool/result@2`.
    public static let format = "trialpool/result@2"

    /// Always `trialpool/result@2`.
    public var format = ResultDocument.format
    /// Version of the engine that computed it.
    public let engine: String
    /// The plan that was run.
    public let plan: PlanReference
    /// The datasets that were read.
    public let datasets: [DatasetReference]
    /// The answers, in the order of the plan.
    public internal(set) var analyses: [AnalysisRecord]
    /// What published reviews report, to show beside ours, never to pool: they overlap.
    public let published: [PublishedResult]
    /// Outcomes of the main dataset that no question of the plan asks of; nil in results of earlier programs.
    public var unasked: [UnaskedOutcome]?
    /// The evidence itself: studies, risk of bias, flow, doubts about numbers; nil in results of earlier programs.
    public var overview: EvidenceOverview?
    /// Sections and figures of plugins, in the order of the plan; nil where it asks for none.
    public var additions: [PluginAddition]?
    /// The plugins that effect measures came from, by the measure's code; nil where there are none.
    public var measurePlugins: [String: PluginReference]?

    /// Creates a document.
    public init(
        engine: String, plan: PlanReference, datasets: [DatasetReference], analyses: [AnalysisRecord],
        published: [PublishedResult]
    ) {
        self.engine = engine
        self.plan = plan
        self.datasets = datasets
        self.analyses = analyses
        self.published = published
    }
}

/// Which plan was run.
public struct PlanReference: Codable, Sendable, Equatable {
    /// The plan's title.
    public let title: String
    /// SHA-256 of the plan's text.
    public let sha256: String
    /// The method profile in force, such as `trialpool-1`.
    public let profile: String
    /// The seed of everything random.
    public let seed: UInt64

    /// Creates a reference.
    public init(title: String, sha256: String, profile: String, seed: UInt64) {
        self.title = title
        self.sha256 = sha256
        self.profile = profile
        self.seed = seed
    }
}

/// Which dataset was read.
public struct DatasetReference: Codable, Sendable, Equatable {
    /// Its short name, such as `msc-ms-trials`.
    public let name: String
    /// Its title.
    public let title: String
    /// Its version.
    public let version: String
    /// SHA-256 of its content, independent of how it is packed.
    public let identity: String

    /// Creates a reference.
    public init(name: String, title: String, version: String, identity: String) {
        self.name = name
        self.title = title
        self.version = version
        self.identity = identity
    }
}
