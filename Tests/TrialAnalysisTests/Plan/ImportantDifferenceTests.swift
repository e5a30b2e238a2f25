import Testing
import TrialAnalysis

struct ImportantDifferenceTests {
    @Test("the smallest important difference is read, and is absent where the plan names none")
    func read() throws {
        let plan = try PlanReader(file: "plan.yaml").read(PlanReaderTests.small + "    important: 0.5\n")
        #expect(plan.analyses[0].important == 0.5)
        #expect(try PlanReader(file: "plan.yaml").read(PlanReaderTests.small).analyses[0].important == nil)
    }

    @Test("a difference that is none is a mistake", arguments: ["0", "-0.5", ".inf"])
    func mistakes(_ number: String) {
        #expect(throws: AnalysisError.self) {
            try PlanReader(file: "plan.yaml").read(PlanReaderTests.small + "    important: \(number)\n")
        }
    }
}
