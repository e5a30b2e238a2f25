import TrialNumerics

/// An estimate with its sampling variance as the study gives them, on the scale of analysis.
///
/// The variance comes from `variance`, else `standardError`², else the width of `lower`…`upper` at the confidence level
/// in the column `level` (0.95 when absent). Identity scale.
public struct GenericEstimate: PlainMeasure {
    /// What one study reports.
    public typealias Summary = ReadyMadeEstimate
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "GEN", "ready-made estimate", scale: .identity, natural: .difference("effect", of: "the level")
    ).with {
        $0.publishedForms = PublishedForm.differences
    }

    /// Creates the measure.
    public init() {}

    /// The study's own estimate.
    public func effect(of study: ReadyMadeEstimate) throws(EffectExclusion) -> EffectEstimate {
        study.effect
    }
}

/// The log hazard ratio as the study gives it.
///
/// The columns hold logarithms; `RatioConversion` turns a printed ratio and its interval into them. Log scale. Parmar,
/// Torri and Stewart 1998, *Statistics in Medicine* 17, 2815–2834.
public struct HazardRatio: PlainMeasure {
    /// What one study reports.
    public typealias Summary = ReadyMadeEstimate
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "HR", "hazard ratio", scale: .log, natural: .ratio(of: "the hazard")
    ).with {
        $0.publishedForms = [.hazardRatio]
    }

    /// Creates the measure.
    public init() {}

    /// The study's own log hazard ratio.
    public func effect(of study: ReadyMadeEstimate) throws(EffectExclusion) -> EffectEstimate {
        study.effect
    }
}

/// An estimate with its uncertainty in one of three forms.
public struct ReadyMadeEstimate: Sendable, Codable, Equatable {
    /// The estimate and its sampling variance.
    public var effect: EffectEstimate

    /// Creates a summary.
    public init(_ effect: EffectEstimate) { self.effect = effect }
}

extension ReadyMadeEstimate: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] {
        [
            ["estimate", "variance"], ["estimate", "standardError"], ["estimate", "lower", "upper"],
            ["lower", "upper"],
        ]
    }

    /// Reads one study's row: the variance, else the standard error, else the interval.
    ///
    /// Without an estimate, the middle of the interval stands for it.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        if row["variance"] != nil {
            let estimate = try row.value("estimate")
            self.init(EffectEstimate(estimate: estimate, variance: try row.nonNegative("variance")))
        } else if row["standardError"] != nil {
            let (estimate, error) = (try row.value("estimate"), try row.nonNegative("standardError"))
            self.init(EffectEstimate(estimate: estimate, variance: error * error))
        } else if row.has("lower"), row.has("upper") {
            try self.init(interval: row)
        } else {
            _ = try row.value("estimate")
            throw .missing(row.has("variance") ? "variance" : "standardError")
        }
    }

    private init(interval row: StudyRow) throws(EffectExclusion) {
        let (lower, upper) = (try row.value("lower"), try row.value("upper"))
        guard lower <= upper else { throw .impossible("lower", "is above upper") }
        let level = row["level"] ?? 0.95
        guard level > 0, level < 1 else { throw .impossible("level", "does not lie between 0 and 1") }
        let estimate = row["estimate"] == nil ? (lower + upper) / 2 : try row.value("estimate")
        guard lower <= estimate, estimate <= upper else { throw .impossible("estimate", "lies outside its interval") }
        let half = NormalDistribution.standard.upperQuantile((1 - level) / 2)
        let error = (upper - lower) / (2 * half)
        self.init(EffectEstimate(estimate: estimate, variance: error * error))
    }
}
