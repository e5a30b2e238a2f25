/// A result that a foreign file carries beside its data: to compare a computation with, never to pool.
public struct StoredResult: Codable, Sendable, Equatable {
    /// What a stored result is about.
    public enum Level: String, Codable, Sendable, CaseIterable {
        case overall
        case subgroup
        case study
    }

    /// The analysis, such as `1.2`.
    public var analysis: String
    /// The name of the outcome.
    public var outcome: String
    /// The effect measure.
    public var measure: RevManMeasure
    /// The method as printed, such as `MH`.
    public var method: String
    /// Whether the model has random effects.
    public var isRandom: Bool
    /// What it is about.
    public var level: Level
    /// The study; empty for pooled results.
    public var study = ""
    /// The subgroup; empty outside subgroups.
    public var subgroup = ""
    /// The estimate, on the natural scale.
    public var estimate: Double?
    /// The lower confidence limit.
    public var ciLow: Double?
    /// The upper confidence limit.
    public var ciHigh: Double?
    /// The confidence level in percent.
    public var ciLevel: Double?
    /// The standard error, on the logarithmic scale for ratios.
    public var standardError: Double?
    /// The weight in percent.
    public var weight: Double?
    /// The variance between studies.
    public var tauSquared: Double?
    /// The heterogeneity statistic.
    public var heterogeneity: Double?
    /// Its degrees of freedom.
    public var degreesOfFreedom: Double?
    /// Its p-value.
    public var heterogeneityP: Double?
    /// I² in percent.
    public var iSquared: Double?
    /// The test statistic of the effect.
    public var z: Double?
    /// Its p-value.
    public var p: Double?

    init(of analysis: RevManAnalysis, level: Level) {
        self.analysis = analysis.label
        outcome = analysis.name
        measure = analysis.measure
        method = analysis.method
        isRandom = analysis.isRandom
        self.level = level
    }

    /// Whether nothing was computed: RevMan leaves the numbers empty or zero.
    var isEmpty: Bool {
        let numbers = [estimate, ciLow, ciHigh]
        return numbers.allSatisfy { $0 == nil } || numbers.allSatisfy { ($0 ?? 0) == 0 }
    }
}
