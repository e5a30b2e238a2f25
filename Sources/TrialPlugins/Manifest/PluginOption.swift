import TrialPluginMessages

/// Something that a person may choose for a plugin.
public struct PluginOption: Sendable, Codable, Equatable {
    /// What an option holds.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Any text.
        case text
        /// A number.
        case number
        /// A whole number.
        case integer
        /// Yes or no.
        case flag
        /// One of `choices`.
        case choice
    }

    /// The name, of lower-case letters, digits and hyphens.
    public let name: String
    /// What it holds.
    public let type: Kind
    /// One sentence.
    public let help: String
    /// What holds where nothing is chosen; nil leaves the option out.
    public let fallback: PluginValue?
    /// The words of a choice.
    public let choices: [String]
    /// Whether something must be chosen.
    public let isRequired: Bool

    private enum CodingKeys: String, CodingKey {
        case name, type, help, choices
        case fallback = "default"
        case isRequired = "required"
    }

    /// Creates an option.
    public init(
        _ name: String, _ type: Kind, help: String, fallback: PluginValue? = nil, choices: [String] = [],
        isRequired: Bool = false
    ) {
        (self.name, self.type, self.help) = (name, type, help)
        (self.fallback, self.choices, self.isRequired) = (fallback, choices, isRequired)
    }

    /// What is wrong with a value for it; nil where nothing is.
    public func problem(with value: PluginValue) -> String? {
        switch (type, value) {
        case (.text, .text), (.number, .number), (.flag, .flag): nil
        case (.integer, .number(let number)) where number == number.rounded() && abs(number) < 1e15: nil
        case (.choice, .text(let word)) where choices.contains(word): nil
        case (.choice, _): "'\(name)' must be one of \(choices.joined(separator: ", "))"
        case (.text, _): "'\(name)' must be a text"
        case (.number, _): "'\(name)' must be a number"
        case (.integer, _): "'\(name)' must be a whole number"
        case (.flag, _): "'\(name)' must be true or false"
        }
    }

    /// A word of a command line as a value of the option; nil where it is none.
    public func value(of word: String) -> PluginValue? {
        let value: PluginValue? =
            switch type {
            case .text, .choice: .text(word)
            case .number, .integer: Double(word).map { .number($0) }
            case .flag: ["true": .flag(true), "yes": .flag(true), "false": .flag(false), "no": .flag(false)][word]
            }
        return value.flatMap { problem(with: $0) == nil ? $0 : nil }
    }
}
