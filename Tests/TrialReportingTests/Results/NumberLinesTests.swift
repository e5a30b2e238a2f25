import Foundation
import Testing
import TrialStatistics

@testable import TrialResults

@Suite struct NumberLinesTests {
    private func joined(_ text: String) -> String {
        String(decoding: NumberLines.joined(Array(text.utf8)), as: UTF8.self)
    }

    @Test("arrays of numbers take one line, whatever numbers they are")
    func numbers() {
        #expect(joined("[\n  1,\n  -2.5e-3,\n  \"NaN\",\n  \"-Infinity\"\n]") == "[1, -2.5e-3, \"NaN\", \"-Infinity\"]")
        #expect(joined("{\n  \"a\" : [\n    1\n  ]\n}") == "{\n  \"a\" : [1]\n}")
    }

    @Test(
        "all else stays as it is",
        arguments: [
            "[\n\n]", "[\n  \"text\"\n]", "[\n  {\n    \"a\" : 1\n  }\n]", "\"[\\n 1,\\n 2]\"",
            "\"a \\\" [ 1,\\n 2 ]\"", "[\n  true\n]", "[\n  null,\n  1\n]", "[\n  1,", "\"open [1", "\"\\",
        ])
    func others(_ text: String) { #expect(joined(text) == text) }

    @Test("a file reads back as the same numbers")
    func roundTrip() throws {
        let values: [Double] = [1, -0.1, 1e-300, .nan, .infinity, -.infinity, 5]
        let data = try ResultCoding().encodePart(values)
        #expect(String(decoding: data, as: UTF8.self).split(separator: "\n").count == 1)
        let back = try ResultCoding().decodePart([Double].self, from: data)
        #expect(back.map(\.bitPattern) == values.map(\.bitPattern))
    }
}
