import TrialJSON
import TrialStatistics

/// Names the effects of an answer that have no number, or that lie outside their own limits, in the warnings nearest around
/// them.
///
/// JSON writes what is no number as `null`, which alone would mean that the model does not define it.
struct AnswerDoubts {
    /// Places of what is no number.
    private var uncomputed: [String] = []
    /// Places of estimates outside their limits.
    private var apart: [String] = []

    private static let fields = ["estimate", "standardError", "pValue", "lower", "upper"]

    /// Whether there is anything to tell of a part: a number that JSON does not have, or an estimate outside its limits, however deep.
    ///
    /// Nearly no part has any, so this one walk is all that it costs.
    static func areIn(_ value: JSONValue) -> Bool {
        switch value {
        case .number(let number): !number.isFinite
        case .array(let values): values.contains(where: areIn)
        case .object(let pairs): pairs.contains { areIn($0.value) } || liesOutside(pairs)
        case .null, .bool, .string: false
        }
    }

    /// A part of an answer with its warnings.
    static func told(in part: JSONValue) -> JSONValue {
        guard case .object(let pairs) = part else { return part }
        var doubts = AnswerDoubts()
        let looked = doubts.look(pairs, at: "")
        return doubts.isEmpty ? .object(looked) : .object(doubts.adding(to: looked + [("warnings", .array([]))]))
    }

    private var isEmpty: Bool { uncomputed.isEmpty && apart.isEmpty }

    private mutating func look(
        _ pairs: [(key: String, value: JSONValue)], at place: String
    ) -> [(key: String, value: JSONValue)] {
        var inner = AnswerDoubts()
        var looked = pairs
        for index in pairs.indices {
            let key = pairs[index].key
            inner.look(&looked[index].value, of: key, at: place.isEmpty ? key : "\(place).\(key)")
        }
        if Self.liesOutside(pairs) { inner.apart.append(place.isEmpty ? "estimate" : "\(place).estimate") }
        if !inner.isEmpty, looked.contains(where: { $0.key == "warnings" }) { return inner.adding(to: looked) }
        uncomputed += inner.uncomputed
        apart += inner.apart
        return looked
    }

    private mutating func look(_ value: inout JSONValue, of field: String, at place: String) {
        switch value {
        case .number(let number):
            if number.isNaN, Self.fields.contains(field) { uncomputed.append(place) }
        case .array(var values):
            for index in values.indices {
                guard Self.holds(values[index]) else { continue }
                look(&values[index], of: field, at: "\(place)[\(index + 1)]")
            }
            value = .array(values)
        case .object(let pairs): value = .object(look(pairs, at: place))
        case .null, .bool, .string: break
        }
    }

    /// Whether there is anything to look at in an entry of a list, which may be long.
    private static func holds(_ value: JSONValue) -> Bool {
        switch value {
        case .number(let number): number.isNaN
        case .array, .object: true
        case .null, .bool, .string: false
        }
    }

    /// Whether an estimate, or one of a column of them, lies outside its limits by more than rounding.
    private static func liesOutside(_ pairs: [(key: String, value: JSONValue)]) -> Bool {
        func named(_ name: String) -> JSONValue? { pairs.first { $0.key == name }?.value }
        guard let lower = named("lower") else { return false }
        switch (lower, named("upper"), named("estimate")) {
        case (.number(let lower), .number(let upper)?, .number(let estimate)?):
            return liesOutside(estimate, lower, upper)
        case (.array(let lower), .array(let upper)?, .array(let estimates)?):
            guard lower.count == estimates.count, upper.count == estimates.count else { return false }
            return estimates.indices.contains { i in
                guard case .number(let l) = lower[i], case .number(let u) = upper[i], case .number(let e) = estimates[i]
                else { return false }
                return liesOutside(e, l, u)
            }
        default: return false
        }
    }

    private static func liesOutside(_ estimate: Double, _ lower: Double, _ upper: Double) -> Bool {
        let hair = 1e-9 * abs(estimate)
        return lower > estimate + hair || upper < estimate - hair
    }

    /// The pairs with the doubts in the first list of warnings.
    private func adding(to pairs: [(key: String, value: JSONValue)]) -> [(key: String, value: JSONValue)] {
        guard let index = pairs.firstIndex(where: { $0.key == "warnings" }) else { return pairs }
        var warnings: [JSONValue] = []
        if case .array(let own) = pairs[index].value { warnings = own }
        if !uncomputed.isEmpty {
            warnings.append(
                Self.warning(
                    "not-computed", uncomputed,
                    "could not be computed in double precision; the numbers are too large, too small or too far apart, or "
                        + "leave nothing to compute with"))
        }
        if !apart.isEmpty {
            warnings.append(
                Self.warning(
                    "limits-apart", apart,
                    "lies outside its limits, because the method takes both from different criteria"))
        }
        var pairs = pairs
        pairs[index].value = .array(warnings)
        return pairs
    }

    private static func warning(_ code: String, _ places: [String], _ words: String) -> JSONValue {
        let more = places.count > 3 ? " and \(places.count - 3) more" : ""
        return PoolAnswer.warning(
            MethodWarning(code: code, message: places.prefix(3).joined(separator: ", ") + more + " " + words))
    }
}
