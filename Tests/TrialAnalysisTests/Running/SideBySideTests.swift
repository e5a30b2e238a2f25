import Foundation
import Synchronization
import Testing
import TrialResults

@testable import TrialAnalysis

@Suite("The questions of a plan are answered side by side and told in its order")
struct SideBySideTests {
    @Test("each is told once, in the plan's order, with the record of the document")
    func order() throws {
        let file = try Repository.plan()
        let heard = Mutex<[String]>([])
        let outcome = try PlanRunner(file.plan, text: file.text, datasets: file.datasets, cache: nil).run {
            number, record, isCached in
            heard.withLock { $0.append("\(number) \(record.id) \(isCached)") }
        }
        let expected = outcome.document.analyses.enumerated().map { "\($0 + 1) \($1.id) false" }
        #expect(expected.count > 20 && heard.withLock(\.self) == expected)
        #expect(outcome.document.analyses.map(\.id) == file.plan.analyses.map(\.id))
    }

    @Test("the first of the plan that cannot be run is named, and none behind it is told", arguments: 0..<20)
    func failures(_ round: Int) throws {
        let place = "\(Repository.root)/Tests/Strangers/several-outcomes"
        let heard = Mutex<[Int]>([])
        let plan = try Self.plan(["a": "[mood]", "b": "[no such]", "c": "[mood]", "d": "[neither]", "e": "[mood]"])
        let runner = try PlanRunner(plan, text: "", datasets: ["": try LoadedDataset(path: place)], cache: nil)
        let error = #expect(throws: AnalysisError.self) {
            try runner.run(progress: { number, _, _ in heard.withLock { $0.append(number) } })
        }
        #expect(error?.problems.allSatisfy { $0.hasPrefix("analysis b: ") } == true, "\(error.map { "\($0)" } ?? "")")
        #expect(heard.withLock(\.self) == [1])
    }

    private static func plan(_ further: [String: String]) throws -> AnalysisPlan {
        let analyses = further.sorted { $0.key < $1.key }.map { id, outcomes in
            "  - {id: \(id), title: \(id), kind: several-outcomes, outcome: fatigue, measure: SMD, further-outcomes: \(outcomes)}"
        }
        let text = """
            format: trialpool/plan@1
            title: Some of them fail
            dataset: .
            analyses:
            \(analyses.joined(separator: "\n"))
            """
        return try PlanReader(file: "plan.yaml", properties: .builtIn).read(text)
    }
}
