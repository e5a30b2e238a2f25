/// A pooled result that a published review reports.
public struct PublishedResult: Codable, Sendable, Equatable {
    /// The review, such as `Zhou2019`.
    public var review: String
    /// The outcome: its code in the dataset, or what the review calls it.
    public var outcome: String
    /// The outcome's name for people, where the dataset has one.
    public var title: String?
    /// The measure: the code of an effect measure, one of those that `PublishedMeasure` knows, or the review's words.
    public var measure: String
    /// Number of studies, where printed.
    public var studies: Int?
    /// Number of participants, where printed.
    public var participants: Int?
    /// The estimate as printed, on the natural scale.
    public var estimate: Double?
    /// Lower limit as printed.
    public var lower: Double?
    /// Upper limit as printed.
    public var upper: Double?
    /// The p-value as printed, such as `<0.0001`.
    public var pValue: String?
    /// Subgroup or population, where printed.
    public var subgroup: String?
    /// Why it speaks of the question only indirectly, such as another treatment or other patients; nil where it is direct.
    public var indirect: String?
    /// Where it was read.
    public var source: String

    /// Creates a published result without numbers.
    public init(review: String, outcome: String, measure: String, source: String) {
        self.review = review
        self.outcome = outcome
        self.measure = measure
        self.source = source
    }
}
