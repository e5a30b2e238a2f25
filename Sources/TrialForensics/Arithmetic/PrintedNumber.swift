import Glibc

/// A number as it is printed: its value and its decimals, and so everything that it may stand for.
///
/// A printed 2.5 stands for 2.45 to 2.55, both included, because halves are rounded up by some and to even by others.
public struct PrintedNumber: Sendable, Hashable {
    /// The value.
    public let value: Double
    /// The digits after the decimal point.
    public let decimals: Int

    /// A value printed with that many decimals.
    public init(_ value: Double, decimals: Int) {
        self.value = value
        self.decimals = decimals
    }

    /// A value with the decimals of its shortest spelling: where trailing zeros were lost this claims too little
    /// precision, never too much.
    public init(shortest value: Double) {
        let isWhole = value == value.rounded()
        self.init(value, decimals: isWhole ? 0 : Self.decimals(of: value.description) ?? 0)
    }

    /// Half a unit of the last printed digit, and a hair for binary fractions.
    public var halfUnit: Double { 0.5 * pow(10, -Double(decimals)) * (1 + 1e-9) + abs(value) * 1e-14 }

    /// Everything that rounds to it.
    public var interval: Interval { Interval(value - halfUnit, value + halfUnit) }

    /// Everything that rounds to it and is not below zero, for standard deviations and shares.
    public var positiveInterval: Interval { Interval(max(0, value - halfUnit), max(0, value + halfUnit)) }

    /// The decimals of a number's text, such as 2 for `2.50` and 4 for `1.5e-3`; `nil` where it is no number.
    public static func decimals(of text: String) -> Int? {
        let bare = text.drop { $0 == " " || $0 == "<" || $0 == "=" || $0 == "-" || $0 == "+" }
        let parts = bare.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard let mantissa = parts.first, let first = mantissa.utf8.first else { return nil }
        guard first == UInt8(ascii: ".") || (48...57).contains(first) else { return nil }
        let exponent = parts.count > 1 ? Int(parts[1].drop { $0 == "+" }) ?? 0 : 0
        let pieces = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        let digits = pieces.count > 1 ? pieces[1].utf8.prefix { (48...57).contains($0) }.count : 0
        return max(0, digits - exponent)
    }
}
