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

    @Test("all sign patterns of twenty studies are looked at, those of twenty-one refused")
    func twenty() throws {
        for (count, isTaken) in [(20, true), (21, false)] {
            let line =
                #"{"task":"pool","heterogeneity":"DL","data":{\#(columns(count))},"followUps":["permutation"],"permutation":{"exact":true,"iterations":9}}"#
            let answer = try BatchGolden.read(BatchRunner().answer(line))["followUps"]["permutation"]
            #expect(answer["rearrangements"].number == (isTaken ? 1_048_576 : nil))
            #expect(answer["error"]["field"].text == (isTaken ? nil : "permutation.exact"))
        }
    }

    @Test("a category with a level for each of very many studies is refused before its design is made")
    func levels() throws {
        let levels = (0..<20_000).map { "\"x\($0)\"" }.joined(separator: ",")
        let line = #"{"task":"pool","moderators":["s"],"data":{\#(columns(20_000)),"moderators":{"s":[\#(levels)]}}}"#
        let error = try BatchGolden.read(BatchRunner().answer(line))["error"]
        #expect(error["code"].text == "too-few-studies")
        #expect(error["field"].text == "s")
    }

    /// A million of ten million in each arm, in five trials: the work is that of the studies, not of the events.
    private static let many =
        #""events1":[1000000,1010000,990000,1100000,999000],"total1":[1e7,1e7,1e7,1e7,1e7],"#
        + #""events2":[1050000,1000000,1040000,1120000,1049000],"total2":[1e7,1e7,1e7,1e7,1e7]"#

    @Test(
        "the number of events is no limit",
        arguments: [
            #""task":"glmm""#, #""task":"glmm","formulation":"fixed-levels""#,
            #""task":"glmm","formulation":"random-levels""#, #""task":"exact""#, #""task":"exact","tail":"mid-p""#,
            #""task":"firth""#, #""task":"beta-binomial""#, #""task":"beta-binomial","link":"common-beta""#,
        ])
    func events(_ task: String) throws {
        let line = #"{\#(task),"measure":"OR","data":{\#(Self.many)}}"#
        let result = try BatchGolden.read(BatchRunner().answer(line))["result"]
        #expect(result["reason"].isNull, "\(result["reason"])")
        let (estimate, lower, upper) = (result["estimate"].number, result["lower"].number, result["upper"].number)
        #expect(abs((estimate ?? 0) + 0.0345) < 0.002)
        #expect((lower ?? 0) < (estimate ?? 0) && (estimate ?? 0) < (upper ?? 0))
    }

    @Test("exact inference beyond what a double can count says so", arguments: ["glmm", "exact"])
    func enormous(_ task: String) throws {
        let line =
            #"{"task":"\#(task)","measure":"OR","data":{"events1":[1e18],"total1":[1e300],"events2":[1e18],"total2":[1e300]}}"#
        let reason = try BatchGolden.read(BatchRunner().answer(line))["result"]["reason"]
        #expect(reason["code"].text == "too-many-events")
    }

    @Test("the panel of rare events answers for a million events too")
    func panel() throws {
        let line = #"{"task":"rare-panel","data":{\#(Self.many)}}"#
        let result = try BatchGolden.read(BatchRunner().answer(line))["result"]
        #expect(result["headline"].text == "glmm-conditional-exact-or")
        for row in result["rows"].list { #expect(row["reason"].isNull, "\(row["method"].text ?? "")") }
    }
}
