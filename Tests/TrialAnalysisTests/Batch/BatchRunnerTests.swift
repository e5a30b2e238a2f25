import Foundation
import Testing
import TrialAnalysis
import TrialTestSupport

/// What the batch program does with requests that are wrong, extreme or many.
struct BatchRunnerTests {
    private func refusal(_ line: String) throws -> GoldenValue {
        let answer = try BatchGolden.read(BatchRunner().answer(line))
        try #require(answer["ok"].flag == false, "the request was answered")
        let message = try #require(answer["error"]["message"].text)
        #expect(!message.isEmpty && !message.contains("\n"))
        return answer["error"]
    }

    @Test(
        "a bad request is refused with its code, study and field",
        arguments: [
            (
                #"{"id":1,"task":"pool","data":{"estimate":["NaN",1],"variance":[1,1]}}"#, "impossible-data", 1,
                "estimate"
            ),
            (#"{"id":1,"task":"pool","data":{"estimate":[1,2],"variance":[1]}}"#, "unequal-lengths", nil, "variance"),
            (#"{"task":"pool","data":{"estimate":[null,1,2],"variance":[1,1,-1]}}"#, "invalid-variance", 3, "variance"),
            (#"{"task":"pool","data":{"estimate":[1,2],"variance":[0,1]}}"#, "invalid-variance", 1, "variance"),
            (
                #"{"task":"pool","data":{"estimate":[1,2],"standardError":[1,-1]}}"#, "invalid-variance", 2,
                "standardError"
            ),
            (#"{"task":"pool","data":{"estimate":[1,2]}}"#, "missing-field", nil, "variance"),
            (#"{"task":"pool","data":{"estimate":[],"variance":[]}}"#, "too-few-studies", nil, nil),
            (
                #"{"task":"pool","data":{"estimate":[1e300,-1e300],"variance":[1e-300,1e300]}}"#, "not-finite", 1,
                "estimate"
            ),
            (#"{"task":"pool","level":95,"data":{"estimate":[1],"variance":[1]}}"#, "impossible-data", nil, "level"),
            (#"{"task":"pool","tau2":-1,"data":{"estimate":[1],"variance":[1]}}"#, "impossible-data", nil, "tau2"),
            (
                #"{"task":"peto","data":{"events1":[2,9],"total1":[9,8],"events2":[0,0],"total2":[9,9]}}"#,
                "impossible-data", 2, "events1"
            ),
            (
                #"{"task":"peto","data":{"events1":[2],"total1":[9],"events2":[0],"total2":[0]}}"#, "impossible-data",
                1, "total2"
            ),
        ])
    func refused(_ line: String, code: String, study: Int?, field: String?) throws {
        let error = try refusal(line)
        #expect(error["code"].text == code)
        #expect(error["study"].number == study.map(Double.init))
        #expect(error["field"].text == field)
    }

    @Test("collinear moderators and more coefficients than studies name the moderator")
    func redundant() throws {
        let data = #""data":{"estimate":[1,2,3],"variance":[1,1,1],"moderators":{"a":[1,2,3],"b":[2,4,6],"c":[1,0,5]}}"#
        let collinear = try refusal(#"{"task":"pool","moderators":["a","b"],\#(data)}"#)
        #expect(collinear["code"].text == "redundant-moderator")
        #expect(collinear["field"].text == "b")
        let many = try refusal(#"{"task":"pool","moderators":["a","c"],\#(data)}"#)
        #expect(["too-few-studies", "redundant-moderator"].contains(many["code"].text))
    }

    @Test(
        "an unknown word is refused with the known ones, a measure with the nearest",
        arguments: [
            (#"{"task":"pol","data":{}}"#, "effect-sizes"),
            (#"{"task":"effect-sizes","measure":"PLOGIT","data":{}}"#, "write 'PLO' (log odds)"),
            (#"{"task":"effect-sizes","measure":"XXXXXX","data":{}}"#, "known, 5 of "),
            (#"{"task":"pool","heterogeneity":"XX","data":{"estimate":[1],"variance":[1]}}"#, "REML"),
            (#"{"task":"pool","interval":"XX","data":{"estimate":[1],"variance":[1]}}"#, "hartung-knapp-guarded"),
            (#"{"task":"pool","followUps":["XX"],"data":{"estimate":[1],"variance":[1]}}"#, "trim-and-fill"),
            (#"{"task":"effect-sizes","measure":"OR","options":{"XX":1},"data":{}}"#, "zeroCells"),
            (#"{"task":"glmm","measure":"XX","data":{}}"#, "IRLN"),
            (
                #"{"task":"firth","followUps":["XX"],"data":{"events1":[1],"total1":[9],"events2":[0],"total2":[9]}}"#,
                "leave-one-out"
            ),
        ])
    func unknownWord(_ line: String, known: String) throws {
        let error = try refusal(line)
        #expect(error["code"].text == "unsupported")
        #expect(error["message"].text?.contains(known) == true)
    }

    @Test("a field that the task does not know is told of")
    func unknownField() throws {
        let line = #"{"task":"pool","heterogenity":"DL","data":{"estimate":[1,2],"variance":[1,1]}}"#
        let warnings = try BatchGolden.read(BatchRunner().answer(line))["result"]["warnings"].list
        #expect(warnings.map { $0["code"].text } == ["unknown-field"])
    }

    @Test("what cannot be read is refused and keeps its id where that can be read")
    func unreadable() throws {
        let lines: [Data] = [
            Data(#"{"id":"a","x":NaN}"#.utf8), Data(#"{"id":"a","x":[1,2"#.utf8),
            Data(#"{"id":"a","task":""#.utf8) + Data([0xFF, 0xFE]) + Data(#""}"#.utf8),
        ]
        for line in lines {
            let answer = try BatchGolden.read(BatchRunner().answer(line))
            #expect(answer["id"].text == "a")
            #expect(answer["error"]["code"].text == "unreadable-request")
        }
        for line in ["", "[]", "1", "x", String(repeating: "[", count: 100_000), #"{"id":1,"id":2}"#] {
            #expect(try refusal(line)["code"].text == "unreadable-request")
        }
    }

    @Test("one study, two studies and equal estimates are answered, with every follow-up or its error")
    func few() throws {
        let names =
            "\"blup\",\"residuals\",\"influence\",\"leave-one-out\",\"cumulative\",\"trim-and-fill\",\"egger\",\"begg\",\"pet\",\"limit\",\"excess-significance\",\"fail-safe\",\"permutation\",\"gosh\",\"subset-table\",\"few-studies\",\"predictions\",\"heterogeneity-intervals\",\"threshold\""
        for (y, v) in [("1", "1"), ("1,2", "1,1"), ("1,1,1,1", "1,1,1,1"), ("1,2,3,4", "1e-10,1e10,1,1e-5")] {
            let line = #"{"task":"pool","data":{"estimate":[\#(y)],"variance":[\#(v)]},"followUps":[\#(names)]}"#
            let answer = try BatchGolden.read(BatchRunner().answer(line))
            #expect(answer["ok"].flag == true)
            #expect(answer["followUps"].table.count == 19)
            let studies = y.split(separator: ",").count
            #expect(answer["followUps"]["leave-one-out"]["estimate"].list.count == studies)
            #expect(answer["followUps"]["blup"]["estimate"].numbers.allSatisfy { $0 != nil })
            #expect((answer["followUps"]["egger"]["error"]["code"].text != nil) == (studies < 3 || v == "1,1,1,1"))
        }
    }

    @Test("variances over 20 orders of magnitude give the weighted mean of exact arithmetic")
    func ordersOfMagnitude() throws {
        let line = #"{"task":"pool","model":"common","data":{"estimate":[1,2,3],"variance":[1e-10,1,1e10]}}"#
        let pooled = try BatchGolden.read(BatchRunner().answer(line))["result"]["coefficients"].list[0]
        // (1e10 + 2 + 3e-10) / (1e10 + 1 + 1e-10) = 1 + 1e-10 to 20 digits.
        #expect(Tolerance(relative: 1e-15, floor: 0).accepts(pooled["estimate"].number ?? 0, 1 + 1e-10))
    }

    @Test("a study that is left out keeps the count of the others")
    func excluded() throws {
        let line =
            #"{"task":"pool","data":{"estimate":[1,null,2,3],"variance":[1,1,2,1]},"order":[4,3,2,1],"followUps":["cumulative"]}"#
        let answer = try BatchGolden.read(BatchRunner().answer(line))
        #expect(answer["result"]["excluded"].list.map { $0["study"].number } == [2])
        #expect(answer["result"]["studies"].number == 3)
        #expect(answer["followUps"]["cumulative"]["study"].numbers == [4, 3, 1])
    }

    @Test("variances that look like standard errors are told of, proper ones are not")
    func standardErrors() throws {
        func codes(_ data: String) throws -> [String?] {
            let answer = try BatchGolden.read(BatchRunner().answer(#"{"task":"pool","data":{\#(data)}}"#))
            return answer["result"]["warnings"].list.map { $0["code"].text }
        }
        let y = #""estimate":[0.1,0.5,0.9,0.3,0.7,0.2]"#
        let sizes = #""total":[100,80,69,91,71,64]"#
        let suspicion = "looks-like-standard-error"
        #expect(try codes(#"\#(y),"variance":[0.02,0.025,0.17,0.022,0.028,0.031],\#(sizes)"#).contains(suspicion))
        #expect(try !codes(#"\#(y),"variance":[0.02,0.025,0.029,0.022,0.028,0.031],\#(sizes)"#).contains(suspicion))
        #expect(
            try codes(#"\#(y),"variance":[0.2,0.1,0.1,0.2,0.3,0.2],"standardError":[0.2,0.1,0.1,0.2,0.3,0.2]"#)
                .contains(suspicion))
        let close = #""estimate":[0.10,0.13,0.09,0.12,0.08,0.11,0.10,0.14]"#
        #expect(try codes(#"\#(close),"variance":[0.02,0.021,0.019,0.02,0.022,0.02,0.021,0.019]"#).contains(suspicion))
        #expect(
            try !codes(#"\#(close),"variance":[0.0004,0.0005,0.0003,0.0004,0.0004,0.0005,0.0004,0.0004]"#).contains(
                suspicion))
    }

    @Test("any number of threads gives the same answers in the same order", arguments: [2, 3, 16])
    func threads(_ jobs: Int) {
        let lines = (1...60).map { i in
            Data(
                #"{"id":\#(i),"task":"pool","data":{"estimate":[0.1,\#(Double(i) / 7),0.4],"variance":[0.1,0.2,\#(i)]},"followUps":["permutation","gosh"]}"#
                    .utf8)
        }
        #expect(BatchRunner().answers(lines, jobs: jobs) == BatchRunner().answers(lines, jobs: 1))
    }

    @Test("a seed gives the same sample again")
    func seeds() {
        func line(_ seed: Int) -> String {
            #"{"id":1,"task":"pool","heterogeneity":"DL","data":{"estimate":[0.1,0.9,0.4,0.3],"variance":[0.1,0.2,0.1,0.1]},"followUps":["permutation"],"permutation":{"exact":false},"iterations":50,"seed":\#(seed)}"#
        }
        #expect(BatchRunner().answer(line(3)) == BatchRunner().answer(line(3)))
        #expect(BatchRunner().answer(line(3)) != BatchRunner().answer(line(4)))
    }
}
