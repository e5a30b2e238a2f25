/// One part of what a report says of an analysis, the same for the page and for every document.
///
/// Page and documents show the blocks in their order; neither knows which kind of question made them.
public struct ReportSection: Sendable {
    /// What stands over a section.
    public enum Heading: Sendable, Equatable {
        /// On the page only: documents go on without one.
        case onPage(String)
        /// On the page and in documents.
        case everywhere(String)

        /// The words.
        public var text: String {
            switch self {
            case .onPage(let text), .everywhere(let text): text
            }
        }
    }

    /// A short name that tells it from other sections of the analysis, such as `studies`.
    ///
    /// What a further answer says under the name of a section of the record's own answer is added to that section.
    public let slug: String
    /// What stands over it; nil for the head of an analysis.
    public let heading: Heading?
    /// Its parts, in the order of reading.
    public var blocks: [ReportBlock]

    /// Creates a section; one without blocks is not shown.
    public init(_ slug: String, _ heading: Heading? = nil, _ blocks: [ReportBlock]) {
        self.slug = slug
        self.heading = heading
        self.blocks = blocks
    }
}
