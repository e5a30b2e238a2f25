import Foundation
import Testing
import TrialStatistics

@Suite("Articles before names that are put into a sentence")
struct IndefiniteArticleTests {
    @Test("the article follows the sound") func words() {
        let an = [
            "odds ratio", "incidence rate", "area under the curve", "arcsine difference", "SMD", "OR", "RR", "8",
            "80 %", "11",
            "18", "hourly rate", "unbiased estimate", "11,000", "OddsRatio",
        ]
        let a = [
            "risk ratio", "hazard ratio", "Yule's Q", "PR", "T", "1", "12", "100", "110", "unique value", "useful word",
            "Fisher's z", "RateRatio", "percent", "Cohen_d", "uniform rate", "118",
        ]
        for word in an { #expect(IndefiniteArticle.with(word) == "an \(word)") }
        for word in a { #expect(IndefiniteArticle.with(word) == "a \(word)") }
        #expect(IndefiniteArticle.opening("odds ratio") == "An odds ratio")
        #expect(IndefiniteArticle.opening("") == "A ")
    }

    /// An article with the wrong sound after it, as far as the first letter tells.
    static func isWrong(_ text: String) -> Bool {
        text.contains(/\b[Aa] [aeioAEIO]/) || text.contains(/\b[Aa]n [bcdfgjklmnpqrstvwyz]/)
    }

    @Test("no measure refuses in broken grammar", arguments: EffectMeasures.standard.all.map(\.code))
    func refusals(_ code: String) throws {
        let measure = try EffectMeasures.standard.named(code)
        let error = #expect(throws: StatisticsError.self) { try measure.effects(of: [Stranger()]) }
        #expect(!Self.isWrong(error?.message ?? "a error"), "\(error?.message ?? "")")
    }

    private struct Stranger: StudySummary {}

    @Test("no source puts a bare article before a name that is put in")
    func scan() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        var (files, found) = (0, [String]())
        for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path) where path.hasSuffix(".swift") {
            files += 1
            let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            where line.utf8.contains(UInt8(ascii: "\\")) && line.contains(/\b[Aa]n? \\\(/) {
                found.append("\(path):\(number + 1)")
            }
        }
        #expect(files > 200)
        #expect(found.isEmpty, "let IndefiniteArticle choose: \(found.joined(separator: ", "))")
        #expect("x a \\(name)".contains(/\b[Aa]n? \\\(/), "the scan sees what it looks for")
    }
}
