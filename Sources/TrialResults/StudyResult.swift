import TrialStatistics

/// One row of a forest plot: what a study says of the effect, and where each number comes from.
public struct StudyResult: Codable, Sendable, Equatable {
    /// The study's id in the dataset.
    public let study: String
    /// What the row is called, such as `Petrou 2020 (intrathecal)`.
    public let label: String
    /// Year of publication.
    public let year: Int?
    /// The groups as reported: one for a single-arm row, treatment then control otherwise; empty for a published
    /// comparison.
    public let groups: [GroupResult]
    /// The estimate on the scale of analysis.
    public let estimate: Double
    /// Its sampling variance on the scale of analysis.
    public let variance: Double
    /// Limits on the scale of analysis: estimate ± quantile × standard error, or exact where the measure has them.
    public let limits: ConfidenceLimits
    /// Estimate and limits on the natural scale.
    public let natural: NaturalEffect
    /// Percentage of the weight in the pooled effect.
    public let weight: Double?
    /// Properties of the study that subgroups and moderators use, such as `ms-type` → `progressive`.
    public let properties: [String: String]
    /// Months from the start of treatment to the result; nil where the evidence does not say.
    public var months: Double?
    /// Different people of the study, where its groups count some more than once, as cycles of a crossover trial do; nil
    /// where everybody is in one group.
    public var persons: Double?
    /// Quantities of the study, such as `dose` → 2; nil where none is known.
    public var quantities: [String: Double]?
    /// The size that the row's way back to natural values depends on, participants or person-time; nil for most measures.
    public var size: Double?
    /// What was added to the row's cells before its estimate was made; nil where nothing was.
    public var correction: CellCorrection?
    /// Where each number comes from.
    public let sources: [SourceTrail]
    /// What a reader must know of this row.
    public let notes: [String]

    /// Estimate and limits to show: those that were observed where the row was corrected and has any, else `natural`.
    public var shown: NaturalEffect { correction?.observed ?? natural }

    /// Creates a row.
    public init(
        study: String, label: String, year: Int?, groups: [GroupResult],
        effect: (estimate: Double, variance: Double, limits: ConfidenceLimits), natural: NaturalEffect, weight: Double?,
        properties: [String: String], sources: [SourceTrail], notes: [String]
    ) {
        self.study = study
        self.label = label
        self.year = year
        self.groups = groups
        (estimate, variance, limits) = effect
        self.natural = natural
        self.weight = weight
        self.properties = properties
        self.sources = sources
        self.notes = notes
    }
}

/// Estimate and limits on the scale that people read.
public struct NaturalEffect: Codable, Sendable, Equatable {
    /// The estimate.
    public let estimate: Double
    /// The lower limit.
    public let lower: Double
    /// The upper limit.
    public let upper: Double

    /// Takes numbers that are on the natural scale.
    public init(estimate: Double, lower: Double, upper: Double) {
        self.estimate = estimate
        self.lower = lower
        self.upper = upper
    }

    /// Brings an estimate and its limits from the scale of analysis.
    public init(_ estimate: Double, _ limits: ConfidenceLimits, scale: EffectScale) {
        self.init(estimate, limits, natural: scale.natural)
    }

    /// Brings an estimate and its limits from the scale of analysis by an increasing function, such as a study's own
    /// way back.
    public init(_ estimate: Double, _ limits: ConfidenceLimits, natural: (Double) -> Double) {
        self.estimate = natural(estimate)
        lower = natural(limits.lower)
        upper = natural(limits.upper)
    }
}

/// One group of participants as reported.
public struct GroupResult: Codable, Sendable, Equatable {
    /// What the group received, such as `MSC intrathecal`.
    public let label: String
    /// Participants.
    public let total: Double?
    /// Participants with the event, or events.
    public let events: Double?
    /// Mean.
    public let mean: Double?
    /// Standard deviation.
    public let standardDeviation: Double?
    /// Exposure in person-years.
    public let personYears: Double?

    /// Creates a group.
    public init(
        label: String, total: Double? = nil, events: Double? = nil, mean: Double? = nil,
        standardDeviation: Double? = nil, personYears: Double? = nil
    ) {
        self.label = label
        self.total = total
        self.events = events
        self.mean = mean
        self.standardDeviation = standardDeviation
        self.personYears = personYears
    }
}

/// Where a number comes from: document, place in it, how sure, and how it was derived if it was not printed.
public struct SourceTrail: Codable, Sendable, Equatable {
    /// The file and row in the dataset, such as `outcomes.csv:37`.
    public let place: String
    /// What the numbers are, such as `mean, sd of MSC-IT-POOL`.
    public let quantity: String
    /// Where it was printed, such as `Table 3`.
    public let location: String
    /// DOI or address of the document.
    public let document: String?
    /// `primary`, `secondary` or `uncertain`.
    public let confidence: String
    /// How it was derived, where it was not printed as used.
    public let derivation: String?

    /// Creates a trail.
    public init(
        place: String, quantity: String, location: String, document: String?, confidence: String,
        derivation: String? = nil
    ) {
        self.place = place
        self.quantity = quantity
        self.location = location
        self.document = document
        self.confidence = confidence
        self.derivation = derivation
    }
}
