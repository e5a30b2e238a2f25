/// The order of a forest plot's rows within their groups. In files it is one word.
public enum RowOrder: Sendable, Equatable {
    /// As the evidence has them.
    case given
    /// The smallest effect first.
    case effect
    /// The largest weight first.
    case weight
    /// The oldest first; rows without a year last.
    case year
    /// By the values of a property, numbers by size; rows without one last.
    case property(String)

    /// Reads a word: that of an order, else the name of a property.
    public init(_ word: String) {
        let known: [String: RowOrder] = ["given": .given, "effect": .effect, "weight": .weight, "year": .year]
        self = known[word] ?? .property(word)
    }

    /// The word.
    public var word: String {
        switch self {
        case .given: "given"
        case .effect: "effect"
        case .weight: "weight"
        case .year: "year"
        case .property(let name): name
        }
    }

    /// The property; nil for any other order.
    public var property: String? { if case .property(let name) = self { name } else { nil } }

    /// Rows in this order; equal ones stay as they are.
    public func sorted(_ rows: [StudyResult]) -> [StudyResult] {
        switch self {
        case .given: rows
        case .effect: Self.stable(rows) { $0.natural.estimate < $1.natural.estimate }
        case .weight: Self.stable(rows) { ($0.weight ?? -1) > ($1.weight ?? -1) }
        case .year: Self.stable(rows) { ($0.year ?? .max) < ($1.year ?? .max) }
        case .property(let name): Self.stable(rows) { Self.comesFirst($0.value(of: name), $1.value(of: name)) }
        }
    }

    private static func stable(
        _ rows: [StudyResult], _ comesFirst: (StudyResult, StudyResult) -> Bool
    ) -> [StudyResult] {
        rows.enumerated().sorted { first, second in
            if comesFirst(first.element, second.element) { return true }
            return !comesFirst(second.element, first.element) && first.offset < second.offset
        }.map(\.element)
    }

    private static func comesFirst(_ first: String?, _ second: String?) -> Bool {
        guard let first else { return false }
        guard let second else { return true }
        switch (Double(first), Double(second)) {
        case (let a?, let b?): return a < b
        case (.some, nil): return true
        case (nil, .some): return false
        case (nil, nil): return first < second
        }
    }
}

extension RowOrder: Codable {
    /// Reads a word.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the word.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(word)
    }
}
