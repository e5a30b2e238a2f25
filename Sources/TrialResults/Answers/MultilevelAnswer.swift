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
        /// Each row's group at this level: equal texts are one group within the levels around it.
        public let groups: [String]
        /// What each row's group is called, for people.
        public let titles: [String]

        /// Names a level.
        public init(name: String, groups: [String], titles: [String]? = nil) {
            self.name = name
            self.groups = groups
            self.titles = titles ?? groups
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
    /// The pooled effect judged by how the groups of the outermost level scatter; nil where the plan does not ask for it.
    public var robust: RobustInference?
    /// The same on the natural scale.
    public var naturalRobust: NaturalEffect?

    /// The differences between kinds of participants, within trials and across; nil where the plan does not ask for them.
    public var interaction: OneStageInteraction?
    /// The property that tells the kinds apart; nil without them.
    public var interactionProperty: String?

    /// Creates an answer; `scale` leads to the natural scale.
    public init(levels: [Level], dependence: Dependence, fit: MultilevelFit?, measure: MeasureReference) {
        self.levels = levels
        self.dependence = dependence
        self.fit = fit
        natural = fit.map { NaturalEffect($0.pooled.estimate, $0.pooled.limits, natural: measure.natural) }
        naturalPrediction = fit?.prediction?.mapped(measure.natural)
    }

    /// The level at which a component varies: `row` for `study/row`.
    public func levelName(of component: VarianceComponent) -> String {
        fit?.components.firstIndex { $0.name == component.name }.flatMap { index in
            levels.indices.contains(index) ? levels[index].name : nil
        } ?? component.name
    }

    /// Whether there is a fit.
    public var isAnswered: Bool { fit != nil }

    /// The warnings of the fit.
    public var warnings: [MethodWarning] { (fit?.warnings ?? []) + (robust?.warnings ?? []) }

    /// The pooled effect with the variance of each level.
    public var headline: Headline? {
        guard let fit, let natural else { return nil }
        var headline = Headline(.effect(natural), level: fit.level, rows: fit.rows)
        headline.prediction = naturalPrediction
        headline.iSquared = fit.heterogeneity.iSquared
        headline.components = fit.components.map { .init(name: levelName(of: $0), variance: $0.value) }
        return headline
    }
}
