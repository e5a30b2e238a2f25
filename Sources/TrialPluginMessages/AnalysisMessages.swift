/// What an analysis is given: the question and its rows.
public struct AnalysisInput: Sendable, Codable, Equatable {
    /// The analysis' id in the plan.
    public var id: String
    /// Its title.
    public var title: String
    /// The outcome's code.
    public var outcome: String
    /// The effect measure's code.
    public var measure: String
    /// Whether natural values are the exponential of those analysed, as for ratios.
    public var isLogarithmic: Bool
    /// The confidence level, such as 0.95.
    public var level: Double
    /// The seed of everything random.
    public var seed: UInt64
    /// The rows.
    public var rows: [Row]

    /// One comparison or group.
    public struct Row: Sendable, Codable, Equatable {
        /// The study's id.
        public var study: String
        /// What the row is called.
        public var label: String
        /// The estimate on the scale of analysis.
        public var estimate: Double
        /// Its sampling variance.
        public var variance: Double
        /// Properties of the study by name.
        public var properties: [String: String]
        /// Quantities of the study by name.
        public var quantities: [String: Double]
        /// What each group reported: treatment, then control.
        public var groups: [Group]

        /// Creates a row.
        public init(study: String, label: String, estimate: Double, variance: Double) {
            (self.study, self.label, self.estimate, self.variance) = (study, label, estimate, variance)
            (properties, quantities, groups) = ([:], [:], [])
        }
    }

    /// One group as reported; what is nil was not.
    public struct Group: Sendable, Codable, Equatable {
        /// What it received.
        public var label: String
        /// Participants.
        public var total: Double?
        /// Participants with the event, or events.
        public var events: Double?
        /// Mean.
        public var mean: Double?
        /// Standard deviation.
        public var standardDeviation: Double?
        /// Exposure in person-years.
        public var personYears: Double?

        /// Names a group.
        public init(label: String) { self.label = label }
    }

    /// Creates the input of a question without rows.
    public init(id: String, title: String, outcome: String, measure: String) {
        (self.id, self.title, self.outcome, self.measure) = (id, title, outcome, measure)
        (isLogarithmic, level, seed, rows) = (false, 0.95, 1, [])
    }
}

/// What an analysis gives.
public struct AnalysisOutput: Sendable, Codable, Equatable {
    /// Whether there is an answer at all; where not, `finding` says why.
    public var isAnswered: Bool
    /// The pooled effect on the scale of analysis; nil where the answer is none.
    public var effect: Effect?
    /// The name of the method, such as `permutation test`.
    public var method: String
    /// What came out, in one or two sentences.
    public var finding: String
    /// What is shown beside it.
    public var content: [PluginBlock]?

    /// An estimate with limits.
    public struct Effect: Sendable, Codable, Equatable {
        /// The estimate.
        public var estimate: Double
        /// The lower limit.
        public var lower: Double
        /// The upper limit.
        public var upper: Double

        /// Joins an estimate with its limits.
        public init(estimate: Double, lower: Double, upper: Double) {
            (self.estimate, self.lower, self.upper) = (estimate, lower, upper)
        }
    }

    /// Creates an answer of words.
    public init(method: String, finding: String, effect: Effect? = nil) {
        (isAnswered, self.method, self.finding, self.effect) = (true, method, finding, effect)
    }
}

/// What a measure is given: the groups of each study.
public struct MeasureInput: Sendable, Codable, Equatable {
    /// The studies, each with its groups: treatment, then control.
    public var studies: [[AnalysisInput.Group]]

    /// Takes studies.
    public init(studies: [[AnalysisInput.Group]]) { self.studies = studies }
}

/// What a measure gives: one item a study.
public struct MeasureOutput: Sendable, Codable, Equatable {
    /// The effects, in the order of the studies.
    public var effects: [Effect]

    /// The effect of a study, or why there is none.
    public struct Effect: Sendable, Codable, Equatable {
        /// The estimate on the scale of analysis.
        public var estimate: Double?
        /// Its sampling variance.
        public var variance: Double?
        /// Why there is none.
        public var reason: String?

        /// An effect, or why there is none.
        public init(estimate: Double? = nil, variance: Double? = nil, reason: String? = nil) {
            (self.estimate, self.variance, self.reason) = (estimate, variance, reason)
        }
    }

    /// Takes effects, one a study.
    public init(effects: [Effect]) { self.effects = effects }
}
