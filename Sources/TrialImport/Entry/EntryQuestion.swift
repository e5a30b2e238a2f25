import TrialEvidence

/// One thing that the form asks.
public struct EntryQuestion: Sendable, Equatable {
    /// What it is about, such as `events`; the column where it is about a cell.
    public var name: String
    /// The question, or what the column means.
    public var text: String
    /// What it is a part of, such as the study and arm in hand.
    public var about: String
    /// What may be chosen; empty where there is no list.
    public var choices: [String] = []
    /// Whether nothing but a choice is an answer.
    public var isClosed = false
    /// What an empty answer stands for; `nil` where something must be answered.
    public var fallback: String?
    /// What an answer looks like, in words.
    public var takes: String

    /// The answer that a person means: the fallback for nothing, a choice for its number or its beginning.
    ///
    /// - Parameter typed: What was typed; `=` before it makes a text of what would be the number of a choice, and alone an empty one.
    /// - Returns: The answer as it is kept.
    /// - Throws: ``EntryRefusal`` where nothing was typed and there is no fallback, or a beginning fits several choices.
    public func resolve(_ typed: String) throws(EntryRefusal) -> String {
        let text = typed.trimmed
        if text.isEmpty {
            guard let fallback else { throw EntryRefusal("it needs an answer: \(takes)") }
            return fallback
        }
        if text.hasPrefix("=") { return text.dropFirst().trimmed }
        guard !choices.isEmpty, !choices.contains(text) else { return text }
        if let number = Int(text), (1...choices.count).contains(number) { return choices[number - 1] }
        guard isClosed else { return text }
        let fitting = choices.filter { $0.lowercased().hasPrefix(text.lowercased()) }
        if fitting.count == 1 { return fitting[0] }
        if fitting.count > 1 {
            throw EntryRefusal(
                "\"\(text)\" is the beginning of \(NearestName.listed(fitting, near: text)); type more of it")
        }
        let hint = NearestName.hint(choices, for: text)
        throw EntryRefusal(
            "\"\(text)\" is none of the choices\(hint); choose \(NearestName.listed(choices, near: text))")
    }
}

/// Why an answer cannot stand.
public struct EntryRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// One line that says what is wrong and what to do.
    public let description: String

    init(_ description: String) { self.description = description.printable }
}
