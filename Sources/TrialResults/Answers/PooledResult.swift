import TrialStatistics

/// A pooled effect, on the scale of analysis and on the natural one.
public struct PooledResult: Codable, Sendable, Equatable {
    /// The fit, on the scale of analysis.
    public let fit: ModelFit
    /// The pooled effect and its limits on the natural scale.
    public let natural: NaturalEffect
    /// The prediction limits on the natural scale.
    public let naturalPrediction: ConfidenceLimits?

    /// Creates a pooled result from a fit.
    public init(_ fit: ModelFit, scale: EffectScale) { self.init(fit, natural: scale.natural) }

    /// Creates a pooled result from a fit and the way back of pooled values.
    public init(_ fit: ModelFit, measure: MeasureReference) { self.init(fit, natural: measure.natural) }

    private init(_ fit: ModelFit, natural: (Double) -> Double) {
        self.fit = fit
        self.natural = NaturalEffect(fit.pooled.estimate, fit.pooled.limits, natural: natural)
        naturalPrediction = fit.prediction?.mapped(natural)
    }
}

/// The rows of an analysis in groups, each pooled, with the test of their difference.
public struct SubgroupResult: Codable, Sendable, Equatable {
    /// The property that forms the groups, such as `route`.
    public let property: String
    /// The groups, in order.
    public let groups: [SubgroupMember]
    /// The test that all groups have one effect; nil with fewer than two groups.
    public let betweenGroups: GroupTest?
    /// What a reader must know.
    public let warnings: [MethodWarning]
    /// The one τ² of all groups, on the squared scale of analysis; nil where each group has its own.
    public var commonTau2: Double?
    /// What people call the property, with its unit; nil where its name is said in words.
    public var label: String?
    /// The limits at which a quantity was cut into groups; nil for a category.
    public var cuts: [Double]?
    /// How credible a difference between the groups is.
    public var credibility: ModifierCredibility?

    /// Creates a result.
    public init(property: String, groups: [SubgroupMember], betweenGroups: GroupTest?, warnings: [MethodWarning]) {
        self.property = property
        self.groups = groups
        self.betweenGroups = betweenGroups
        self.warnings = warnings
    }

    /// Whether a difference between the groups could be a finding: two of them at least rest on more than one study.
    ///
    /// Between groups of one study each the test compares studies, and a subgroup explains nothing that the studies'
    /// other differences do not.
    public var canShowDifference: Bool { groups.filter { $0.pooled.basis.studies > 1 }.count > 1 }
}

/// One group of a subgroup analysis.
public struct SubgroupMember: Codable, Sendable, Equatable {
    /// The value that the group shares, such as `intrathecal`.
    public let name: String
    /// Positions of its rows in `AnalysisRecord.rows`, from 0.
    public let rows: [Int]
    /// Its pooled effect.
    public let pooled: PooledResult

    /// Creates a group.
    public init(name: String, rows: [Int], pooled: PooledResult) {
        self.name = name
        self.rows = rows
        self.pooled = pooled
    }
}

/// The test that groups have one effect.
public struct GroupTest: Codable, Sendable, Equatable {
    /// χ², or F where `denominatorDegreesOfFreedom` is given.
    public let statistic: Double
    /// Number of groups less one.
    public let degreesOfFreedom: Int
    /// Degrees of freedom below an F.
    public let denominatorDegreesOfFreedom: Double?
    /// The p-value.
    public let pValue: Double

    /// Creates a test.
    public init(statistic: Double, degreesOfFreedom: Int, denominatorDegreesOfFreedom: Double? = nil, pValue: Double) {
        self.statistic = statistic
        self.degreesOfFreedom = degreesOfFreedom
        self.denominatorDegreesOfFreedom = denominatorDegreesOfFreedom
        self.pValue = pValue
    }
}

/// Another pooled effect to see beside an analysis, with the difference between the two.
public struct BesideResult: Codable, Sendable, Equatable {
    /// What it is, such as `Placebo arms of older progressive-MS trials`.
    public let title: String
    /// Its rows.
    public let studies: [StudyResult]
    /// What of it was not used.
    public let excluded: [ExcludedRow]
    /// Its pooled effect.
    public let pooled: PooledResult
    /// Analysis less the other, on the scale of analysis; not randomised, so never evidence of an effect by itself.
    public let difference: Coefficient
    /// The difference on the natural scale of differences: a ratio for log and logit scales.
    public let naturalDifference: NaturalEffect
    /// What the difference is called, such as `odds ratio`.
    public let differenceName: String

    /// Creates a result.
    public init(
        title: String, rows: (studies: [StudyResult], excluded: [ExcludedRow]), pooled: PooledResult,
        difference: Coefficient, naturalDifference: NaturalEffect, differenceName: String
    ) {
        self.title = title
        (studies, excluded) = rows
        self.pooled = pooled
        self.difference = difference
        self.naturalDifference = naturalDifference
        self.differenceName = differenceName
    }
}

/// The same question with one rule changed.
public struct SensitivityResult: Codable, Sendable, Equatable {
    /// What was changed, such as `multi-arm: split-control`.
    public let change: String
    /// Number of rows pooled.
    public let rows: Int
    /// The pooled effect; nil where nothing could be pooled.
    public let pooled: PooledResult?
    /// What a reader must know.
    public let warnings: [MethodWarning]

    /// Creates a result.
    public init(change: String, rows: Int, pooled: PooledResult?, warnings: [MethodWarning]) {
        self.change = change
        self.rows = rows
        self.pooled = pooled
        self.warnings = warnings
    }
}

extension GroupTest {
    /// The joint test of the moderators of a regression.
    public init(_ test: ModeratorTest) {
        self.init(
            statistic: test.statistic, degreesOfFreedom: test.degreesOfFreedom,
            denominatorDegreesOfFreedom: test.denominatorDegreesOfFreedom, pValue: test.pValue)
    }
}
