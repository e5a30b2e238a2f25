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

    @Test("a quantile that the library of distributions doubts is no number, and not the end of the program")
    func doubtedQuantile() throws {
        let line =
            #"{"task":"pool","heterogeneity":"PMM","prediction":"kenward-roger-pr","data":{"#
            + #""estimate":[1.3,0],"standardError":[1e74,4.37e-07]}}"#
        let result = try answer(line)["result"]
        #expect(result["coefficients"].list.first?["estimate"].number?.isFinite == true)
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

    @Test("more counts than can be summed are refused with the study, not attempted")
    func enormousSupport() throws {
        let line =
            #"{"task":"pool","followUps":["schwarzer"],"data":{"estimate":[-0.5,-0.4,-0.3],"standardError":[0.1,0.4,0.2],"#
            + #""events1":[0,2922766174953013661,1],"total1":[80,18446744073709551616,9],"#
            + #""events2":[4,286626807550728,1],"total2":[100,1000000000000000,9]}}"#
        let error = try answer(line)["followUps"]["schwarzer"]["error"]
        #expect(error["code"].text == "unsupported" && error["study"].number == 2)
    }

    @Test(
        "I² of a multilevel model stays in range where one row has nearly all the weight",
        arguments: [
            #""estimate":[-1.2,-0.076,1.3],"variance":[2.77e-13,0.635,0.0753],"levels":{"a":["q","r","q"]},"moderators":{"m":[0,1,1]}"#,
            #""estimate":[-0.029,-1,-0.8,0.2,0.9,0.9],"variance":[5.97,4.32e-12,0.0195,0.0341,28.3,0.237],"#
                + #""levels":{"a":["p","p","q","r","r","p"]},"moderators":{"m":[0.3,0.7,-1.661,1.2,-0.8,-0.976]}"#,
        ])
    func multilevelRange(_ data: String) throws {
        let result = try answer(#"{"task":"multilevel","random":["a"],"moderators":["m"],"data":{\#(data)}}"#)["result"]
        let total = try #require(result["heterogeneity"]["I2"].number)
        #expect((0...100).contains(total))
        #expect(try #require(result["heterogeneity"]["typicalVariance"].number) > 0)
    }

    @Test("profile limits of a slope do not depend on the moderator's unit")
    func slopeUnits() throws {
        func limits(_ factor: Double) throws -> [Double] {
            let values = [1.0, 2, 3, 4, 5].map { "\($0 * factor)" }.joined(separator: ",")
            let line =
                #"{"task":"glmm","measure":"IRR","model":"common","interval":"profile-likelihood","moderators":["a"],"#
                + #""data":{"count1":[4,8,6,9,12],"time1":[10,11,12,9,10],"count2":[5,7,8,12,18],"#
                + #""time2":[9,11,12,10,11],"moderators":{"a":[\#(values)]}}}"#
            let slope = try #require(try answer(line)["result"]["coefficients"].list.last)
            return [slope["lower"].number, slope["upper"].number].map { ($0 ?? .nan) * factor }
        }
        let plain = try limits(1)
        for factor in [1e-6, 1e8] {
            #expect(zip(try limits(factor), plain).allSatisfy { abs($0 - $1) < 1e-6 }, "\(factor)")
        }
    }

    @Test(
        "a study with an empty group is left out and named, and the rest is answered as without it",
        arguments: [
            (#""task":"mantel-haenszel","measure":"RR""#, "total"), (#""task":"peto""#, "total"),
            (#""task":"glmm","measure":"OR","model":"common""#, "total"), (#""task":"rare-panel""#, "total"),
            (#""task":"mantel-haenszel","measure":"IRR""#, "time"), (#""task":"exact","measure":"OR""#, "total"),
        ])
    func emptyGroup(_ words: String, size: String) throws {
        let events = size == "time" ? "count" : "events"
        func ask(_ rows: [[Int]]) throws -> GoldenValue {
            let columns = ["\(events)1", "\(size)1", "\(events)2", "\(size)2"].enumerated().map { index, name in
                "\"\(name)\":\(rows.map { $0[index] })"
            }
            return try answer("{\(words),\"data\":{\(columns.joined(separator: ","))}}")["result"]
        }
        let whole = [[4, 20, 6, 21], [2, 30, 5, 28], [3, 18, 4, 19]]
        let (with, without) = (try ask([whole[0], [0, 0, 3, 25]] + whole[1...]), try ask(whole))
        #expect(with["excluded"].list.map { $0["study"].number } == [2])
        #expect(with["excluded"].list.first?["reason"].text == "\(size)1 is 0, so the group is empty")
        let numbers = [with, without].map { result in
            [result["estimate"].number]
                + (result["coefficients"].list + result["rows"].list).map { $0["estimate"].number }
        }
        #expect(numbers[0] == numbers[1] && numbers[0].contains { $0 != nil })
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
