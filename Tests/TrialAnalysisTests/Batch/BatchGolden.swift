import Foundation
import Testing
import TrialAnalysis
import TrialJSON
import TrialTestSupport

/// Reference cases of the statistics, sent through the batch program line by line.
enum BatchGolden {
    static func cases(_ name: String) -> [GoldenCase] {
        GoldenFile.load(
            URL(filePath: "\(Repository.root)/Tests/TrialStatisticsTests/Reference/\(name).json"))
    }

    /// The answer to a request; a line that is not JSON is a failure.
    static func answer(_ request: [(key: String, value: JSONValue)]) throws -> GoldenValue {
        try read(BatchRunner().answer(JSONValue.object(request).text))
    }

    static func read(_ line: String) throws -> GoldenValue {
        try JSONDecoder().decode(GoldenValue.self, from: Data(line.utf8))
    }

    /// The answer's result; a refusal is a failure.
    static func result(_ request: [(key: String, value: JSONValue)]) throws -> GoldenValue {
        let answer = try answer(request)
        try #require(answer["ok"].flag == true, "\(answer["error"]["message"].text ?? "")")
        return answer["result"]
    }

    /// The answer of the only follow-up asked for.
    static func followUp(_ request: [(key: String, value: JSONValue)]) throws -> GoldenValue {
        let answer = try answer(request)
        try #require(answer["ok"].flag == true, "\(answer["error"]["message"].text ?? "")")
        let followUp = try #require(answer["followUps"].table.values.first)
        try #require(followUp["error"].isNull, "\(followUp["error"]["message"].text ?? "")")
        return followUp
    }
}

extension JSONValue {
    /// A golden value as a part of a request.
    init(_ golden: GoldenValue) {
        switch golden {
        case .null: self = .null
        case .number(let number): self = .number(number)
        case .text(let text): self = .string(text)
        case .flag(let flag): self = .bool(flag)
        case .list(let values): self = .array(values.map { JSONValue($0) })
        case .table(let members):
            self = .object(members.sorted { $0.key < $1.key }.map { ($0.key, JSONValue($0.value)) })
        }
    }

    /// A column with `null` for nil.
    static func column(_ values: [Double?]) -> JSONValue { .array(values.map { JSONValue($0) }) }
    /// A list of texts.
    static func texts(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
}

/// Compares parts of an answer with the fields of a case.
struct AnswerCheck {
    let golden: GoldenCase
    let standard: Tolerance

    /// One list against another; what the reference does not define is not compared.
    func callAsFunction(
        _ field: String, _ actual: [GoldenValue], _ expected: GoldenValue? = nil, _ tolerance: Tolerance? = nil
    ) {
        let reference = (expected ?? golden.expected[field]).numbers
        guard reference.contains(where: { $0 != nil }) else { return }
        #expect(actual.count == reference.count, "\(field): \(actual.count) values, expected \(reference.count)")
        let tolerance = golden.tolerance(field, else: tolerance ?? standard)
        for (a, e) in zip(actual, reference) {
            guard let e else { continue }
            #expect(
                tolerance.accepts(a.number ?? .nan, e), "\(field): \(a.number ?? .nan), expected \(e)")
        }
    }

    func callAsFunction(
        _ field: String, _ actual: GoldenValue, _ expected: GoldenValue? = nil, _ tolerance: Tolerance? = nil
    ) {
        let list: [GoldenValue] = if case .list(let values) = actual { values } else { [actual] }
        self(field, list, expected, tolerance)
    }

    /// Several fields of one object, `[reference name: our name]`.
    func fields(_ names: KeyValuePairs<String, String>, of object: GoldenValue, _ tolerance: Tolerance? = nil) {
        for (theirs, ours) in names { self(theirs, object[ours], nil, tolerance) }
    }

    /// Small p-values by their logarithm.
    func pValues(_ field: String, _ actual: [GoldenValue], relative: Double = 1e-8) {
        for (a, e) in zip(actual, golden.expected[field].numbers) {
            guard let e else { continue }
            let p = a.number ?? .nan
            let tolerance = golden.tolerance(field, else: Tolerance(relative: relative))
            let close = e > 1e-12 || p <= 0 ? tolerance.accepts(p, e) : tolerance.accepts(log(p), log(e))
            #expect(close, "\(field): \(p), expected \(e)")
        }
    }
}
