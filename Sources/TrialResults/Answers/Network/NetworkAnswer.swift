import TrialStatistics

/// A network of treatments: every one against every other one, with how well the trials agree and who went where.
public struct NetworkAnswer: AnalysisAnswer {
    /// One arm of the evidence with the node that it became.
    public struct Placement: Codable, Sendable, Equatable {
        /// The study's id.
        public let study: String
        /// What the study is called.
        public let studyName: String
        /// What the arm is called.
        public let arm: String
        /// The node.
        public let node: String
        /// Participants; nil where nobody says.
        public let participants: Double?
        /// Whether another arm of the study is of the same node, and both were joined.
        public let isJoined: Bool

        /// Places an arm.
        ///
        /// - Parameters:
        ///   - study: The study's id and what it is called.
        ///   - arm: What the arm is called.
        ///   - node: The node.
        ///   - participants: Participants; nil where nobody says.
        ///   - isJoined: Whether another arm of the study is of the same node.
        public init(
            study: (id: String, name: String), arm: String, node: String, participants: Double?, isJoined: Bool
        ) {
            (self.study, studyName) = study
            self.arm = arm
            self.node = node
            self.participants = participants
            self.isJoined = isJoined
        }
    }

    /// One node of the network.
    public struct Node: Codable, Sendable, Equatable {
        /// Its name.
        public let name: String
        /// Studies with it.
        public let studies: [String]
        /// Participants; nil where an arm does not say.
        public let participants: Double?

        /// Describes a node.
        ///
        /// - Parameters:
        ///   - name: Its name.
        ///   - studies: Studies with it.
        ///   - participants: Participants; nil where an arm does not say.
        public init(name: String, studies: [String], participants: Double?) {
            self.name = name
            self.studies = studies
            self.participants = participants
        }
    }

    /// Two nodes that studies compare.
    public struct Edge: Codable, Sendable, Equatable {
        /// One node.
        public let treatment: String
        /// The other one.
        public let comparator: String
        /// The studies.
        public let studies: [String]

        /// Joins two nodes.
        ///
        /// - Parameters:
        ///   - treatment: One node.
        ///   - comparator: The other one.
        ///   - studies: The studies.
        public init(treatment: String, comparator: String, studies: [String]) {
            self.treatment = treatment
            self.comparator = comparator
            self.studies = studies
        }
    }

    /// Which of the two models leads.
    public var effects: NetworkEffects
    /// The level of all limits.
    public var level: Double
    /// The properties that make a node.
    public var nodeProperties: [String]
    /// The nodes, those of the largest part first.
    public var nodes: [Node] = []
    /// What studies compare.
    public var edges: [Edge] = []
    /// The arms that were used, each with its node.
    public var placements: [Placement] = []
    /// The parts between which no study goes, the largest first.
    public var parts: [NetworkPart] = []
    /// The additive component model; nil where the plan does not ask for it, or there is none.
    public var components: NetworkComponents?
    /// What these data can tell of several properties at once; nil where the plan does not ask.
    public var identifiability: FactorIdentifiability?
    /// The trial that would join the two largest parts; nil where there is one part.
    public var joining: NextTrial?
    /// What people judged of comparisons.
    public var judgements: [NetworkJudgement] = []

    /// Creates an answer without numbers.
    ///
    /// - Parameters:
    ///   - effects: Which of the two models leads.
    ///   - level: The level of all limits.
    ///   - nodeProperties: The properties that make a node.
    public init(effects: NetworkEffects, level: Double, nodeProperties: [String]) {
        self.effects = effects
        self.level = level
        self.nodeProperties = nodeProperties
    }

    /// Whether two nodes are compared.
    public var isAnswered: Bool { !parts.isEmpty }

    /// The test that all treatments of the largest part are equal: a network has as many effects as pairs, and none of them stands
    /// for the others.
    public var headline: Headline? {
        guard let part = parts.first, let test = part.overall else { return nil }
        var headline = Headline(
            .test(GroupTest(statistic: test.statistic, degreesOfFreedom: test.degreesOfFreedom, pValue: test.pValue)),
            level: level, rows: part.comparisons)
        headline.studies = part.studies.count
        if effects == .random, let tau2 = part.tau2 { headline.components = [.init(variance: tau2)] }
        headline.iSquared = part.heterogeneity.iSquared.map { 100 * $0 }
        return headline
    }

    /// The warnings of the fits.
    public var warnings: [MethodWarning] { parts.flatMap(\.warnings) }

    /// How many studies are in the parts.
    public var studies: Int { Set(parts.flatMap(\.studies)).count }
}
