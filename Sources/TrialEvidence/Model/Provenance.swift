/// Where a number comes from and how sure its reading is.
public struct Provenance: Sendable, Hashable, Codable {
    /// Where in the source it is printed, such as `Table 3` or `abstract`.
    public var location: String
    /// A citable page where it was read; `nil` means that the study itself is the source.
    public var url: String?
    /// How sure the reading is.
    public var confidence: Confidence
    /// How the number was derived, what disagrees, what is missing.
    public var note: String

    /// Records a source.
    public init(location: String = "", url: String? = nil, confidence: Confidence, note: String = "") {
        self.location = location
        self.url = url
        self.confidence = confidence
        self.note = note
    }
}
