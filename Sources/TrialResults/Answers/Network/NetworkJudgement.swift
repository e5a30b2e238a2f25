/// What people judged of one comparison of a network.
///
/// The domains are those of CINeMA: Nikolakopoulou and colleagues 2020, doi:10.1371/journal.pmed.1003082. Nothing here is
/// computed; the numbers that the judgements rest on stand beside them in a report.
public struct NetworkJudgement: Codable, Sendable, Equatable {
    /// What is judged.
    public enum Domain: String, Codable, Sendable, CaseIterable {
        /// Bias within studies.
        case withinStudyBias = "within-study-bias"
        /// Bias by what was not reported.
        case reportingBias = "reporting-bias"
        /// How far the studies are from the question.
        case indirectness
        /// How wide the interval is.
        case imprecision
        /// How much studies differ.
        case heterogeneity
        /// How far direct and indirect evidence disagree.
        case incoherence
    }

    /// How much there is to worry about.
    public enum Concern: String, Codable, Sendable, CaseIterable {
        /// Nothing.
        case none = "no-concerns"
        /// Something.
        case some = "some-concerns"
        /// A lot.
        case major = "major-concerns"
    }

    /// How sure one may be of the comparison, all in all.
    public enum Confidence: String, Codable, Sendable, CaseIterable {
        /// High.
        case high
        /// Moderate.
        case moderate
        /// Low.
        case low
        /// Very low.
        case veryLow = "very-low"
    }

    /// The treatment whose effect is measured.
    public var treatment: String
    /// What it is measured against.
    public var comparator: String
    /// Who judged.
    public var judgedBy: String
    /// The judgements by domain, by the domain's word.
    public var concerns: [String: Concern]
    /// All in all; nil where nobody said.
    public var confidence: Confidence?
    /// Why.
    public var reason: String?

    /// Records a judgement.
    ///
    /// - Parameters:
    ///   - pair: The treatment, and what it is measured against.
    ///   - judgedBy: Who judged.
    ///   - concerns: The judgements by domain.
    ///   - confidence: All in all.
    ///   - reason: Why.
    public init(
        _ pair: (treatment: String, comparator: String), judgedBy: String, concerns: [String: Concern],
        confidence: Confidence?, reason: String?
    ) {
        (treatment, comparator) = pair
        self.judgedBy = judgedBy
        self.concerns = concerns
        self.confidence = confidence
        self.reason = reason
    }

    /// The judgement of a domain; nil where nobody judged it.
    ///
    /// - Parameter domain: The domain.
    public func concern(_ domain: Domain) -> Concern? { concerns[domain.rawValue] }
}
