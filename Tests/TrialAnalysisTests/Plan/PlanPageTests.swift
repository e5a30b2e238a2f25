import Foundation
import Testing
import TrialAnalysis

/// The documentation of the plan names every key and every kind that there is.
struct PlanPageTests {
    private static let page = Result {
        try String(
            contentsOfFile: "\(Repository.root)/Sources/TrialAnalysis/TrialAnalysis.docc/ThePlan.md", encoding: .utf8)
    }

    @Test("every key has its place on the page")
    func keys() throws {
        let text = try Self.page.get()
        let kinds = AnalysisCatalogue.standard.kinds
        for key in PlanKeys.plan + PlanKeys.analysis + kinds.flatMap(\.keys) {
            #expect(text.contains("`\(key)`"), "the page of the plan lacks \(key)")
        }
    }

    @Test("every kind has its place on both pages, with the fields of its answer")
    func kinds() throws {
        let result = try String(
            contentsOfFile: "\(Repository.root)/Sources/TrialAnalysis/TrialAnalysis.docc/TheResultFile.md",
            encoding: .utf8)
        for kind in AnalysisCatalogue.standard.kinds {
            #expect(try Self.page.get().contains("`\(kind.name)`") && result.contains("`\(kind.name)`"))
        }
    }
}
