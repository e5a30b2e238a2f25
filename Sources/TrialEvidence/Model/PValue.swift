/// A p-value as printed: exact, or below a bound.
public struct PValue: Sendable, Hashable, Codable {
    /// Whether the source prints only that it is below `value`.
    public var isBelow: Bool
    /// The value or the bound, between 0 and 1.
    public var value: Double

    /// Makes a p-value.
    public init(_ value: Double, isBelow: Bool = false) {
        self.value = value
        self.isBelow = isBelow
    }

    /// Reads `0.03`, `=0.03` or `<0.001`.
    public init?(text: String) {
        let isBelow = text.hasPrefix("<")
        let digits = isBelow || text.hasPrefix("=") ? String(text.dropFirst()) : text
        let bare = String(digits.drop { $0 == " " })
        guard let value = Decimals.parse(bare), (0...1).contains(value) else { return nil }
        self.init(value, isBelow: isBelow)
    }

    /// The p-value as it stands in a file.
    public var text: String { (isBelow ? "<" : "") + Decimals.text(value) }
}
