import AnotherLab
import Foundation
import Testing
import TrialAnalysis
import TrialJSON
import TrialResults

@Suite struct BatchTests {
    private let runner = BatchRunner(.anotherLab)

    private func answer(_ line: String) throws -> JSONValue {
        let bytes = Array(runner.answer(line).utf8)
        return try bytes.withUnsafeBufferPointer { buffer in
            var parser = JSONParser(buffer)
            return try parser.parse()
        }
    }

    @Test("the kind's task counts plain numbers as the plan counts rows")
    func direction() throws {
        let record = try Runs.ofMadeTrials().analyses[1]
        let estimates = record.rows.map { "\($0.estimate)" }.joined(separator: ",")
        let result = try #require(
            try answer(#"{"task":"direction","data":{"estimate":[\#(estimates)]}}"#)["result"])
        #expect(result["lower"] == .number(4) && result["higher"] == .number(1) && result["neither"] == .number(1))
        #expect(result["pValue"] == .number(0.375))
        let share = try #require((record.answer.value as? DirectionAnswer)?.test.shareLower)
        #expect(result["shareLowerLimit"] == .number(share.lower) && result["shareUpperLimit"] == .number(share.upper))
    }

    @Test("a negative width and a missing column name their fields")
    func refusals() throws {
        let width = try answer(#"{"task":"direction","noDirectionWithin":-1,"data":{"estimate":[1]}}"#)
        #expect(width["error"]?["field"] == .string("noDirectionWithin"))
        #expect(try answer(#"{"task":"direction","data":{}}"#)["error"]?["field"] == .string("estimate"))
    }

    @Test("effect sizes know the measure, and pooling the estimator")
    func measureAndEstimator() throws {
        let data = #""data":{"events1":[5],"total1":[50],"events2":[10],"total2":[50]}"#
        let sizes = try answer(#"{"task":"effect-sizes","measure":"EFR",\#(data)}"#)["result"]
        guard case .array(let values) = sizes?["estimate"], case .number(let estimate) = values.first else {
            Issue.record("no estimate")
            return
        }
        #expect(abs(estimate - 0.117_783_035_656) < 1e-10)
        let pooled = try answer(
            #"{"task":"pool","heterogeneity":"DL2","data":{"estimate":[0,2,1],"variance":[0.1,0.1,0.2]}}"#)
        guard case .number(let tau2) = pooled["result"]?["heterogeneity"]?["tau2"] else {
            Issue.record("no τ²: \(pooled.text)")
            return
        }
        #expect(abs(tau2 - 135.0 / 151) < 1e-12)
    }
}
