import Foundation
import Testing
import TrialArchives
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// Every pooled effect and every study row is the same in all forms of a report: each form is read back and searched for
/// what the result document, decoded from its own file, says.
@Suite struct SameNumbersTests {
    static let conventions = [NumberConvention.british, .american]

    /// Each form of the report as plain text, and the two machine-readable ones written as people read them.
    private func forms(_ convention: NumberConvention) throws -> [String: String] {
        let report = try WrittenReport(
            ResultBuilder(rows: 12, groups: [("a", [0, 1, 2]), ("b", [3, 4])]), convention: convention)
        let page = try ParsedMarkup(try ReportPage(report.document, look: ReportLook(convention: convention)).html())
            .text
        let word = try ParsedMarkup(try #require(try report.wordParts()["word/document.xml"])).text
        let markdown = try report.string(MarkdownDocument()).replacing(/\\(.)/) { String($0.output.1) }
        var latex = try report.string(LaTeXDocument())
        for (name, mark) in [
            ("-{}", "-"), ("\\ensuremath{-}", "\u{2212}"), ("\\%", "%"), ("\\,", "\u{2009}"), ("{[}", "["),
            ("{]}", "]"),
        ] { latex = latex.replacingOccurrences(of: name, with: mark) }
        return ["page": page, "Word": word, "Markdown": markdown, "LaTeX": latex]
    }

    @Test("pooled effects, prediction intervals, subgroups and study rows", arguments: conventions)
    func texts(_ convention: NumberConvention) throws {
        let builder = ResultBuilder(rows: 12, groups: [("a", [0, 1, 2]), ("b", [3, 4])])
        let document = try ResultCoding().decode(try ResultCoding().encode(builder.document()))
        for (form, text) in try forms(convention) {
            for analysis in document.analyses {
                let display = analysis.display(convention)
                var expected = analysis.rows.map { display.effect($0.natural) }
                expected += [analysis.pooled].compactMap(\.self).map { display.effect($0.natural) }
                expected += analysis.subgroups.flatMap(\.groups).map { display.effect($0.pooled.natural) }
                expected += [analysis.pooled?.naturalPrediction].compactMap(\.self).map {
                    display.limits($0.lower, $0.upper)
                }
                #expect(expected.count >= 15)
                for number in expected { #expect(text.contains(number), "\(form) lacks \(number)") }
            }
        }
    }

    @Test("CSV tables hold the same doubles as the result file")
    func tables() throws {
        let document = ResultBuilder(rows: 12).document()
        let files = try TableFolder(document).files()
        let analysis = document.analyses[0]
        let pooled = try #require(analysis.pooled)
        let summary = String(decoding: try #require(files["summary.csv"]), as: UTF8.self).split(separator: "\n")
        let cells = summary[1].split(separator: ",", omittingEmptySubsequences: false)
        #expect(
            cells[5...7].map { Double($0) } == [pooled.natural.estimate, pooled.natural.lower, pooled.natural.upper])
        let studies = String(decoding: try #require(files["studies-worsened.csv"]), as: UTF8.self).split(
            separator: "\n")
        #expect(studies.count == 13)
        for (line, study) in zip(studies.dropFirst(), analysis.rows) {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            #expect(
                cells[4...6].map { Double($0) } == [study.natural.estimate, study.natural.lower, study.natural.upper])
        }
    }
}
