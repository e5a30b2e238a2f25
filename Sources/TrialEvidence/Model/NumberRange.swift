/// A number that the source gives exactly, as a range, or as an upper bound only.
public struct NumberRange: Sendable, Hashable, Codable {
    /// The least value; `nil` where only an upper bound is given.
    public var low: Double?
    /// The greatest value.
    public var high: Double

    /// A range, or an upper bound where `low` is `nil`.
    public init(low: Double?, high: Double) {
        self.low = low
        self.high = high
    }

    /// An exact number.
    public init(_ value: Double) {
        self.init(low: value, high: value)
    }

    /// Reads `1.6`, `1-2` or `max 100`; negative numbers and reversed ranges are refused.
    public init?(text: String) {
        if text.hasPrefix("max ") {
            guard let bound = Decimals.parse(String(text.dropFirst(4))), bound >= 0 else { return nil }
            self.init(low: nil, high: bound)
            return
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Decimals.parse(String($0)) }
        guard numbers.count == parts.count, let first = numbers.first, first >= 0 else { return nil }
        guard numbers.count <= 2, let last = numbers.last, first <= last else { return nil }
        self.init(low: first, high: last)
    }

    /// The number, where it is exact.
    public var exact: Double? { low == high ? high : nil }

    /// The middle of the range; `nil` where only an upper bound is known.
    public var midpoint: Double? { low.map { ($0 + high) / 2 } }

    /// The range as it stands in a file.
    public var text: String {
        guard let low else { return "max \(Decimals.text(high))" }
        return low == high ? Decimals.text(high) : "\(Decimals.text(low))-\(Decimals.text(high))"
    }
}
