/// The months after which rows were read, in words.
public struct FollowUpWords: Sendable {
    private let months: [Double]
    private let unknown: Int
    private let format: NumberFormat

    /// Reads rows.
    public init(_ rows: [StudyResult], format: NumberFormat) {
        months = rows.compactMap(\.months)
        unknown = rows.count - months.count
        self.format = format
    }

    /// Whether any row says its time, so that a table needs a column.
    public var areKnown: Bool { !months.isEmpty }

    /// `Follow-up was 6 months.` or `Results after 6 to 60 months are pooled together; 2 rows do not state their time.`;
    /// empty where no row says its time.
    public var sentence: String {
        guard let first = months.min(), let last = months.max() else { return "" }
        let missing =
            unknown == 0
            ? ""
            : "; \(format.count(unknown)) \(unknown == 1 ? "row does" : "rows do") not state \(unknown == 1 ? "its" : "their") time"
        guard first < last else { return "Follow-up was \(Self.words(first, format))\(missing)." }
        return "Results after \(format.count(first)) to \(Self.words(last, format)) are pooled together\(missing)."
    }

    private static func words(_ months: Double, _ format: NumberFormat) -> String {
        "\(format.count(months)) month\(months == 1 ? "" : "s")"
    }
}

extension StudyResult {
    /// The cell of a column of months: `5.5`, or `not stated`.
    public func followUp(_ format: NumberFormat) -> String { months.map(format.count) ?? "not stated" }
}
