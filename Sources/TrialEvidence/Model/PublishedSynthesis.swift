/// A pooled result that a published review reports: to show beside ours, never to pool, because reviews overlap.
public struct PublishedSynthesis: Sendable, Equatable, Codable {
    /// The review.
    public var reviewID: String
    /// The year of publication.
    public var year: Int?
    /// The digital object identifier.
    public var doi: String?
    /// What was pooled.
    public var outcome: String
    /// The measure, as printed.
    public var measure: String
    /// The model, as printed.
    public var model = ""
    /// How many studies.
    public var studies: Int?
    /// How many patients.
    public var patients: Int?
    /// The pooled estimate.
    public var estimate: Double?
    /// The lower confidence limit.
    public var ciLow: Double?
    /// The upper confidence limit.
    public var ciHigh: Double?
    /// I² in percent.
    public var iSquared: Double?
    /// The p-value.
    public var pValue: PValue?
    /// Which part of the evidence.
    public var subgroup = ""
    /// Why it speaks of the dataset's question only indirectly, such as another treatment or other patients; empty where it
    /// speaks of it directly.
    public var indirect = ""
    /// A citable page where it was read.
    public var sourceURL: String?
    /// Everything else worth knowing.
    public var notes = ""
    /// The line of published-syntheses.csv it was read from.
    public var line: Int?

    /// Makes an entry without numbers.
    public init(reviewID: String, outcome: String, measure: String) {
        self.reviewID = reviewID
        self.outcome = outcome
        self.measure = measure
    }
}
