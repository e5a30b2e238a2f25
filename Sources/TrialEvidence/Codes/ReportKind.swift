/// What kind of report prints a number.
public enum ReportKind: String, EvidenceCode {
    /// An article in a journal.
    case journal
    /// The results that a registry posts.
    case registry
    /// A report to or of a regulator.
    case regulator
    /// A manuscript before review.
    case preprint
    /// An abstract, poster or talk at a congress.
    case congress
    /// Another review.
    case review
    /// A press release, a news report or a digest.
    case press
    /// Nobody said.
    case notStated = ""
}
