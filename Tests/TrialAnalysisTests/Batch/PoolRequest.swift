import Foundation
import TrialAnalysis
import TrialJSON
import TrialTestSupport

/// A call of `rma` as a request of the task `pool`.
struct PoolRequest {
    var fields: [(key: String, value: JSONValue)]

    private static let intervals = ["z": "normal", "t": "t", "knha": "hartung-knapp", "adhoc": "hartung-knapp-guarded"]

    /// The request; `mods` false leaves the moderators out.
    init(_ golden: GoldenCase, mods: Bool = true) {
        let arguments = golden.arguments
        let method = arguments["method"].text ?? "REML"
        var data: [(key: String, value: JSONValue)] = [
            ("estimate", JSONValue(golden.input["yi"])), ("variance", JSONValue(golden.input["vi"])),
        ]
        if !golden.input["ni"].isNull { data.append(("total", JSONValue(golden.input["ni"]))) }
        fields = [
            ("id", .string(golden.id)), ("task", .string("pool")),
            ("interval", .string(Self.intervals[arguments["test"].text ?? "z"] ?? "normal")),
        ]
        if ["EE", "FE"].contains(method) {
            fields.append(("model", .string("common")))
        } else {
            fields.append(("heterogeneity", .string(method)))
        }
        if mods, let text = arguments["mods"].text {
            let formula = Formula(text)
            fields.append(("moderators", .texts(formula.terms)))
            fields.append(("intercept", .bool(formula.hasIntercept)))
            data.append(("moderators", .object(formula.columns(golden))))
        } else if let order = arguments["order"].text {
            data.append(("moderators", .object([(order, JSONValue(golden.input[order]))])))
        }
        if arguments["weights"].text == "w" { fields.append(("weights", JSONValue(golden.input["w"]))) }
        if arguments["weighted"].flag == false, golden.function == "rma.uni" {
            fields.append(("weights", .array(golden.input["yi"].list.map { _ in .number(1) })))
        }
        if let tau2 = arguments["tau2"].number { fields.append(("tau2", .number(tau2))) }
        if let level = arguments["level"].number {
            fields.append(("level", .number(level > 1 ? level / 100 : level)))
        }
        if !arguments["btt"].isNull {
            let tested = arguments["btt"].text.map { $0.split { !$0.isNumber }.compactMap { Double($0) } }
            fields.append(("testedCoefficients", .column(tested ?? arguments["btt"].numbers)))
        }
        fields.append(("data", .object(data)))
    }

    /// The request with a follow-up and its options.
    init(_ golden: GoldenCase, followUp: String, _ options: [(key: String, value: JSONValue)] = [], mods: Bool = true) {
        self.init(golden, mods: mods)
        fields.append(("followUps", .texts([followUp])))
        if !options.isEmpty { fields.append((followUp, .object(options))) }
    }

    /// The few forms of R's formulas that the cases use.
    private struct Formula {
        var terms: [String] = []
        var hasIntercept = true

        init(_ text: String) {
            for part in text.filter({ $0 != " " && $0 != "~" }).split(separator: "+").map(String.init) {
                switch part {
                case "1": continue
                case "0": hasIntercept = false
                default:
                    let factors = part.split(separator: "*").map(String.init)
                    terms += factors
                    if factors.count > 1 { terms.append(factors.joined(separator: ":")) }
                }
            }
        }

        func columns(_ golden: GoldenCase) -> [(key: String, value: JSONValue)] {
            terms.filter { !$0.contains(":") }.map { ($0, column($0, golden)) }
        }

        private func column(_ name: String, _ golden: GoldenCase) -> JSONValue {
            if name == "sqrt(vi)" { return .column(golden.column("vi").map { $0.map { $0.squareRoot() } }) }
            guard name.hasPrefix("I(") else { return JSONValue(golden.input[name]) }
            let parts = name.dropFirst(2).dropLast().split(separator: "-")
            let centre = Double(parts[1]) ?? .nan
            return .column(golden.column(String(parts[0])).map { $0.map { $0 - centre } })
        }
    }
}
