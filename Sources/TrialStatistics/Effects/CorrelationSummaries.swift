/// A correlation and the sample size it comes from.
public struct CorrelationSummary: Sendable, Codable, Equatable {
    /// The correlation, −1…1.
    public var correlation: Double
    /// Participants.
    public var total: Double

    /// Creates a summary.
    public init(correlation: Double, total: Double) {
        self.correlation = correlation
        self.total = total
    }
}

extension CorrelationSummary: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["correlation", "total"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self.init(correlation: try row.correlation("correlation"), total: try row.total("total"))
    }
}

/// The t statistic of one coefficient of a regression.
public struct PartialCorrelationSummary: Sendable, Codable, Equatable {
    /// The t statistic of the coefficient.
    public var t: Double
    /// How many predictors the model has, the intercept not counted.
    public var predictors: Double
    /// Participants.
    public var total: Double

    /// Creates a summary.
    public init(t: Double, predictors: Double, total: Double) {
        self.t = t
        self.predictors = predictors
        self.total = total
    }

    /// n − m − 1.
    public var residualDegreesOfFreedom: Double { total - predictors - 1 }

    /// t/√(t² + n − m − 1).
    public var partialCorrelation: Double { t / (t * t + residualDegreesOfFreedom).squareRoot() }
}

extension PartialCorrelationSummary: TabularSummary {
    /// The columns it is read from: the t statistic, or the partial correlation itself.
    public static var columnSets: [[String]] {
        [["t", "predictors", "total"], ["correlation", "predictors", "total"]]
    }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        let (predictors, total) = (try row.positive("predictors"), try row.total("total"))
        guard total > predictors + 1 else { throw .impossible("total", "is too small for so many predictors") }
        guard row["t"] == nil, row.has("correlation") else {
            self.init(t: try row.value("t"), predictors: predictors, total: total)
            return
        }
        let r = try row.correlation("correlation")
        let t = r * ((total - predictors - 1) / (1 - r * r)).squareRoot()
        self.init(t: t, predictors: predictors, total: total)
    }
}

/// The t statistic of one coefficient of a regression and the model's R².
public struct SemipartialCorrelationSummary: Sendable, Codable, Equatable {
    /// The coefficient's t statistic, predictors and sample size.
    public var partial: PartialCorrelationSummary
    /// The model's R², 0…1.
    public var R2: Double

    /// Creates a summary.
    public init(_ partial: PartialCorrelationSummary, R2: Double) {
        self.partial = partial
        self.R2 = R2
    }
}

extension SemipartialCorrelationSummary: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["t", "predictors", "total", "R2"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        let share = try row.nonNegative("R2")
        guard share <= 1 else { throw .impossible("R2", "is above 1") }
        self.init(try PartialCorrelationSummary(row), R2: share)
    }
}
