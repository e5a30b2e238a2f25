import TrialStatistics

/// What the number of a published result is, in words: an effect measure's code, one of a few codes for what reviews print
/// beside effects, or a review's own words.
public struct PublishedMeasure: Sendable, Equatable {
    /// What is printed.
    public enum Content: Sendable, Equatable {
        /// An estimate of something, such as a risk ratio.
        case estimate
        /// An estimate that is a percentage.
        case percentage
        /// How many there were.
        case count
        /// No number of its own: a test, or words.
        case none
    }

    /// The words in front of the number; empty where the number says it all.
    public let name: String
    /// What the number is.
    public let content: Content

    /// Reads a code; one that is not known is taken as words.
    public init(_ code: String) {
        if let known = Self.known[code] {
            (name, content) = (known.name, known.content)
        } else if let measure = try? EffectMeasures.standard.named(code) {
            (name, content) = (measure.descriptor.naturalName, .estimate)
        } else {
            (name, content) = (PropertyWords.phrase(code), .estimate)
        }
    }

    private init(name: String, content: Content) {
        self.name = name
        self.content = content
    }

    /// The codes that are no effect measure.
    public static let codes = known.keys.sorted()

    private static let known = [
        "percent_of_people": PublishedMeasure(name: "", content: .percentage),
        "percent_of_person_times": PublishedMeasure(name: "per 100 treatments,", content: .percentage),
        "mean_change": PublishedMeasure(name: "mean change from before to after", content: .estimate),
        "count": PublishedMeasure(name: "", content: .count),
        "studies": PublishedMeasure(name: "studies included", content: .none),
        "test": PublishedMeasure(name: "test of a difference", content: .none),
        "words": PublishedMeasure(name: "no numbers printed", content: .none),
    ]
}
