import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite struct ResultComparisonTests {
    @Test("a document agrees with itself, and all of its numbers were compared")
    func same() throws {
        let document = ResultBuilder().document()
        let comparison = try ResultComparison(document, document)
        #expect(comparison.isEqual)
        #expect(comparison.numbersCompared > 100)
    }

    @Test("a changed number, text, row or seed is listed by its path with both values")
    func different() throws {
        let document = ResultBuilder().document()
        var other = ResultBuilder()
        other.spread = 0.41
        let paths = try ResultComparison(document, other.document()).differences.map(\.path)
        #expect(paths.contains("analyses[0].answer.pooled.natural.estimate"))
        #expect(paths.contains("analyses[0].rows[0].estimate"))

        other = ResultBuilder()
        other.title = "Other"
        let title = try ResultComparison(document, other.document()).differences
        #expect(title.map(\.description) == ["analyses[0].title: \"Worsened disability at 6 months\" / \"Other\""])

        other = ResultBuilder(rows: 6)
        let row = try #require(
            try ResultComparison(document, other.document()).differences.first { $0.path == "analyses[0].rows[5]" })
        #expect(row.first == nil && row.second != nil)
    }

    @Test("two seeds that are one double are still different")
    func seeds() throws {
        func document(_ seed: UInt64) -> ResultDocument {
            ResultDocument(
                engine: "1", plan: PlanReference(title: "t", sha256: "s", profile: "p", seed: seed), datasets: [],
                analyses: [], published: [])
        }
        #expect(try ResultComparison(document(1 << 60), document(1 << 60 + 1)).differences.map(\.path) == ["plan.seed"])
        #expect(try ResultComparison(document(1), document(2)).differences.map(\.path) == ["plan.seed"])
    }

    @Test("rounding is not a difference, ten times more is")
    func tolerance() throws {
        func document(_ estimate: Double) -> ResultDocument {
            var result = PublishedResult(review: "r", outcome: "o", measure: "m", source: "s")
            (result.estimate, result.lower, result.upper) = (estimate, .nan, .infinity)
            return ResultDocument(
                engine: "1", plan: PlanReference(title: "t", sha256: "s", profile: "p", seed: 1), datasets: [],
                analyses: [], published: [result])
        }
        #expect(try ResultComparison(document(1), document(1 + 5e-10)).isEqual)
        #expect(!(try ResultComparison(document(1), document(1 + 5e-9)).isEqual))
        #expect(!(try ResultComparison(document(1), document(.infinity)).isEqual))
    }
}

@Suite struct ResultCodingTests {
    @Test("a document comes back as it was, the file ends in a newline and is the same each time")
    func roundTrip() throws {
        let document = ResultBuilder().document()
        let data = try ResultCoding().encode(document)
        #expect(try ResultCoding().decode(data) == document)
        #expect(data.last == UInt8(ascii: "\n"))
        #expect(data == (try ResultCoding().encode(document)))
    }

    @Test(
        "analyses that are written side by side have the bytes of a document written at once", arguments: [0, 1, 2, 7])
    func sideBySide(_ count: Int) throws {
        let analyses = (0..<count).map { index -> AnalysisRecord in
            var record = ResultBuilder().analysis()
            record.title = "a list\n  \"analyses\" : [\n\n  ] in a title, \(index)"
            return record
        }
        var document = ResultBuilder().document(analyses)
        document.unasked = []
        let data = try ResultCoding().encode(document)
        #expect(try data == ResultCoding().encodePart(document))
        #expect(try ResultCoding().decode(data) == document)
        // As another program writes it, on one line.
        let line = try JSONSerialization.data(withJSONObject: JSONSerialization.jsonObject(with: data))
        #expect(try ResultCoding().decode(line) == document)
        guard count > 1 else { return }
        let broken = String(decoding: data, as: UTF8.self).replacing(
            "\"rows\" :", with: "\"rows \" :", maxReplacements: 1)
        let error = #expect(throws: ResultFileError.self) { try ResultCoding().decode(Data(broken.utf8)) }
        #expect(error?.path?.hasPrefix("analyses[0].") == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test("a list that no plan has is refused at its first entry, however long it is", arguments: [2, 9_999, 200_000])
    func manyEntries(_ count: Int) {
        let entries = repeatElement("1", count: count).joined(separator: ",")
        let text = #"{"format":"trialpool/result@2","engine":"1","analyses":[\#(entries)]}"#
        let error = #expect(throws: ResultFileError.self) { try ResultCoding().decode(Data(text.utf8)) }
        #expect(error?.code == .unreadable, "\(error.map { "\($0)" } ?? "")")
    }

    @Test("infinities and NaN are strings both ways, doubles keep every digit")
    func nonFinite() throws {
        let values = [Double.infinity, -.infinity, .nan, 0.1, 1.0 / 3, 5e-9, 1e22, -1.7976931348623157e308]
        let data = try ResultCoding().encodePart(values)
        let text = String(decoding: data, as: UTF8.self)
        for word in ["\"Infinity\"", "\"-Infinity\"", "\"NaN\""] { #expect(text.contains(word)) }
        let back = try ResultCoding().decodePart([Double].self, from: data)
        #expect(zip(values, back).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
    }

    @Test("a file of another format, a missing field and no JSON are errors that name the place")
    func errors() throws {
        let data = try ResultCoding().encode(ResultBuilder().document())
        let text = String(decoding: data, as: UTF8.self)
        let other = Data(text.replacing("trialpool/result@2", with: "trialpool/result@9").utf8)
        #expect(
            throws: ResultFileError(
                .wrongFormat,
                "format is 'trialpool/result@9', this program reads 'trialpool/result@2'; run the plan again",
                path: "format")
        ) { try ResultCoding().decode(other) }
        let broken = Data(text.replacing("\"typicalVariance\" :", with: "\"atypicalVariance\" :").utf8)
        let error = #expect(throws: ResultFileError.self) { try ResultCoding().decode(broken) }
        #expect(error?.path == "analyses[0].answer.pooled.fit.heterogeneity.typicalVariance")
        #expect(throws: ResultFileError.self) { try ResultCoding().decode(Data("hello".utf8)) }
        #expect(throws: ResultFileError.self) { try ResultCoding().decode(Data()) }
    }
}
