/// What one study reports, as one kind of measure takes it: a 2 × 2 table, two means with their spread, …
public protocol StudySummary: Sendable, Codable, Equatable {
    /// The size that this study's way back to natural values depends on: participants or person-time; nil for most.
    var backTransformationSize: Double? { get }
}

extension StudySummary {
    /// None.
    public var backTransformationSize: Double? { nil }

    fileprivate func isEqual(to other: any StudySummary) -> Bool { (other as? Self) == self }
}

/// A summary of any type, with its value kept as it is.
///
/// Encoded as its type's name and its value, so that it can be part of a key; it is never read back.
public struct AnyStudySummary: Sendable, Equatable, Encodable {
    /// The summary.
    public let value: any StudySummary

    /// Wraps a summary.
    public init(_ value: any StudySummary) { self.value = value }

    /// The summary as one type; nil where it is of another.
    public func `as`<Summary: StudySummary>(_ type: Summary.Type) -> Summary? { value as? Summary }

    /// Whether both are of one type and equal.
    public static func == (a: AnyStudySummary, b: AnyStudySummary) -> Bool { a.value.isEqual(to: b.value) }

    private enum Keys: String, CodingKey { case type, value }

    /// Writes type and value.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Keys.self)
        try fields.encode(String(describing: type(of: value)), forKey: .type)
        try value.encode(to: fields.superEncoder(forKey: .value))
    }
}
