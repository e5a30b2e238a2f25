import Testing
import TrialResults

@testable import TrialReporting

struct PublishedWordsTests {
    private static let words = PublishedWords(.british)

    private static func published(_ measure: String, _ values: [Double?]) -> PublishedResult {
        var result = PublishedResult(review: "A & B", outcome: "o", measure: measure, source: "s")
        (result.estimate, result.lower, result.upper) = (values[0], values[1], values[2])
        return result
    }

    @Test(
        "a number is said with what it is",
        arguments: [
            ("RR", [1.61, 1.19, 2.19], "risk ratio 1.61 (1.19 to 2.19)"),
            ("percent_of_people", [16, 10, 27], "16.0% (10.0% to 27.0%)"),
            ("percent_of_people", [0.0012, 0.0003, 0.0051], "0.0012% (0.00030% to 0.0051%)"),
            ("percent_of_person_times", [7.1, nil, nil], "per 100 treatments, 7.1%"),
            ("count", [7, nil, nil], "7"),
            ("mean_change", [-0.31, -0.58, -0.03], "mean change from before to after −0.31 (−0.58 to −0.03)"),
            ("studies", [nil, nil, nil], "studies included"),
            ("hazard_of_falls", [0.5, nil, nil], "hazard of falls 0.50"),
        ] as [(String, [Double?], String)])
    func numbers(measure: String, values: [Double?], text: String) {
        #expect(Self.words.result(Self.published(measure, values)) == text)
    }

    @Test(
        "a test says its p-value as printed",
        arguments: [("0.02", "p = 0.02"), ("<0.0001", "p <0.0001"), ("< 0.05", "p < 0.05")])
    func test(printed: String, text: String) {
        var result = Self.published("test", [nil, nil, nil])
        result.pValue = printed
        #expect(Self.words.result(result).replacing("\u{A0}", with: " ") == "test of a difference \(text)")
    }

    @Test("every measure code has its natural name, and the codes for other numbers are none of them")
    func codes() {
        for code in PublishedMeasure.codes {
            #expect(PublishedMeasure(code).content != .estimate || code == "mean_change")
        }
        #expect(PublishedMeasure("OR").name == "odds ratio" && PublishedMeasure("MD").name == "mean difference")
    }

    @Test("results of other treatments stand apart, each with what it is of, and in no sentence beside an answer")
    func indirect() throws {
        let direct = Self.published("RR", [0.8, 0.5, 1.3])
        var other = Self.published("RR", [0.2, 0.1, 0.4])
        other.indirect = "surgery, not the drug"
        let tables = PublishedTable([other, direct]).tables
        #expect(tables.map(\.rows.count) == [1, 1])
        #expect(tables[1].rows[0].contains("surgery, not the drug"))
        let sentence = try #require(Self.words.sentence([other, direct]))
        #expect(sentence.contains("0.80 (0.50 to 1.30)") && !sentence.contains("0.20"))
        #expect(Self.words.sentence([other]) == nil)
        #expect(PublishedTable([direct]).tables.count == 1)
    }
}
