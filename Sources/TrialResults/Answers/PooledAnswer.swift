import TrialStatistics

/// One pooled effect, with what is shown around it.
public struct PooledAnswer: AnalysisAnswer {
    /// The pooled effect; nil where nothing could be pooled, and then a warning of the record says why.
    public var pooled: PooledResult?
    /// The same rows in groups.
    public var subgroups: [SubgroupResult] = []
    /// Other pooled effects to see beside this one, such as a historical comparison.
    public var beside: [BesideResult] = []
    /// The same question with one rule changed at a time.
    public var sensitivity: [SensitivityResult] = []
    /// The numbers behind further figures; nil where there is no pooled effect.
    public var explorations: Explorations?
    /// The pooled effect for every choice that a reader may make; nil where there is none to make.
    public var alternatives: Alternatives?

    /// Creates an answer around a pooled effect.
    public init(_ pooled: PooledResult?) { self.pooled = pooled }

    /// Whether something was pooled.
    public var isAnswered: Bool { pooled != nil }

    /// The warnings of the pooled effect.
    public var warnings: [MethodWarning] { pooled?.fit.warnings ?? [] }

    /// The pooled effect with its prediction interval and heterogeneity.
    public var headline: Headline? { pooled?.headline }
}

extension PooledResult {
    /// What stands for the pooled effect in a summary.
    var headline: Headline {
        let heterogeneity = fit.heterogeneity
        let isEstimable = heterogeneity.qDegreesOfFreedom > 0
        var headline = Headline(.effect(natural), level: fit.level, rows: fit.studies)
        headline.studies = fit.independentStudies
        headline.prediction = naturalPrediction
        if isEstimable {
            headline.iSquared = heterogeneity.iSquared
            if heterogeneity.estimator != nil { headline.components = [.init(variance: heterogeneity.tau2)] }
        }
        return headline
    }
}
