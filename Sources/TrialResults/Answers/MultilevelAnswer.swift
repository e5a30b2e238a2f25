import TrialStatistics

/// One pooled effect of rows that depend on each other: several rows a study, studies in groups.
public struct MultilevelAnswer: AnalysisAnswer {
    /// How the sampling errors of rows of one group depend on each other.
    public struct Dependence: Codable, Sendable, Equatable {
        /// The correlation that the plan assumes; nil where it assumes none.
        public var assumedCorrelation: Double?
        /// How many pairs of rows share a control group, with the covariance that this gives.
        public var sharedControls = 0

        /// Independent sampling errors.
        public init() {}
    }

    /// A level of the grouping, from the outermost in.
    public struct Level: Codable, Sendable, Equatable {
        /// Its name, such as `study`.
        public let name: String
        /// The name of each row's group at this level.
        public let groups: [String]

        /// Names a level.
        public init(name: String, groups: [String]) {
            self.name = name
            self.groups = groups
        }
    }

    /// The levels, from the outermost in.
    public var levels: [Level]
    /// What was assumed of the sampling errors.
    public var dependence: Dependence
    /// The fit; nil where there is none, and then a warning of the record says why.
    public var fit: MultilevelFit?
    /// The pooled effect on the natural scale.
    public var natural: NaturalEffect?
    /// The prediction interval for a row of a new group, on the natural scale.
    public var naturalPrediction: ConfidenceLimits?

    /// Creates an answer; `scale` leads to the natural scale.
    public init(levels: [Level], dependence: Dependence, fit: MultilevelFit?, scale: EffectScale) {
        self.levels = levels
        self.dependence = dependence
        self.fit = fit
        natural = fit.map { NaturalEffect($0.pooled.estimate, $0.pooled.limits, scale: scale) }
        naturalPrediction = fit?.prediction?.mapped(scale.natural)
    }

    /// Whether there is a fit.
    public var isAnswered: Bool { fit != nil }

    /// The warnings of the fit.
    public var warnings: [MethodWarning] { fit?.warnings ?? [] }

    /// The pooled effect with the variance of each level.
    public var headline: Headline? {
        guard let fit, let natural else { return nil }
        var headline = Headline(.effect(natural), level: fit.level, rows: fit.rows)
        headline.prediction = naturalPrediction
        headline.iSquared = fit.heterogeneity.iSquared
        headline.components = fit.components.map { .init(name: $0.name, variance: $0.value) }
        return headline
    }
}
