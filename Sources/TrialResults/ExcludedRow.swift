/// A row that was not used.
public struct ExcludedRow: Codable, Sendable, Equatable {
    /// The study.
    public let study: String
    /// The arm or comparison, where one is to blame.
    public let arm: String?
    /// File and row in the dataset, such as `outcomes.csv:37`, where one is to blame.
    public let place: String?
    /// A stable word, such as `overlap`.
    public let code: String
    /// One sentence.
    public let reason: String

    /// Creates an exclusion.
    public init(study: String, arm: String? = nil, place: String? = nil, code: String, reason: String) {
        self.study = study
        self.arm = arm
        self.place = place
        self.code = code
        self.reason = reason
    }
}
