import TrialEvidence

/// How much a finding threatens a pooled effect.
public enum FindingSeverity: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// The numbers cannot all be right.
    case impossible
    /// The numbers are probably wrong, or would be used wrongly.
    case likely
    /// Worth a look at the source.
    case doubtful

    /// The gravest first.
    public static func < (first: FindingSeverity, second: FindingSeverity) -> Bool {
        first.rank < second.rank
    }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A doubt about numbers of a dataset: where they stand, what was expected, and how to settle it.
public struct Finding: Sendable, Hashable, Codable {
    /// The check that found it, such as `grim`.
    public var check: String
    /// How grave it is.
    public var severity: FindingSeverity
    /// The study, or the studies, that it is about.
    public var studies: [String]
    /// The rows that it is about: file, line and, where one cell is to blame, column.
    public var places: [Place]
    /// The rows in words, which stay the same when lines move.
    public var subject: String
    /// What stands there.
    public var found: String
    /// What was expected.
    public var expected: String
    /// How to settle it.
    public var advice: String

    /// Describes a doubt.
    public init(
        _ check: String, _ severity: FindingSeverity, rows: FindingRows, found: String, expected: String, advice: String
    ) {
        self.check = check
        self.severity = severity
        studies = rows.studies
        places = rows.places
        subject = rows.subject
        self.found = found
        self.expected = expected
        self.advice = advice
    }
}

/// The rows that a finding is about.
public struct FindingRows: Sendable, Hashable {
    /// The studies, without repeats.
    public var studies: [String]
    /// File, line and perhaps column of each row.
    public var places: [Place]
    /// The rows in words.
    public var subject: String

    /// Names rows.
    public init(studies: [String], places: [Place], subject: String) {
        self.studies = studies
        self.places = places
        self.subject = subject
    }
}
