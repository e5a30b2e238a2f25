/// How numbers that JSON does not have are spelled: decided here once, for files and for messages.
///
/// A **file** of results is one document with fixed fields: it keeps such numbers as the strings `"Infinity"`, `"-Infinity"`
/// and `"NaN"` (`words`), so that it reads back as it was. A **message** of the batch program goes to programs that expect a
/// number or `null`: there `null` is what is not defined, and an infinite number is `null` too and named in a list `infinite`
/// beside it. A lower limit can only be −∞; every other infinite number of a message is +∞.
public enum NonFiniteNumbers {
    /// The strings of files.
    public static let words = (positive: "Infinity", negative: "-Infinity", nan: "NaN")

    /// The string of a number in files; nil for a finite one.
    public static func word(for number: Double) -> String? {
        if number.isFinite { return nil }
        return number.isNaN ? words.nan : number < 0 ? words.negative : words.positive
    }

    /// The number that a string of files spells; nil for any other.
    public static func number(of word: String) -> Double? {
        switch word {
        case words.positive: .infinity
        case words.negative: -.infinity
        case words.nan: .nan
        default: nil
        }
    }

    /// An object of a message with the places of its infinite numbers in `infinite`; as it is where it has none, or names
    /// them already.
    public static func named(in value: JSONValue) -> JSONValue {
        guard case .object(let pairs) = value, value["infinite"] == nil else { return value }
        let places = places(in: value)
        return places.isEmpty ? value : .object(pairs + [(key: "infinite", value: JSONValue(texts: places))])
    }

    /// The places of the infinite numbers in an object, such as `coefficients[1].lower`, positions counted from 1.
    ///
    /// Parts that name their own infinite numbers are passed over.
    public static func places(in value: JSONValue) -> [String] {
        guard case .object(let pairs) = value else { return [] }
        return pairs.flatMap { places(in: $0.value, at: $0.key) }
    }

    private static func places(in value: JSONValue, at place: String) -> [String] {
        switch value {
        case .number(let number): number.isInfinite ? [place] : []
        case .array(let values): values.enumerated().flatMap { places(in: $1, at: "\(place)[\($0 + 1)]") }
        case .object(let pairs):
            value["infinite"] == nil ? pairs.flatMap { places(in: $0.value, at: "\(place).\($0.key)") } : []
        case .null, .bool, .string: []
        }
    }
}

extension JSONValue {
    /// A list of texts.
    public init(texts: [String]) { self = .array(texts.map { .string($0) }) }
}
