/// Any JSON value: the one type of the toolkit for JSON whose shape is not known beforehand.
///
/// `text` writes numbers with the fewest digits that read back as the same double, and names in their order; what JSON has
/// no number for is written as ``NonFiniteNumbers`` says. `JSONEncoder` writes the same value by its own settings.
public enum JSONValue: Sendable, Equatable {
    /// `null`: not defined.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number.
    case number(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Named values, in the order in which they are written.
    case object([(key: String, value: JSONValue)])

    /// Equal values, whatever the order of names.
    public static func == (a: JSONValue, b: JSONValue) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.bool(let x), .bool(let y)): x == y
        case (.number(let x), .number(let y)): x == y
        case (.string(let x), .string(let y)): x == y
        case (.array(let x), .array(let y)): x == y
        case (.object(let x), .object(let y)):
            x.count == y.count && x.allSatisfy { pair in y.contains { $0.key == pair.key && $0.value == pair.value } }
        default: false
        }
    }

    /// The value of a name; nil where there is none or this is no object.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let pairs) = self else { return nil }
        return pairs.first { $0.key == name }?.value
    }

    /// A number, or `null` for nil.
    public init(_ value: Double?) { self = value.map { .number($0) } ?? .null }

    /// A list of numbers.
    public init(_ values: [Double]) { self = .array(values.map { .number($0) }) }

    /// A list of numbers, `null` for nil.
    public init(_ values: [Double?]) { self = .array(values.map { JSONValue($0) }) }

    /// A whole number.
    public init(_ value: Int) { self = .number(Double(value)) }

    /// A list of whole numbers.
    public init(_ values: [Int]) { self = .array(values.map { JSONValue($0) }) }

    /// A text, or `null` for nil.
    public init(_ text: String?) { self = text.map { .string($0) } ?? .null }

    /// A yes or no.
    public init(_ flag: Bool) { self = .bool(flag) }

    /// Named values, in the order of their names.
    public init(_ members: [String: JSONValue]) {
        self = .object(members.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) })
    }

    /// The named values of an object by name; nil where this is none. Of a name that stands twice the last counts.
    public var members: [String: JSONValue]? {
        guard case .object(let pairs) = self else { return nil }
        return Dictionary(pairs.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
    }

    /// This object with the members of another one laid over it; the other where either is no object.
    public func overlaid(with other: JSONValue) -> JSONValue {
        guard let own = members, let others = other.members else { return other }
        return JSONValue(own.merging(others) { _, new in new })
    }
}

extension JSONValue {
    /// The value on one line.
    public var text: String {
        var writer = JSONWriter()
        writer.append(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
