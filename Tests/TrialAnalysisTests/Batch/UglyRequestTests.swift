import Testing
import TrialAnalysis
import TrialTestSupport

/// Requests that once ended the program, hung it or were answered with impossible numbers, one of each kind.
struct UglyRequestTests {
    private func answer(_ line: String) throws -> GoldenValue { try BatchGolden.read(BatchRunner().answer(line)) }

    @Test("a size beyond every whole number is answered, and the sizes are written as they are")
    func enormousSize() throws {
        let line =
            #"{"task":"proportion","method":"double-arcsine-harmonic-mean","data":"#
            + #"{"events":[3,4],"total":[20,18446744073709551616]}}"#
        let result = try answer(line)["result"]
        let message = result["warnings"].list.first { $0["code"].text == "unequal-sizes" }?["message"].text
        #expect(message?.contains("from 20 to 1.8446744073709552e+19 participants") == true)
    }

    @Test(
        "a moderator without a name is refused, whether the model has an intercept or not",
        arguments: ["\"\"", "\":\"", "\"a\",\"\""])
    func namelessModerator(_ words: String) throws {
        let tables = #""events1":[15,3],"total1":[16,9],"events2":[2,1],"total2":[20,9]"#
        for (task, columns) in [("pool", #""estimate":[1,2],"variance":[1,1]"#), ("glmm", tables)] {
            for intercept in [true, false] {
                let line =
                    #"{"task":"\#(task)","measure":"OR","moderators":[\#(words)],"intercept":\#(intercept),"#
                    + #""data":{\#(columns),"moderators":{"a":[1,2]}}}"#
                let error = try answer(line)["error"]
                #expect(error["code"].text == "missing-field" && error["field"].text == "moderators", "\(line)")
            }
        }
    }

    @Test("variances a hundred orders apart are answered with a number or a reason")
    func farApart() throws {
        let line =
            #"{"task":"pool","interval":"skovgaard","followUps":["pet-peese"],"data":{"#
            + #""estimate":[0.1,0.5,-0.5,1.0,17,-0.2],"variance":[1e100,0.079,1,1.65e-06,39.7,0.156]}}"#
        let answer = try answer(line)
        #expect(answer["ok"].flag == true)
        #expect(answer["result"]["coefficients"].list.first?["estimate"].number != nil)
    }

    @Test("a likelihood's limits beside another estimate are told")
    func twoCriteria() throws {
        for interval in ["profile-likelihood", "bartlett", "skovgaard"] {
            let line =
                #"{"task":"pool","interval":"\#(interval)","#
                + #""data":{"estimate":[-0.1,-1.0],"variance":[0.1,9e-08]}}"#
            let codes = try answer(line)["result"]["warnings"].list.compactMap { $0["code"].text }
            #expect(codes.contains("limits-of-maximum-likelihood"), "\(interval)")
        }
    }

    @Test("I², H² and τ² stay in range where one study has nearly all the weight")
    func ranges() throws {
        let line =
            #"{"task":"pool","moderators":["a"],"followUps":["heterogeneity-intervals"],"data":{"#
            + #""estimate":[-0.5,0.9,-0.5],"variance":[0.7,0.1,1e-10],"moderators":{"a":[5,1,1]}}}"#
        let answer = try answer(line)
        let h = answer["result"]["heterogeneity"]
        #expect(abs((h["Q"].number ?? 0) - 1.96 / (0.1 + 1e-10)) < 1e-8)
        let limits = answer["followUps"]["heterogeneity-intervals"]
        for side in ["lower", "upper"] {
            #expect(limits["tau2"][side].list.compactMap(\.number).allSatisfy { $0 >= 0 })
            #expect(limits["I2"][side].list.compactMap(\.number).allSatisfy { (0...100).contains($0) })
            #expect(limits["H2"][side].list.compactMap(\.number).allSatisfy { $0 >= 1 })
        }
    }

    @Test("an effect whose standard error is no number says so")
    func uncomputed() throws {
        let same = Array(repeating: "-0.891", count: 5).joined(separator: ",")
        let line =
            #"{"task":"pool","followUps":["thompson-sharp"],"data":{"estimate":[\#(same)],"#
            + #""standardError":[0.145,3,18446744073709551616,1.35e-05,5190000]}}"#
        let test = try answer(line)["followUps"]["thompson-sharp"]
        let isWhole = test["coefficients"].list.allSatisfy { $0["standardError"].number != nil }
        #expect(isWhole || test["warnings"].list.contains { $0["code"].text == "not-computed" })
    }

    /// Arms with nothing but events pull the level of a study far out; both ways to ask are one search.
    @Test("random levels with arms full of events: the panel and the task answer alike")
    func oneRoute() throws {
        let data =
            #""data":{"events1":[0,6,6,12,24],"total1":[95,6,13,73,100],"#
            + #""events2":[0,13,5,4,34],"total2":[52,13,57,9,34]}}"#
        let rows = try answer(#"{"task":"rare-panel",\#(data)"#)["result"]["rows"].list
        let row = try #require(rows.first { $0["method"].text == "glmm-random-levels-or" })
        let task = try answer(
            #"{"task":"glmm","measure":"OR","formulation":"random-levels","keepDoubleZero":true,\#(data)"#)["result"]
        let estimate = try #require(row["estimate"].number)
        #expect(estimate == task["estimate"].number)
        #expect(abs(estimate + 1.7252) < 1e-3)
        #expect(task["convergence"]["converged"].flag == true)
    }
}
