import Testing
import TrialAnalysis
import TrialTestSupport

/// What would hang a run or exhaust the memory is refused with its limit; what grows with the studies alone is not.
struct WorkLimitTests {
    private func columns(_ count: Int) -> String {
        let y = (0..<count).map { "\(Double($0 % 17) / 10)" }.joined(separator: ",")
        let v = (0..<count).map { "\(0.1 + Double($0 % 5) / 10)" }.joined(separator: ",")
        return #""estimate":[\#(y)],"variance":[\#(v)]"#
    }

    @Test("follow-ups that refit each study have a limit, the pooled effect has none")
    func refits() throws {
        let line =
            #"{"task":"pool","heterogeneity":"DL","data":{\#(columns(5_001))},"followUps":["leave-one-out","cumulative","influence","residuals","begg","blup"]}"#
        let answer = try BatchGolden.read(BatchRunner().answer(line))
        #expect(answer["result"]["studies"].number == 5_001)
        for name in ["leave-one-out", "cumulative", "influence", "residuals", "begg"] {
            let error = answer["followUps"][name]["error"]
            #expect(error["code"].text == "unsupported", "\(name)")
            #expect(error["message"].text?.contains("5001") == true)
        }
        #expect(answer["followUps"]["blup"]["estimate"].list.count == 5_001)
    }

    @Test("more iterations than can be done in a while are refused")
    func iterations() throws {
        let line =
            #"{"task":"pool","data":{\#(columns(10))},"followUps":["permutation","gosh"],"iterations":100000000,"gosh":{"limit":1000000000}}"#
        let followUps = try BatchGolden.read(BatchRunner().answer(line))["followUps"]
        #expect(followUps["permutation"]["error"]["field"].text == "permutation.iterations")
        #expect(followUps["gosh"]["error"]["field"].text == "gosh.limit")
    }

    @Test("an exact permutation of too many studies is refused, not sampled in silence")
    func exact() throws {
        let line =
            #"{"task":"pool","heterogeneity":"DL","data":{\#(columns(30))},"followUps":["permutation"],"permutation":{"exact":true,"iterations":9}}"#
        let followUps = try BatchGolden.read(BatchRunner().answer(line))["followUps"]
        #expect(followUps["permutation"]["error"]["code"].text == "unsupported")
    }

    @Test("a category with a level for each of very many studies is refused before its design is made")
    func levels() throws {
        let levels = (0..<20_000).map { "\"x\($0)\"" }.joined(separator: ",")
        let line = #"{"task":"pool","moderators":["s"],"data":{\#(columns(20_000)),"moderators":{"s":[\#(levels)]}}}"#
        let error = try BatchGolden.read(BatchRunner().answer(line))["error"]
        #expect(error["code"].text == "too-few-studies")
        #expect(error["field"].text == "s")
    }

    @Test("likelihood methods for counts are for rare events", arguments: ["glmm", "exact", "firth", "rare-panel"])
    func events(_ task: String) throws {
        let line =
            #"{"task":"\#(task)","measure":"OR","data":{"events1":[1e9],"total1":[2e9],"events2":[1e9],"total2":[2e9]}}"#
        #expect(try BatchGolden.read(BatchRunner().answer(line))["error"]["code"].text == "unsupported")
    }
}
