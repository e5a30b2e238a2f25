import Foundation
import Testing
import TrialAnalysis
import TrialStatistics
import TrialTestSupport

/// Conversions, single methods for rare events and named variants through the batch program.
struct ConvertTaskTests {
    private func result(_ line: String) throws -> GoldenValue {
        try BatchGolden.read(BatchRunner().answer(line))["result"]
    }

    /// The first number of a column, or none.
    private func first(_ column: GoldenValue) -> Double { column.numbers.compactMap { $0 }.first ?? .nan }

    /// Every word of the task with columns that it takes, and one number that must come out.
    static let requests: [(line: String, name: String, value: Double)] = [
        (
            #""sd-from-standard-error","data":{"standardError":[0.5],"total":[16]}"#, "standard deviation",
            2
        ),
        (
            #""sd-from-t","data":{"difference":[2],"t":[2],"total1":[8],"total2":[8]}"#, "standard deviation", 2
        ),
        (
            #""sd-of-change","data":{"baseline":[3],"final":[4],"correlation":[0]}"#,
            "standard deviation of the change", 5
        ),
        (
            #""correlation-from-change","data":{"baseline":[3],"final":[4],"change":[5]}"#, "correlation", 0
        ),
        (
            #""error-from-interval","ratio":true,"data":{"estimate":[2],"lower":[1],"upper":[4]}"#, "standard error",
            log(4) / (2 * 1.959963984540054)
        ),
        (#""error-from-statistic","data":{"estimate":[3],"statistic":[2]}"#, "standard error", 1.5),
        (#""error-from-p","data":{"estimate":[1.959963984540054],"pValue":[0.05]}"#, "standard error", 1),
    ]

    @Test("a conversion gives its number with formula and reference", arguments: requests.indices)
    func values(_ index: Int) throws {
        let (line, name, value) = Self.requests[index]
        let result = try result(#"{"task":"convert","conversion":\#(line)}"#)
        #expect(abs(first(result["values"][name]) - value) < 1e-12, "\(line): \(result)")
        #expect(result["formula"].list.first?.text?.isEmpty == false)
        #expect(result["reference"].list.first?.text?.isEmpty == false)
    }

    @Test("gaps and impossible numbers are named, the other rows answered")
    func gaps() throws {
        let result = try result(
            #"{"task":"convert","conversion":"sd-from-interval","level":0.9,"data":{"lower":[1,null,3],"upper":[2,4,2],"total":[10,9,8]}}"#
        )
        #expect(result["excluded"].list.map { $0["study"].number } == [2, 3])
        let values = result["values"]["standard deviation"].numbers
        #expect(values[0] != nil && values[1] == nil && values[2] == nil)
        let refusal = try BatchGolden.read(BatchRunner().answer(#"{"task":"convert","conversion":"x","data":{}}"#))
        #expect(refusal["error"]["message"].text?.contains("sd-from-interval") == true)
    }

    @Test(
        "one method of the panel answers as in the panel",
        arguments: ["sample-size-weighted-or", "firth-or", "peto"])
    func method(_ word: String) throws {
        let data = #""data":{"events1":[4,1,7,0],"total1":[40,30,55,21],"events2":[2,3,9,1],"total2":[41,29,60,20]}"#
        let panel = try result(#"{"task":"rare-panel",\#(data)}"#)["rows"].list
        let row = try #require(panel.first { $0["method"].text == word }, "\(panel.map { $0["method"].text })")
        let own = try result(#"{"task":"rare-method","method":"\#(word)",\#(data)}"#)
        for name in ["estimate", "lower", "upper"] { #expect(own[name].number == row[name].number) }
    }

    @Test("Cochran's rate ratio is one of the methods, an unknown word lists them")
    func rates() throws {
        let data = #""data":{"count1":[3,5,1],"time1":[120,300,80],"count2":[7,9,2],"time2":[118,310,82]}"#
        let own = try result(#"{"task":"rare-method","method":"cochran-irr",\#(data)}"#)
        #expect(own["estimate"].number != nil && own["method"].text == "cochran-irr")
        let refusal = try BatchGolden.read(BatchRunner().answer(#"{"task":"rare-method","method":"x",\#(data)}"#))
        #expect(refusal["error"]["message"].text?.contains("cochran-irr") == true)
    }

    @Test("the pairs of other programs and the treatment-arm correction have words")
    func words() throws {
        let data =
            #""data":{"median":[9],"total":[50],"minimum":[2],"firstQuartile":[6],"thirdQuartile":[13],"maximum":[25]}"#
        // R's package meta: Luo with Wan, Wan with Shi, Wan with Wan.
        for (word, mean, deviation) in [
            ("luo-wan", 9.77949416119723, 5.22234304355291), ("wan-shi", 10.375, 5.21794267631363),
            ("wan-tables", 10.375, 5.22234304355291),
        ] {
            let result = try result(#"{"task":"moments","method":"\#(word)","refuseSkewed":false,\#(data)}"#)
            #expect(abs(first(result["mean"]) - mean) < 1e-9)
            #expect(abs(first(result["sd"]) - deviation) < 1e-9)
        }
        let table = #""data":{"events1":[0],"total1":[40],"events2":[0],"total2":[10]}"#
        let corrected = try result(
            #"{"task":"effect-sizes","measure":"OR","options":{"zeroCells":{"byArm":true}},\#(table)}"#)
        #expect(abs(first(corrected["estimate"])) < 1e-12)
    }
}
