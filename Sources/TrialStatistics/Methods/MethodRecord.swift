/// The methods by which a number was really computed, as values; words for them are made last, by `MethodWords`.
///
/// It says what was used, not what was asked: where a profile pools 2 × 2 tables by Mantel and Haenszel, `comparison` says
/// so, and interval and prediction are those of that method.
public struct MethodRecord: Sendable, Codable, Equatable {
    /// The name of the method profile.
    public var profile: String
    /// The model that was used.
    public var model: EffectModel
    /// Why the model is not the one that was asked for; nil where it is.
    public var modelChange: EffectModel.Change?
    /// The estimator of τ²; nil for a common effect and where τ² was given.
    public var estimator: NamedMethod?
    /// The interval for τ²; nil where none is given.
    public var tau2Interval: NamedMethod?
    /// The interval for the pooled effect; nil where none is given.
    public var interval: NamedMethod?
    /// The prediction interval; nil where none is given.
    public var prediction: NamedMethod?
    /// How the studies were combined.
    public var comparison: ComparisonMethod
    /// Which quantity is called I².
    public var iSquared: ISquaredDefinition
    /// The confidence level of all limits, between 0 and 1.
    public var level: Double
    /// What was added to zero cells; nil where the rows are not counts.
    public var zeroCells: ZeroCellUse?
    /// The sampling variance that was asked for; nil for the measure's own.
    public var varianceType: VarianceType?
    /// τ² where it was given in place of an estimate.
    public var givenTau2: Double?
    /// The seed where a method draws at random.
    public var seed: UInt64?
    /// What was chosen in place of the profile's own, in the order of ``MethodKey``.
    public var overrides: [MethodOverride]
}

/// A choice of a plan or request in place of the profile's.
public struct MethodOverride: Sendable, Codable, Equatable {
    /// What was chosen.
    public let key: MethodKey
    /// The code or number that was chosen, as text.
    public let value: String

    /// Creates an override.
    public init(key: MethodKey, value: String) {
        self.key = key
        self.value = value
    }
}

/// What a rule for zero cells did to the rows that were pooled.
public struct ZeroCellUse: Sendable, Codable, Equatable {
    /// The rule.
    public let rule: ZeroCellRule
    /// How many rows got an addition.
    public let rows: Int
    /// How many cells got an addition: four in a 2 × 2 table, two in a pair of counts over time or in a single group of
    /// participants, one in a single count over time.
    public let cells: Int
    /// How many rows of counts were pooled; nil where it was not recorded.
    public var among: Int?

    /// Creates a record of what a rule did.
    public init(rule: ZeroCellRule, rows: Int, cells: Int) {
        self.rule = rule
        self.rows = rows
        self.cells = cells
    }
}
