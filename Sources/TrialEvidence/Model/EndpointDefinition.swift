/// What counts as the event of an endpoint, so that two that differ are not taken for one.
///
/// "Confirmed worsening" may be one point or half a point on the EDSS, kept for 12 or 24 weeks; "no evidence of disease
/// activity" puts several endpoints together. A row of outcomes.csv names its definition.
public struct EndpointDefinition: Sendable, Equatable, Codable {
    /// How much change is an event for patients who begin in a range.
    public struct Threshold: Sendable, Hashable, Codable {
        /// The values at baseline, both ends included.
        public var baseline: NumberRange
        /// The least change, in units of the scale.
        public var change: Double

        /// States a threshold.
        public init(baseline: NumberRange, change: Double) {
            self.baseline = baseline
            self.change = change
        }
    }

    /// The name by which rows refer to it.
    public var id: String
    /// The name for people.
    public var title = ""
    /// What it puts together: any of these is the event; empty for an endpoint that is one thing.
    public var components: [String] = []
    /// The thresholds by baseline; empty where the event is no change of a scale.
    public var thresholds: [Threshold] = []
    /// For how many months the change must last; `nil` where it need not be confirmed, or nobody said.
    public var confirmationMonths: Double?
    /// Where this is written, and what else is worth knowing.
    public var notes = ""
    /// The line of definitions.csv it was read from.
    public var line: Int?

    /// Names a definition of which nothing is known yet.
    public init(id: String) {
        self.id = id
    }

    /// What must agree for two definitions to mean the same event.
    public var content: Content {
        Content(
            components: Set(components.map { $0.lowercased() }), thresholds: Set(thresholds),
            confirmationMonths: confirmationMonths)
    }

    /// What a definition says, without its name.
    public struct Content: Sendable, Hashable {
        let components: Set<String>
        let thresholds: Set<Threshold>
        let confirmationMonths: Double?

        /// Whether nothing is stated, so that only the name can tell two apart.
        public var isEmpty: Bool { components.isEmpty && thresholds.isEmpty && confirmationMonths == nil }
    }
}

extension EndpointDefinition.Threshold {
    /// Reads thresholds such as `0-5.5: 1; 6-10: 0.5`; `nil` where one cannot be read or is not above 0.
    public static func list(_ text: String) -> [Self]? {
        var all: [Self] = []
        for item in text.split(separator: ";") where item.contains(where: { $0 != " " }) {
            let parts = item.split(separator: ":").map { String($0.filter { $0 != " " }) }
            guard parts.count == 2, let range = NumberRange(text: parts[0]), let change = Decimals.parse(parts[1]),
                change > 0
            else { return nil }
            all.append(Self(baseline: range, change: change))
        }
        return all
    }

    /// The thresholds as they stand in a file.
    public static func text(_ thresholds: [Self]) -> String {
        thresholds.map { "\($0.baseline.text): \(Decimals.text($0.change))" }.joined(separator: "; ")
    }
}

extension Dataset {
    /// The definition of that name, or `nil`.
    public func definition(_ id: String) -> EndpointDefinition? { definitions.first { $0.id == id } }
}
