/// Names the infinite numbers of an answer, because JSON has none: each is written as `null` and stands in `infinite`.
///
/// A lower limit can only be −∞; every other infinite number is +∞. Parts that name their own infinite numbers, as the
/// answers of the tasks for counts do, stay as they are, and an answer without any gets no such list.
enum InfiniteNumbers {
    /// The answer with the list in its `result` and in each of its follow-ups.
    static func named(in answer: [(key: String, value: JSONValue)]) -> [(key: String, value: JSONValue)] {
        answer.map { part in
            guard part.key == "followUps", case .object(let followUps) = part.value else {
                return (part.key, named(in: part.value))
            }
            return (part.key, .object(followUps.map { ($0.key, named(in: $0.value)) }))
        }
    }

    private static func named(in value: JSONValue) -> JSONValue {
        guard case .object(let pairs) = value, value["infinite"] == nil else { return value }
        let places = pairs.flatMap { paths($0.value, at: $0.key) }
        return places.isEmpty
            ? value : .object(pairs + [(key: "infinite", value: .array(places.map { .string($0) }))])
    }

    /// Paths such as `coefficients[1].lower`, positions counted from 1.
    private static func paths(_ value: JSONValue, at path: String) -> [String] {
        switch value {
        case .number(let number): number.isInfinite ? [path] : []
        case .array(let values): values.enumerated().flatMap { paths($1, at: "\(path)[\($0 + 1)]") }
        case .object(let pairs):
            value["infinite"] == nil ? pairs.flatMap { paths($0.value, at: "\(path).\($0.key)") } : []
        case .null, .bool, .string: []
        }
    }
}
