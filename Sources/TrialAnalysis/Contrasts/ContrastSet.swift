import TrialResults
import TrialStatistics

/// One estimate of the effect in question, with everything a reader may ask of it.
public struct Contrast: Sendable, Encodable, Equatable {
    /// The study's id.
    public var study: String
    /// What the study is called, whichever of its rows this is.
    public var studyName = ""
    /// What the row is called.
    public var label: String
    /// Year of publication.
    public var year: Int?
    /// The groups as used, for readers.
    public var groups: [GroupResult]
    /// What the measure took; nil for published comparisons and for means of which only the interval was printed.
    public var summary: AnyStudySummary?
    /// Estimate and sampling variance, on the scale of analysis.
    public var effect: EffectEstimate
    /// Properties for subgroups.
    public var properties: [String: String]
    /// Quantities for meta-regressions; what is not known, or differs between the arms of the row, is absent.
    public var quantities: [String: Double] = [:]
    /// The spans of quantities in which the arms of the row differ.
    public var spans: [String: QuantitySpan] = [:]
    /// Months from the start of treatment to the result; nil where the row does not say, or its arms differ.
    public var months: Double?
    /// The arms of the first group.
    public var arms: [String] = []
    /// The arms that it is compared with; empty for a row of one group.
    public var controls: [String] = []
    /// The part of the study that the row is about; empty for the whole study.
    public var part = ""
    /// Different people of the study, where its groups count some of them more than once; nil where they do not.
    public var persons: Double?
    /// Where each number comes from.
    public var sources: [SourceTrail]
    /// What a reader must know of this row.
    public var notes: [String]
}

/// The effect sizes of one question: what the bridge hands to the statistics.
public struct ContrastSet: Sendable, Encodable, Equatable {
    /// The rows, in the order of the dataset.
    public var contrasts: [Contrast]
    /// What was not used, and why.
    public var excluded: [ExcludedRow]
    /// Sampling covariances between rows (by position) that share a control group; empty where all are independent.
    public var covariances: [SharedCovariance]
    /// What a reader must know of the whole.
    public var warnings: [MethodWarning]
    /// What people call the properties that the dataset declares.
    public var labels: [String: PropertyLabel] = [:]
}

/// The sampling covariance of two rows that share a control group.
public struct SharedCovariance: Sendable, Codable, Equatable {
    /// Position of the first row.
    public var first: Int
    /// Position of the second row.
    public var second: Int
    /// The covariance, on the squared scale of analysis.
    public var value: Double
}

extension Contrast {
    /// The estimate and its limits on the natural scale, by the row's own size where that matters.
    func natural(_ limits: ConfidenceLimits, by measure: AnyEffectMeasure) -> NaturalEffect {
        NaturalEffect(effect.estimate, limits) { measure.natural($0, of: summary?.value) }
    }
}

extension ContrastSet {
    /// What the measure took of every row, where all are of one type; nil where one is not.
    func summaries<Summary: StudySummary>(
        of type: Summary.Type, at positions: [Int]? = nil
    ) -> [Summary]? {
        let rows = positions.map { $0.map { contrasts[$0] } } ?? contrasts
        let own = rows.compactMap { $0.summary?.as(type) }
        return own.count == rows.count ? own : nil
    }
}
