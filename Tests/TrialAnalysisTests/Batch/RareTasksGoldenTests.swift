import Testing
import TrialAnalysis
import TrialJSON
import TrialTestSupport

/// `f03a_mh_peto` and `f03b_glmm_exact` through the batch program.
struct RareTasksGoldenTests {
    static let classic = BatchGolden.cases("f03a_mh_peto")
    static let mixed = BatchGolden.cases("f03b_glmm_exact")

    @Test("there are 66 and 28 cases") func hasCases() {
        #expect(Self.classic.count == 66)
        #expect(Self.mixed.count == 28)
    }

    private func columns(_ golden: GoldenCase) -> [(key: String, value: JSONValue)] {
        func column(_ name: String) -> JSONValue { JSONValue(golden.input[name]) }
        if !golden.input["ai"].isNull {
            func total(_ a: String, _ b: String) -> JSONValue {
                .column(zip(golden.column(a), golden.column(b)).map { x, y in x.flatMap { x in y.map { x + $0 } } })
            }
            return [
                ("events1", column("ai")), ("total1", total("ai", "bi")), ("events2", column("ci")),
                ("total2", total("ci", "di")),
            ]
        }
        if !golden.input["x1i"].isNull {
            return [
                ("count1", column("x1i")), ("time1", column("t1i")), ("count2", column("x2i")),
                ("time2", column("t2i")),
            ]
        }
        return golden.input["ni"].isNull
            ? [("count", column("xi")), ("time", column("ti"))] : [("events", column("xi")), ("total", column("ni"))]
    }

    private func request(_ golden: GoldenCase) -> [(key: String, value: JSONValue)] {
        let measure = golden.arguments["measure"].text ?? ""
        var request: [(key: String, value: JSONValue)] = [
            ("id", .string(golden.id)), ("data", .object(columns(golden))),
            ("task", .string(measure == "PETO" ? "peto" : "mantel-haenszel")),
        ]
        if let level = golden.arguments["level"].number { request.append(("level", .number(level / 100))) }
        guard measure != "PETO" else { return request }
        var options: [(key: String, value: JSONValue)] = []
        if !golden.arguments["add"].isNull {
            options.append(("zeroCells", .object([("add", .number(0.5)), ("to", .string("only-zero"))])))
        }
        if let correct = golden.arguments["correct"].flag { options.append(("continuityCorrection", .bool(correct))) }
        return request + [("measure", .string(measure)), ("options", .object(options))]
    }

    @Test("Mantel–Haenszel and Peto agree with metafor", arguments: classic.filter { $0.function.hasPrefix("rma.") })
    func pooled(_ golden: GoldenCase) throws {
        let result = try BatchGolden.result(request(golden))
        let check = AnswerCheck(golden: golden, standard: .closedForm)
        check.fields(
            [
                "beta": "estimate", "se": "standardError", "zval": "statistic", "ci.lb": "lower", "ci.ub": "upper",
                "k": "studies",
            ], of: result)
        check.pValues("pval", [result["pValue"]])
        let h = result["heterogeneity"]
        check.fields(
            ["QE": "Q", "QE.df": "QDegreesOfFreedom", "I2": "I2", "H2": "H2", "k.yi": "estimableStudies"], of: h)
        check.pValues("QEp", [h["QPValue"]])
        for (name, test) in [
            ("CO", result["association"]["cochran"]), ("MH", result["association"]["mantelHaenszel"]),
            ("BD", result["homogeneity"]["breslowDay"]), ("TA", result["homogeneity"]["tarone"]),
        ] {
            check(name, test["statistic"])
            check.pValues("\(name)p", [test["pValue"]])
        }
        for (theirs, ours) in ["ll": "logLikelihood", "dev": "deviance", "AIC": "AIC", "BIC": "BIC", "AICc": "AICc"] {
            check(theirs, result["fit"][ours], golden.expected["fit.stats"]["ML"][theirs])
        }
    }

    @Test("leave-one-out and cumulative tables", arguments: classic.filter { !$0.function.hasPrefix("rma.") })
    func followUps(_ golden: GoldenCase) throws {
        let name = golden.function == "cumul" ? "cumulative" : "leave-one-out"
        let answer = try BatchGolden.followUp(request(golden) + [("followUps", .texts([name]))])
        let check = AnswerCheck(golden: golden, standard: Tolerance(relative: 1e-8))
        let estimable = golden.expected["estimate"].numbers.map { $0 != nil }
        #expect(answer["estimate"].numbers.map { $0 != nil } == estimable)
        for (theirs, ours) in [
            ("estimate", "estimate"), ("se", "standardError"), ("zval", "statistic"), ("pval", "pValue"),
            ("ci.lb", "lower"), ("ci.ub", "upper"), ("Q", "Q"), ("Qp", "QPValue"), ("I2", "I2"), ("H2", "H2"),
        ] {
            let expected = zip(golden.expected[theirs].list, estimable).map { $1 ? $0 : .null }
            check(theirs, answer[ours].list, .list(expected))
        }
    }

    @Test("mixed models agree with exact integration", arguments: mixed)
    func mixedModels(_ golden: GoldenCase) throws {
        var data = columns(golden)
        var request: [(key: String, value: JSONValue)] = [
            ("id", .string(golden.id)), ("task", .string("glmm")), ("measure", JSONValue(golden.arguments["measure"])),
            ("model", .string(golden.arguments["method"].text == "ML" ? "random" : "common")),
        ]
        if let formulation = golden.arguments["model"].text { request.append(("formulation", .string(formulation))) }
        if golden.arguments["test"].text == "t" { request.append(("interval", .string("t"))) }
        if !golden.arguments["mods"].isNull {
            data.append(("moderators", .object([("ablat", JSONValue(golden.input["ablat"]))])))
            request.append(("moderators", .texts(["ablat"])))
        }
        let result = try BatchGolden.result(request + [("data", .object(data))])
        #expect(result["convergence"]["converged"].flag == true)
        let check = AnswerCheck(golden: golden, standard: .searched)
        let first = result["coefficients"].list[0]
        check("beta", [first["estimate"]])
        check("se", [first["standardError"]], nil, Tolerance(relative: 1e-7))
        check("zval", [first["statistic"]], nil, Tolerance(relative: 1e-7))
        check.pValues("pval", [first["pValue"]], relative: 1e-5)
        check.fields(["tau2": "tau2"], of: result["heterogeneity"])
        check("se_tau", result["heterogeneity"]["tauStandardError"], nil, Tolerance(relative: 1e-7))
        check("ll", result["fit"]["logLikelihood"])
    }
}
