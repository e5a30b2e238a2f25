/// The pooled effect for every choice that a reader may make on the page: studies in or out, interval, multi-arm rule.
///
/// The engine computes all of them beforehand, so a page needs no statistics.
public struct Alternatives: Codable, Sendable, Equatable {
    /// The studies that can be left out: bit i of a mask stands for study i.
    public var studies: [String]

    /// Names the studies.
    public init(studies: [String]) {
        self.studies = studies
    }
}
