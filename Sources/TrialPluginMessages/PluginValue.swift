/// Any JSON value of a message: options, inputs and outputs whose shape only the plugin and its kind know.
public enum PluginValue: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case flag(Bool)
    /// A number.
    case number(Double)
    /// A text.
    case text(String)
    /// A list.
    case list([PluginValue])
    /// Named values.
    case object([String: PluginValue])

    /// The value of a name; nil where there is none or this is no object.
    public subscript(name: String) -> PluginValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// The text; nil where it is none.
    public var text: String? { if case .text(let text) = self { text } else { nil } }
    /// The number; nil where it is none.
    public var number: Double? { if case .number(let number) = self { number } else { nil } }
    /// Yes or no; nil where it is neither.
    public var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
    /// The list; nil where it is none.
    public var list: [PluginValue]? { if case .list(let list) = self { list } else { nil } }
}

extension PluginValue: Codable {
    /// Reads any JSON.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([PluginValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: PluginValue].self))
        }
    }

    /// Writes the value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .list(let list): try container.encode(list)
        case .object(let members): try container.encode(members)
        }
    }
}

extension PluginValue: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A text.
    public init(stringLiteral text: String) { self = .text(text) }
    /// A number.
    public init(floatLiteral number: Double) { self = .number(number) }
    /// A whole number.
    public init(integerLiteral number: Int) { self = .number(Double(number)) }
    /// Yes or no.
    public init(booleanLiteral flag: Bool) { self = .flag(flag) }
    /// A list.
    public init(arrayLiteral elements: PluginValue...) { self = .list(elements) }
    /// Named values; of a name that stands twice the last counts.
    public init(dictionaryLiteral elements: (String, PluginValue)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }
}
