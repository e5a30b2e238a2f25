/// A closed list of codes that a column may hold, each with one spelling of its own and perhaps others that are read.
public protocol EvidenceCode: Sendable, Hashable, Codable, CaseIterable, RawRepresentable where RawValue == String {
    /// Other spellings that are read but never written.
    static var aliases: [String: Self] { get }
}

extension EvidenceCode {
    /// No other spellings.
    public static var aliases: [String: Self] { [:] }

    /// Reads a code in any of its spellings; `nil` where it is unknown.
    public init?(code: String) {
        guard let value = Self(rawValue: code) ?? Self.aliases[code] else { return nil }
        self = value
    }

    /// Every spelling that is read, without the empty one, in a fixed order.
    public static var spellings: [String] {
        allCases.map(\.rawValue).filter { !$0.isEmpty } + aliases.keys.filter { !$0.isEmpty }.sorted()
    }
}
