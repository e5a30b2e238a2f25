/// Which end of a scale is the bad one.
public enum WorseEnd: String, EvidenceCode {
    /// Higher values are worse, as on the EDSS.
    case higher
    /// Lower values are worse, as in quality of life.
    case lower
    /// Neither end is worse, or the file does not say.
    case notStated = ""
}

/// What values an outcome can take, so that impossible ones are seen.
public struct Scale: Sendable, Equatable, Codable {
    /// The outcome, as the column of that name in outcomes.csv spells it.
    public var outcome: String
    /// The name for people.
    public var title = ""
    /// The unit; empty for points of a scale.
    public var unit = ""
    /// The least value that a patient can have.
    public var minimum: Double?
    /// The greatest value that a patient can have.
    public var maximum: Double?
    /// The distance between neighbouring values of one item; `nil` where values are continuous or not known.
    public var step: Double?
    /// Which end is worse.
    public var worse = WorseEnd.notStated
    /// How many items are averaged into one patient's value; `nil` means one, which is right for sums too.
    public var items: Int?
    /// The minimal important difference, in units of the scale; `nil` where nobody says.
    public var important: Double?
    /// Where this is written, and what else is worth knowing.
    public var notes = ""
    /// The line of scales.csv it was read from.
    public var line: Int?

    /// Names an outcome of which nothing is known yet.
    public init(outcome: String) {
        self.outcome = outcome
    }
}

extension Dataset {
    /// The scale of an outcome, or `nil`.
    public func scale(of outcome: String) -> Scale? { scales.first { $0.outcome == outcome } }

    /// What people call an outcome; `nil` where scales.csv does not say.
    public func title(of outcome: String) -> String? {
        scale(of: outcome).flatMap { $0.title.isEmpty ? nil : $0.title }
    }
}
