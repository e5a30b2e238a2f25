import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// Resampling told beside a pooled effect.
@Suite struct ResamplingReportTests {
    private let record = ResamplingFixtures.record

    @Test("each method is a sentence and a row, and a method without a number says why in words and in the file")
    func told() throws {
        let answer = try #require(record.values(ResamplingAnswer.self).first)
        let telling = Telling(answer, scope: TellingScope(record), isOwn: false)
        let words = ResamplingReport().finding(telling).full
        #expect(words.contains("Permutation test: p = 0.12 (all 16 rearrangements)."))
        #expect(words.contains("The smallest p-value that so few studies allow a permutation test: p = 0.12."))
        #expect(words.contains("95% permutation interval: without ends (all 16 rearrangements)."))
        #expect(words.contains("95% bootstrap interval: ") && words.contains(" (all 35 samples of the studies)."))
        #expect(words.contains("at 95% it holds the true effect about"))
        #expect(words.contains("Wild bootstrap: ") && words.contains("No subsets: these rows have none."))
        let table = try #require(ResamplingReport().tables(telling).first?.table)
        #expect(table.rows.count == 5 && table.rows.allSatisfy { $0.count == table.header.count })
        #expect(table.rows[4].last == .text("No subsets: these rows have none."))
        let line = try #require(record.lines().last)
        #expect(line.subject == "Resampling" && line.text.contains("permutation test p = 0.12"))
    }

    @Test("the sections of a report have it once, under its name")
    func sections() throws {
        let sections = try ToldAnalysis(TellingScope(record)).sections
        #expect(sections.count { $0.slug == "further-resampling" } == 1)
    }
}

/// Four trials with what resampling says of them.
enum ResamplingFixtures {
    static let record: AnalysisRecord = {
        var record = ResultBuilder(id: "resampling", title: "Disability, resampled", rows: 4).analysis()
        var answer = ResamplingAnswer(ResamplingAnswer.Method.allCases, iterations: 9999, seed: 7)
        guard
            let model = try? LinearModel(estimates: [-0.9, -0.5, -0.4, -0.2], variances: [0.04, 0.05, 0.02, 0.01])
        else { return record }
        let choices = PoolingModel.commonEffect
        answer.permutation = (try? PermutationTest(model, by: choices)).flatMap { ResamplingAnswer.Permutation($0) }
        if let interval = try? PermutationInterval(model, by: choices) {
            answer.interval = ResamplingAnswer.Interval(interval) { $0 }
        }
        if let bootstrap = try? StudyBootstrap(model, by: choices) {
            answer.bootstrap = ResamplingAnswer.Bootstrap(bootstrap) { $0 }
            answer.warnings += bootstrap.warnings
        }
        let wild = """
            {"statistic": 9.1, "pValue": 0.125, "draws": 16, "isExact": true, "smallest": 0.125, "clusters": 4}
            """
        answer.wildBootstrap = try? ResultCoding().decodePart(ClusterWildBootstrap.self, from: Data(wild.utf8))
        answer.warnings += [MethodWarning(code: "no-subsets", message: "No subsets: these rows have none.")]
        record.further = [Answer(kind: "resampling", answer)]
        return record
    }()
}
