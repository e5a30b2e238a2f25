/// A doubt about numbers that somebody looked into and let stand, with the reason.
public struct AcceptedFinding: Sendable, Equatable, Codable {
    /// The code of the check that raised the doubt, such as `grim`.
    public var check: String
    /// The studies it is about.
    public var studies: [String]
    /// The rows in words, as the check names them.
    public var subject: String
    /// What stood there; where it is given and the numbers change, the doubt is open again.
    public var found = ""
    /// Why it may stand.
    public var reason: String
    /// Who decided.
    public var acceptedBy = ""
    /// When, as `2026-11-23`; empty where not stated.
    public var date = ""
    /// The line of accepted-findings.csv it was read from.
    public var line: Int?

    /// Accepts a doubt.
    public init(check: String, studies: [String], subject: String, reason: String) {
        self.check = check
        self.studies = studies
        self.subject = subject
        self.reason = reason
    }
}
