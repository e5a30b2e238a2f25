import Testing
import TrialAnalysis
import TrialJSON
import TrialTestSupport

/// Small-study effects and selection of `f02b_rma_post` through the batch program.
///
/// The reference refits with its ordinary accuracy in some functions; there the numbers agree to what that leaves, and
/// the tests of the statistics show that ours are the more likely ones.
struct SmallStudyGoldenTests {
    static func stopped(_ golden: GoldenCase, _ tolerance: Double) -> Tolerance {
        let method = golden.arguments["method"].text
        return method == "REML" ? Tolerance(relative: tolerance, floor: 1e-9) : .searched
    }

    @Test("trim-and-fill", arguments: FollowUpGoldenTests.cases("trimfill"))
    func trimAndFill(_ golden: GoldenCase) throws {
        var options: [(key: String, value: JSONValue)] = []
        for name in ["estimator", "side"] {
            if let value = golden.arguments[name].text { options.append((name, .string(value))) }
        }
        let answer = try BatchGolden.followUp(PoolRequest(golden, followUp: "trim-and-fill", options).fields)
        #expect(answer["missing"].number == golden.expected["k0"].number)
        #expect(answer["side"].text == golden.expected["side"].text)
        let check = AnswerCheck(golden: golden, standard: Self.stopped(golden, 1e-3))
        check.fields(["se.k0": "missingStandardError", "p.k0": "missingPValue"], of: answer, .searched)
        check.fields(["yi.filled": "estimate", "vi.filled": "variance"], of: answer["filled"])
        let result = answer["result"]
        check("k", result["studies"])
        check.fields(["tau2": "tau2", "I2": "I2", "QE": "Q"], of: result["heterogeneity"])
        check.fields(
            ["beta": "estimate", "se": "standardError", "zval": "statistic", "ci.lb": "lower", "ci.ub": "upper"],
            of: result["coefficients"].list[0])
    }

    @Test("Egger's regression", arguments: FollowUpGoldenTests.cases("regtest"))
    func egger(_ golden: GoldenCase) throws {
        let options = ["model", "predictor"].map { (key: $0, value: JSONValue(golden.arguments[$0])) }
        let answer = try BatchGolden.followUp(PoolRequest(golden, followUp: "egger", options).fields)
        let isMixed = golden.arguments["model"].text == "rma"
        let check = AnswerCheck(golden: golden, standard: isMixed ? Self.stopped(golden, 2e-3) : .searched)
        check.fields(["zval": "statistic", "dfs": "degreesOfFreedom"], of: answer)
        check("pval", answer["pValue"], nil, isMixed ? Self.stopped(golden, 2e-2) : .searched)
        check("fit_beta", answer["coefficients"].list.map { $0["estimate"] })
        check("fit_se", answer["coefficients"].list.map { $0["standardError"] })
        if !golden.expected["est"].isNull {
            check.fields(["est": "estimate", "ci.lb": "lower", "ci.ub": "upper"], of: answer["limitEffect"])
        }
    }

    @Test("rank correlation", arguments: FollowUpGoldenTests.cases("ranktest"))
    func begg(_ golden: GoldenCase) throws {
        let exact = golden.arguments["exact"].flag ?? true
        let answer = try BatchGolden.followUp(
            PoolRequest(golden, followUp: "begg", [("exact", .bool(exact))]).fields)
        let check = AnswerCheck(golden: golden, standard: .closedForm)
        check("tau", answer["rankCorrelation"])
        check("pval", answer["pValue"], nil, .pValue)
    }

    @Test("fail-safe numbers", arguments: FollowUpGoldenTests.cases("fsn"))
    func failSafe(_ golden: GoldenCase) throws {
        let type = try #require(golden.arguments["type"].text)
        var options: [(key: String, value: JSONValue)] = [("convention", .string("metafor"))]
        if let target = golden.arguments["target"].number { options.append(("target", .number(target))) }
        if let alpha = golden.arguments["alpha"].number { options.append(("significanceLevel", .number(alpha))) }
        var request = PoolRequest(golden, followUp: "fail-safe", options)
        // The reference's fit stopped short; at its τ² the number is the same.
        if type == "General" { request.fields.append(("tau2", JSONValue(golden.expected["tau2"].list.first?.number))) }
        let answer = try BatchGolden.followUp(request.fields)[type.lowercased()]
        #expect(answer["studies"].number == golden.expected["fsnum"].number)
        AnswerCheck(golden: golden, standard: .searched).fields(
            [
                "est": "estimate", "pval": "pValue", "target": "target", "est.fsn": "combinedEstimate",
                "tau2.fsn": "combinedTau2", "pval.fsn": "combinedPValue",
            ], of: answer)
    }

    @Test("excess significance", arguments: FollowUpGoldenTests.cases("tes"))
    func excess(_ golden: GoldenCase) throws {
        var request = PoolRequest(
            golden, followUp: "excess-significance", [("distribution", JSONValue(golden.arguments["test"]))])
        // `test` names the distribution here, not the interval.
        request.fields.removeAll { $0.key == "interval" }
        request.fields.append(("interval", .string("normal")))
        let answer = try BatchGolden.followUp(request.fields)
        let check = AnswerCheck(golden: golden, standard: Self.stopped(golden, 1e-4))
        check.fields(["O": "observed", "theta": "effect"], of: answer)
        // With τ² > 0 the reference averages the power over effects within 5τ of the mean only.
        check.fields(["E": "expected"], of: answer, Tolerance(relative: 1e-4))
        check.fields(["X2": "statistic", "pval": "pValue"], of: answer, Tolerance(relative: 2e-3))
        check("theta.lim", answer["limitEffect"], nil, Tolerance(relative: 0, floor: 1.3e-4))
    }

    @Test("PET and PEESE", arguments: FollowUpGoldenTests.cases("rma.uni"))
    func petPeese(_ golden: GoldenCase) throws {
        let name = golden.arguments["mods"].text?.filter { $0 != " " && $0 != "~" } == "vi" ? "peese" : "pet"
        FitComparison(golden).compare(
            try BatchGolden.followUp(PoolRequest(golden, followUp: name, mods: false).fields))
    }
}
