import Foundation
import Testing
import TrialAnalysis
import TrialJSON
import TrialTestSupport

/// The cases of `f02b_rma_post` through the batch program, each as a follow-up of a pooled effect.
struct FollowUpGoldenTests {
    static let file = Dictionary(grouping: BatchGolden.cases("f02b_rma_post"), by: \.function)
    static func cases(_ functions: String...) -> [GoldenCase] { functions.flatMap { file[$0] ?? [] } }
    /// Two searches stand behind each number.
    static let refit = Tolerance(relative: 1e-7, floor: 1e-9)

    @Test("there are 1126 cases of 21 functions") func hasCases() {
        #expect(Self.file.values.reduce(0) { $0 + $1.count } == 1126)
        #expect(Self.file.count == 21)
    }

    @Test("predicted true effects", arguments: cases("blup", "ranef"))
    func blup(_ golden: GoldenCase) throws {
        let answer = try BatchGolden.followUp(PoolRequest(golden, followUp: "blup").fields)
        AnswerCheck(golden: golden, standard: Self.refit).fields(
            ["pred": "estimate", "se": "standardError", "pi.lb": "lower", "pi.ub": "upper"],
            of: golden.function == "blup" ? answer : answer["deviation"])
    }

    @Test("residuals", arguments: cases("rstandard", "rstudent"))
    func residuals(_ golden: GoldenCase) throws {
        let answer = try BatchGolden.followUp(PoolRequest(golden, followUp: "residuals").fields)
        AnswerCheck(golden: golden, standard: Self.refit).fields(
            ["resid": "residual", "se": "standardError", "z": "statistic"],
            of: answer[golden.function == "rstandard" ? "standardised" : "studentised"])
    }

    @Test("influence", arguments: cases("influence"))
    func influence(_ golden: GoldenCase) throws {
        let answer = try BatchGolden.followUp(PoolRequest(golden, followUp: "influence").fields)
        AnswerCheck(golden: golden, standard: Self.refit).fields(
            [
                "rstudent": "studentisedResidual", "dffits": "dffits", "cook.d": "cooksDistance",
                "cov.r": "covarianceRatio", "tau2.del": "tau2", "QE.del": "Q", "hat": "hat", "weight": "weight",
            ], of: answer)
        #expect(answer["influential"].list.map(\.flag) == golden.expected["is.infl"].list.map(\.flag))
    }

    @Test("leave-one-out and cumulative fits", arguments: cases("leave1out", "cumul"))
    func refits(_ golden: GoldenCase) throws {
        let name = golden.function == "cumul" ? "cumulative" : "leave-one-out"
        let order = golden.arguments["order"].text.map { [(key: "order", value: JSONValue.string($0))] } ?? []
        let answer = try BatchGolden.followUp(PoolRequest(golden, followUp: name, order).fields)
        let check = AnswerCheck(golden: golden, standard: Self.refit)
        check.fields(
            [
                "estimate": "estimate", "se": "standardError", "pval": "pValue", "ci.lb": "lower", "ci.ub": "upper",
                "Q": "Q", "Qp": "QPValue", "tau2": "tau2", "I2": "I2", "order_of_rows": "study",
            ], of: answer)
    }

    @Test("subsets", arguments: cases("gosh"))
    func subsets(_ golden: GoldenCase) throws {
        let answer = try BatchGolden.followUp(PoolRequest(golden, followUp: "gosh").fields)
        let places = Dictionary(
            uniqueKeysWithValues: answer["included"].list.enumerated().map { ($1.text ?? "", $0) })
        let rows = try golden.expected["incl"].list.map { row in
            try #require(places[row.list.map { $0.number == 1 || $0.flag == true ? "1" : "0" }.joined()])
        }
        let check = AnswerCheck(golden: golden, standard: Self.refit)
        for (theirs, ours) in [("k", "studies"), ("QE", "Q"), ("I2", "I2"), ("tau2", "tau2"), ("estimate", "estimate")]
        {
            let column = answer[ours].list
            check(theirs, rows.map { column[$0] })
        }
    }

    /// Where one of the reference's refits failed it divides by one less.
    @Test("exact permutation tests", arguments: cases("permutest"))
    func permutation(_ golden: GoldenCase) throws {
        let answer = try BatchGolden.followUp(
            PoolRequest(golden, followUp: "permutation", [("exact", .bool(true))]).fields)
        #expect(answer["exact"].flag == true)
        let total = try #require(answer["rearrangements"].number)
        #expect(total == golden.expected["exact.iter"].number)
        for (coefficient, theirs) in zip(answer["coefficients"].list, golden.expected["pval"].numbers) {
            guard let theirs, let ours = coefficient["pValue"].number else { continue }
            let fewer = (theirs * (total - 1)).rounded()
            let count = (ours * total).rounded()
            #expect(abs(ours - theirs) <= 1e-12 || count == fewer || count == fewer + 1, "\(ours), expected \(theirs)")
        }
    }

    @Test("predictions", arguments: cases("predict"))
    func predictions(_ golden: GoldenCase) throws {
        let isNormal = golden.arguments["test"].text == "z"
        let kinds = ["riley": "t-k-2", "t": "t-k-1", "simple": "normal"]
        let kind = golden.arguments["predtype"].text ?? ""
        var options: [(key: String, value: JSONValue)] = [
            ("prediction", .string(kinds[kind] ?? (isNormal ? "normal" : "t-k-1")))
        ]
        if kind == "simple" { options.append(("errorSource", .string("none"))) }
        if let text = golden.arguments["newmods"].text {
            let rows = try #require(Self.newRows[text])
            options.append(("rows", .array(rows.map { .array(([1] + $0).map { .number($0) }) })))
        }
        let answer = try BatchGolden.followUp(PoolRequest(golden, followUp: "predictions", options).fields)
        let isExponentiated = golden.id.hasSuffix("_exp")
        let check = AnswerCheck(golden: golden, standard: Self.refit)
        for (theirs, ours) in [
            ("pred", "estimate"), ("se", "standardError"), ("ci.lb", "lower"), ("ci.ub", "upper"),
            ("pi.lb", "predictionLower"), ("pi.ub", "predictionUpper"),
        ] where !(isExponentiated && theirs == "se") {
            let values = answer[ours].list
            check(
                theirs,
                isExponentiated ? values.map { $0.number.map { .number(exp($0)) } ?? .null } : values)
        }
    }

    private static let newRows: [String: [[Double]]] = [
        "newmods=c(10,33.5,60)": [[10], [33.5], [60]],
        "newmods=cbind(c(20,40),c(1950,1970))": [[20, 1950], [40, 1970]],
        "newmods=rbind(c(0,0),c(1,0),c(0,1))": [[0, 0], [1, 0], [0, 1]],
        "newmods=0:5": [[0], [1], [2], [3], [4], [5]], "newmods=c(-10,0,5)": [[-10], [0], [5]], "newmods=0": [[0]],
    ]

    /// Of the generalised Q the reference's distribution function is off by up to 3e-4; it searches up to τ² = 100 only.
    @Test("intervals of τ²", arguments: cases("confint", "confint.rma.uni"))
    func heterogeneityIntervals(_ golden: GoldenCase) throws {
        let kind = try #require(golden.arguments["type"].text)
        let method = kind.replacing("wald.", with: "wald-")
        if method.hasPrefix("wald-"), golden.expected["tau2"]["estimate"].number == 0 { return }
        let answer = try BatchGolden.followUp(
            PoolRequest(golden, followUp: "heterogeneity-intervals", [("methods", .texts([method]))]).fields)
        let relative = ["QP": 1e-7, "GENQ": 3e-2, "PL": 1e-5][kind] ?? 1e-8
        let check = AnswerCheck(golden: golden, standard: Tolerance(relative: relative, floor: 1e-9))
        let isCapped = golden.expected["tau2"]["ci.ub"].number == 100
        // The reference says that the set is empty and writes 0 to 0; we give no limits.
        let isEmpty = golden.expected["ci.null"].flag == true
        for name in ["tau2", "tau", "I2", "H2"] {
            if isEmpty {
                #expect(["lower", "upper"].allSatisfy { answer[name][$0].list.map(\.number) == [nil] })
                continue
            }
            check("\(name) lower", answer[name]["lower"], golden.expected[name]["ci.lb"])
            if !isCapped { check("\(name) upper", answer[name]["upper"], golden.expected[name]["ci.ub"]) }
        }
    }

    @Test("Henmi–Copas intervals", arguments: cases("hc"))
    func henmiCopas(_ golden: GoldenCase) throws {
        var request = PoolRequest(golden)
        request.fields.removeAll { ["interval", "heterogeneity"].contains($0.key) }
        request.fields += [("interval", .string("henmi-copas")), ("heterogeneity", .string("DL"))]
        let pooled = try #require(try BatchGolden.result(request.fields)["coefficients"].list.first)
        let check = AnswerCheck(golden: golden, standard: Tolerance(relative: 1e-9))
        check.fields(["beta": "estimate", "se": "standardError"], of: pooled)
        // The reference's root finder ran at its default of 1e-4, relative to the width of the interval.
        let width = try #require(pooled["upper"].number) - #require(pooled["lower"].number)
        check.fields(["ci.lb": "lower", "ci.ub": "upper"], of: pooled, Tolerance(relative: 0, floor: 1e-4 * width))
    }

    @Test("variance inflation", arguments: cases("vif"))
    func inflation(_ golden: GoldenCase) throws {
        let answer = try BatchGolden.followUp(PoolRequest(golden, followUp: "vif").fields)
        AnswerCheck(golden: golden, standard: .searched)("vif", answer["inflation"])
    }

    @Test("tests of coefficients and of models", arguments: cases("anova"))
    func hypotheses(_ golden: GoldenCase) throws {
        let check = AnswerCheck(golden: golden, standard: .searched)
        if !golden.expected["LRT"].isNull {
            let answer = try BatchGolden.followUp(PoolRequest(golden, followUp: "likelihood-ratio").fields)
            check.fields(["LRT": "statistic", "R2": "R2"], of: answer)
            check.pValues("pval", [answer["pValue"]])
        } else if golden.arguments["btt"].isNull {
            let rows = JSONValue.array([[1, 10, 1970], [0, 1, -1]].map { .array($0.map { .number($0) }) })
            let answer = try BatchGolden.followUp(PoolRequest(golden, followUp: "hypotheses", [("rows", rows)]).fields)
            check.fields(
                ["Xb": "estimate", "se": "standardError", "zval": "statistic", "pval": "pValue"], of: answer)
            check("QM", answer["joint"]["statistic"])
        } else {
            let test = try BatchGolden.result(PoolRequest(golden).fields)["moderatorTest"]
            check("QM", test["statistic"])
            check("QMp", test["pValue"])
        }
    }
}
