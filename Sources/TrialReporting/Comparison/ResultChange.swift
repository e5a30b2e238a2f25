/// One thing that differs between two reports.
public struct ResultChange: Sendable, Equatable, Encodable {
    /// What kind of thing it is.
    public enum Kind: String, Sendable, Encodable {
        /// The program that computed, its plan, profile or seed.
        case origin
        /// A dataset: new, gone, or with other content.
        case dataset
        /// A row or cell of a dataset's table.
        case datasetRow = "dataset-row"
        /// An analysis that only one of them has.
        case analysis
        /// What an analysis asked: measure, method, rules.
        case question
        /// A study row that only one of them has.
        case study
        /// What a study reported.
        case reportedNumber = "reported-number"
        /// The estimate of a study.
        case estimate
        /// A row that was not used.
        case exclusion
        /// The answer itself, such as the pooled effect or its heterogeneity.
        case pooled
        /// What is around an answer, and further answers.
        case further
        /// A warning.
        case warning
        /// The evidence around the analyses, and published results.
        case evidence
        /// A field that none of the others covers.
        case other
    }

    /// The kind.
    public let kind: Kind
    /// The analysis it is about; nil for the report as a whole.
    public let analysis: String?
    /// What it is about, such as a study's row or `events in MSC`.
    public let subject: String
    /// What the first report has; nil where it has nothing.
    public let before: String?
    /// What the second report has; nil where it has nothing.
    public let after: String?

    /// Creates a change.
    public init(_ kind: Kind, analysis: String? = nil, _ subject: String, before: String?, after: String?) {
        self.kind = kind
        self.analysis = analysis
        self.subject = subject
        self.before = before
        self.after = after
    }

    /// One line.
    public var sentence: String {
        switch (before, after) {
        case (let before?, let after?): "\(subject): \(before) → \(after)"
        case (let before?, nil): "\(subject): gone (was \(before))"
        case (nil, let after?): "\(subject): new (\(after))"
        case (nil, nil): subject
        }
    }
}
