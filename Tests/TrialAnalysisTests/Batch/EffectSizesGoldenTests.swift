import Testing
import TrialAnalysis
import TrialJSON
import TrialTestSupport

/// Every case of `f01_escalc` through the batch program.
struct EffectSizesGoldenTests {
    static let cases = BatchGolden.cases("f01_escalc")

    @Test("there are 368 cases") func hasCases() { #expect(Self.cases.count == 368) }

    @Test("estimates and variances agree with metafor", arguments: cases)
    func agrees(_ golden: GoldenCase) throws {
        let measure = try #require(golden.arguments["measure"].text)
        let result = try BatchGolden.result([
            ("id", .string(golden.id)), ("task", .string("effect-sizes")), ("measure", .string(measure)),
            ("data", .object(columns(golden, measure))), ("options", .object(options(golden))),
        ])
        for (ours, theirs, solved) in [("estimate", "yi", 3e-5), ("variance", "vi", 5e-4)] {
            for (a, e) in zip(result[ours].list, golden.expected[theirs].numbers) {
                // The reference solves the tetrachoric correlation to 1.2e-4 only, and not at a bound.
                if measure == "RTET" {
                    guard let a = a.number, let e else { continue }
                    #expect(Tolerance(relative: solved, floor: solved).accepts(a, e))
                } else if let e {
                    #expect(Tolerance.closedForm.accepts(a.number ?? .nan, e), "\(theirs)")
                } else {
                    #expect(a.isNull)
                }
            }
            #expect(result[ours].list.count == golden.expected[theirs].list.count)
        }
    }

    private func options(_ golden: GoldenCase) -> [(key: String, value: JSONValue)] {
        let arguments = golden.arguments
        let scopes = ["only0": "only-zero", "if0all": "if-any-zero", "all": "all", "none": "none"]
        var options: [(key: String, value: JSONValue)] = []
        var zeroCells: [(key: String, value: JSONValue)] = []
        if let type = arguments["vtype"].text { options.append(("varianceType", .string(type))) }
        if let correct = arguments["correct"].flag { options.append(("biasCorrection", .bool(correct))) }
        if let add = arguments["add"].number { zeroCells.append(("add", .number(add))) }
        if let to = arguments["to"].text { zeroCells.append(("to", .string(scopes[to] ?? to))) }
        if let drop = arguments["drop00"].flag { zeroCells.append(("dropDoubleZero", .bool(drop))) }
        if !zeroCells.isEmpty { options.append(("zeroCells", .object(zeroCells))) }
        return options
    }

    private func columns(_ golden: GoldenCase, _ measure: String) -> [(key: String, value: JSONValue)] {
        let input = golden.input.table
        if input["ai"] != nil, input["bi"] != nil {
            let cells = ["ai", "bi", "ci", "di"].map { golden.column($0) }
            guard !measure.hasPrefix("MP") else {
                return zip(["bothPositive", "firstOnly", "secondOnly", "bothNegative"], cells).map { ($0, .column($1)) }
            }
            func sum(_ a: [Double?], _ b: [Double?]) -> JSONValue {
                .column(zip(a, b).map { x, y in x.flatMap { x in y.map { x + $0 } } })
            }
            return [
                ("events1", .column(cells[0])), ("total1", sum(cells[0], cells[1])), ("events2", .column(cells[2])),
                ("total2", sum(cells[2], cells[3])),
            ]
        }
        var names = [
            "x1i": "count1", "x2i": "count2", "t1i": "time1", "t2i": "time2", "m1i": "mean1", "m2i": "mean2",
            "sd1i": "sd1", "sd2i": "sd2", "n1i": "total1", "n2i": "total2", "di": "d", "ni": "total", "pi": "p",
            "ri": "correlation", "yi": "estimate", "vi": "variance", "mi": "mean", "sdi": "sd", "ti": "t",
        ]
        if input["r2i"] != nil || (input["mi"] != nil && input["ti"] != nil) {
            names.merge(["ti": "t", "mi": "predictors", "r2i": "R2"]) { $1 }
        } else if input["ai"] != nil {
            names.merge(["ai": "alpha", "mi": "items"]) { $1 }
        } else if input["xi"] != nil {
            names.merge(input["ni"] != nil ? ["xi": "events"] : ["xi": "count", "ti": "time"]) { $1 }
        }
        return input.sorted { $0.key < $1.key }.map { (names[$0.key] ?? $0.key, JSONValue($0.value)) }
    }
}
