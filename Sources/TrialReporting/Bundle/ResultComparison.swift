import Foundation
import TrialJSON
import TrialResults

/// Two results compared field by field: numbers within a tolerance, everything else exactly.
public struct ResultComparison: Sendable, Equatable {
    /// One field that differs.
    public struct Difference: Sendable, Equatable, CustomStringConvertible {
        /// Where, such as `analyses[0].pooled.natural.estimate`.
        public let path: String
        /// The value of the first result; nil where it has none.
        public let first: String?
        /// The value of the second result; nil where it has none.
        public let second: String?

        /// One line.
        public var description: String { "\(path): \(first ?? "absent") / \(second ?? "absent")" }
    }

    /// What differs, in the order of the paths in the file.
    public let differences: [Difference]
    /// How many numbers were compared.
    public let numbersCompared: Int

    /// Whether nothing differs.
    public var isEqual: Bool { differences.isEmpty }

    /// Compares two results.
    ///
    /// Two numbers agree where |a − b| ≤ relative · max(|a|, |b|) or |a − b| ≤ floor; the floor is for numbers that are
    /// zero but for rounding. NaN agrees with NaN, an infinity with itself.
    /// - Throws: `ResultFileError` where a document cannot be spelt.
    public init(
        _ first: ResultDocument, _ second: ResultDocument, relative: Double = 1e-9, floor: Double = 1e-12
    ) throws {
        var walker = ComparisonWalker(relative: relative, floor: floor)
        walker.compare(try JSONValue(part: first), try JSONValue(part: second), at: "")
        // Beyond 2⁵³ two seeds may be one double.
        if first.plan.seed != second.plan.seed, !walker.differences.contains(where: { $0.path == "plan.seed" }) {
            walker.differences.append(
                Difference(path: "plan.seed", first: String(first.plan.seed), second: String(second.plan.seed)))
        }
        differences = walker.differences
        numbersCompared = walker.numbers
    }

    /// How many fields of two parts of results differ, by the same rule.
    ///
    /// - Throws: `ResultFileError` where a part cannot be spelt.
    static func differences<Part: Encodable>(_ first: Part, _ second: Part) throws -> Int {
        var walker = ComparisonWalker(relative: 1e-9, floor: 1e-12)
        // In an array, because a part that is absent alone is no JSON text.
        walker.compare(try JSONValue(part: [first]), try JSONValue(part: [second]), at: "")
        return walker.differences.count
    }
}

extension JSONValue {
    /// A part of a result, read back from its file form.
    fileprivate init(part: some Encodable) throws {
        let bytes = Array(try ResultCoding().encodePart(part))
        self = try bytes.withUnsafeBufferPointer { bytes throws(JSONSyntaxError) in
            // As deep as a result file may be that was read.
            var parser = JSONParser(bytes, deepest: 512)
            return try parser.parse()
        }
    }

    /// The number that a file spells in words; the value as it is where it does not.
    fileprivate var readNumber: JSONValue {
        if case .string(let word) = self, let number = NonFiniteNumbers.number(of: word) {
            .number(number)
        } else {
            self
        }
    }

    fileprivate var words: String {
        switch self {
        case .null: "null"
        case .bool(let value): String(value)
        case .number(let value): NumberFormat.exact(value)
        case .string(let value): "\"\(DisplayText.clean(value))\""
        case .array(let values): "\(values.count) entries"
        case .object(let members): "\(members.count) fields"
        }
    }
}

private struct ComparisonWalker {
    let relative: Double
    let floor: Double
    var differences: [ResultComparison.Difference] = []
    var numbers = 0

    mutating func compare(_ first: JSONValue, _ second: JSONValue, at path: String) {
        let (first, second) = (first.readNumber, second.readNumber)
        switch (first, second) {
        case (.number(let a), .number(let b)):
            numbers += 1
            if !agree(a, b) { add(first, second, path) }
        case (.array(let a), .array(let b)):
            for index in 0..<max(a.count, b.count) {
                compare(
                    index < a.count ? a[index] : nil, index < b.count ? b[index] : nil, at: "\(path)[\(index)]")
            }
        case (.object, .object):
            let (a, b) = (first.members ?? [:], second.members ?? [:])
            for key in Set(a.keys).union(b.keys).sorted() {
                compare(a[key], b[key], at: path.isEmpty ? key : "\(path).\(key)")
            }
        default: if first != second { add(first, second, path) }
        }
    }

    private mutating func compare(_ first: JSONValue?, _ second: JSONValue?, at path: String) {
        if let first, let second {
            compare(first, second, at: path)
        } else {
            add(first, second, path)
        }
    }

    private mutating func add(_ first: JSONValue?, _ second: JSONValue?, _ path: String) {
        differences.append(.init(path: path, first: first?.words, second: second?.words))
    }

    private func agree(_ a: Double, _ b: Double) -> Bool {
        if a == b || (a.isNaN && b.isNaN) { return true }
        guard a.isFinite, b.isFinite else { return false }
        return abs(a - b) <= max(relative * max(abs(a), abs(b)), floor)
    }
}
