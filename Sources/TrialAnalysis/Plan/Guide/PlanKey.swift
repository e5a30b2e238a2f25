/// A key of a plan as its guide and its schema say it: what it takes, what holds without it, what it means, an example.
public struct PlanKey: Sendable, Equatable {
    /// What may stand behind a key.
    public indirect enum Value: Sendable, Equatable {
        /// Any text.
        case text
        /// A number.
        case number
        /// A number without decimals, from 0.
        case wholeNumber
        /// `true` or `false`.
        case flag
        /// One of these words.
        case word([String])
        /// A list of values.
        case list(Value)
        /// A mapping with these keys.
        case mapping([PlanKey])
        /// A mapping whose keys may be any names.
        case named(Value)
        /// Any of these.
        case either([Value])
    }

    /// The key.
    public let name: String
    /// What it takes.
    public let value: Value
    /// What holds without it; `required` where a plan cannot do without.
    public let fallback: String
    /// What it chooses, in one sentence.
    public let meaning: String
    /// The key with a value, as a plan writes it; empty where nobody wrote one.
    public let example: String

    /// Describes a key.
    public init(_ name: String, _ value: Value, or fallback: String, _ meaning: String, example: String) {
        self.name = name
        self.value = value
        self.fallback = fallback
        self.meaning = meaning
        self.example = example
    }

    /// A key that nobody described.
    public init(undescribed name: String) {
        self.init(name, .either([]), or: "none", "", example: "")
    }

    /// Whether a plan, or the mapping it stands in, cannot do without it.
    public var isRequired: Bool { fallback == Self.required }

    /// The fallback of keys that must be there.
    public static let required = "required"
    /// The fallback of keys without which nothing happens.
    public static let none = "none"
}

extension PlanKey.Value {
    /// The value in words, such as `a number`, or the words that may stand there.
    public var words: String {
        switch self {
        case .text: "a text"
        case .number: "a number"
        case .wholeNumber: "a whole number"
        case .flag: "true or false"
        case .word(let words): words.joined(separator: " | ")
        case .list(.word(let words)): "a list of \(words.joined(separator: " | "))"
        case .list(.mapping(let keys)): "a list of {\(keys.map(\.name).joined(separator: ", "))}"
        case .list(.text): "a list of texts"
        case .list(.number): "a list of numbers"
        case .list(let value): "a list of: \(value.words)"
        case .mapping(let keys): "{\(keys.map(\.name).joined(separator: ", "))}"
        case .named(let value): "names, each with \(value.words)"
        case .either([]): "anything"
        case .either(let values): values.map(\.words).joined(separator: ", or ")
        }
    }
}
