import Testing
import TrialAnalysis
import TrialJSON
import TrialTestSupport

/// Robust inference, sampling covariances, influence and what else rows that depend on each other need, against R.
struct DependenceTaskGoldenTests {
    static let cases = MultilevelTaskGoldenTests.cases
    static let error = Tolerance(relative: 1e-6)
    static let derived = Tolerance(relative: 1e-5, floor: 1e-9)

    private static let coefficientFields: KeyValuePairs = [
        "beta": "estimate", "se": "standardError", "zval": "statistic", "tstat": "statistic", "t": "statistic",
        "pval": "pValue", "ci.lb": "lower", "ci.ub": "upper",
    ]

    private func robust(
        _ golden: GoldenCase, _ options: [(key: String, value: JSONValue)]
    ) throws -> GoldenValue {
        var fields: [(key: String, value: JSONValue)]
        if golden.id.hasPrefix("robustuni") {
            let rows = golden.input["yi"].list.indices.map { JSONValue(Double($0)) }
            let levels: [(key: String, value: JSONValue)] = [
                ("row", .array(rows)), ("district", JSONValue(golden.input["district"])),
            ]
            fields = [
                ("id", .string(golden.id)), ("task", .string("multilevel")), ("random", .texts(["row"])),
                ("followUps", .texts(["robust"])),
                (
                    "data",
                    .object([
                        ("estimate", JSONValue(golden.input["yi"])), ("variance", JSONValue(golden.input["vi"])),
                        ("levels", .object(levels)),
                    ])
                ),
            ]
        } else {
            fields = MultilevelRequest(golden, followUp: "robust").fields
        }
        let cluster = golden.id.contains("berkey") ? "trial" : "district"
        fields.append(("robust", .object([("cluster", .string(cluster))] + options)))
        return try BatchGolden.followUp(fields)
    }

    @Test("coefficients agree with coef_test of clubSandwich", arguments: cases.filter { $0.function == "coef_test" })
    func sandwich(_ golden: GoldenCase) throws {
        let degrees = [
            "Satterthwaite": "satterthwaite", "naive-t": "clusters", "naive-tp": "clusters-less-coefficients",
            "z": "normal",
        ]
        let answer = try robust(
            golden,
            [
                ("correction", .string(golden.arguments["vcov"].text ?? String(golden.id.suffix(3)))),
                ("degreesOfFreedom", .string(degrees[golden.arguments["test"].text ?? ""] ?? "satterthwaite")),
            ])
        let check = AnswerCheck(golden: golden, standard: Self.derived)
        let coefficients = answer["coefficients"].list
        for (theirs, ours) in Self.coefficientFields { check(theirs, coefficients.map { $0[ours] }) }
        if golden.arguments["test"].text != "z" { check("df", coefficients.map { $0["degreesOfFreedom"] }) }
    }

    @Test("coefficients and test agree with robust of metafor", arguments: cases.filter { $0.function == "robust" })
    func robustOfMetafor(_ golden: GoldenCase) throws {
        let isCorrected = golden.arguments["clubSandwich"].flag == true
        let isAdjusted = golden.arguments["adjust"].flag ?? true
        let answer = try robust(
            golden,
            isCorrected
                ? []
                : [
                    ("correction", .string(isAdjusted ? "CR1p" : "CR0")),
                    ("degreesOfFreedom", .string("clusters-less-coefficients")),
                ])
        let check = AnswerCheck(golden: golden, standard: Self.derived)
        let coefficients = answer["coefficients"].list
        for (theirs, ours) in Self.coefficientFields { check(theirs, coefficients.map { $0[ours] }) }
        guard !golden.expected["QM"].isNull else { return }
        check("QM", answer["test"]["statistic"])
        check("QMdf", [answer["test"]["degreesOfFreedom"], answer["test"]["denominatorDegreesOfFreedom"]])
        check("QMp", answer["test"]["pValue"])
        #expect(answer["clusters"]["rows"].numbers.compactMap(\.self).reduce(0, +) == 56)
    }

    @Test("regressions agree with robumeta", arguments: cases.filter { $0.function == "robu" })
    func regression(_ golden: GoldenCase) throws {
        let result = try BatchGolden.result([
            ("id", .string(golden.id)), ("task", .string("robust-regression")), ("cluster", .string("cl")),
            ("working", .string(golden.arguments["modelweights"].text == "CORR" ? "correlated" : "hierarchical")),
            ("smallSample", .bool(golden.arguments["small"].flag == true)),
            (
                "data",
                .object([
                    ("estimate", JSONValue(golden.input["effect.size"])), ("variance", JSONValue(golden.input["var"])),
                    ("levels", .object([("cl", JSONValue(golden.input["cl"]))])),
                ])
            ),
        ])
        let check = AnswerCheck(golden: golden, standard: Tolerance(relative: 1e-8))
        let coefficients = result["coefficients"].list
        for (theirs, ours) in Self.coefficientFields { check(theirs, coefficients.map { $0[ours] }) }
        check("df", coefficients.map { $0["degreesOfFreedom"] })
        check.fields(["tau2": "tau2", "omega2": "omega2", "I2": "I2"], of: result)
    }

    private static let reasons: [String: [(key: String, value: JSONValue)]] = [
        "vcalc_pub_1": [("measurement", .string("obs")), ("measurementCorrelation", .number(0.6))],
        "vcalc_pub_2": [
            ("type", .string("typ")), ("typeCorrelation", .number(0.4)), ("measurement", .string("obs")),
            ("measurementCorrelation", .number(0.7)),
        ],
        "vcalc_pub_3": [("time", .string("t1")), ("timeCorrelation", .number(0.8))],
        "vcalc_pub_4": [
            ("firstGroup", .string("grp1")), ("secondGroup", .string("grp2")), ("firstSize", .string("w1")),
            ("secondSize", .string("w2")),
        ],
        "vcalc_pub_5": [
            ("type", .string("typ")), ("typeCorrelation", .number(0.4)), ("measurement", .string("obs")),
            ("measurementCorrelation", .number(0.7)), ("time", .string("t1")), ("timeCorrelation", .number(0.9)),
        ],
    ]

    @Test("covariances agree with vcalc", arguments: cases.filter { $0.function == "vcalc" })
    func covariance(_ golden: GoldenCase) throws {
        let reasons = try #require(Self.reasons[golden.id])
        let levels = golden.input.table.filter { $0.key != "vi" }.sorted { $0.key < $1.key }
            .map { (key: $0.key, value: JSONValue($0.value)) }
        let result = try BatchGolden.result([
            ("id", .string(golden.id)), ("task", .string("sampling-covariance")),
            ("samplingCovariance", .object([("cluster", .string("study"))] + reasons)),
            ("data", .object([("variance", JSONValue(golden.input["vi"])), ("levels", .object(levels))])),
        ])
        for (ours, theirs) in zip(result["covariance"].list, golden.expected["V"].list) {
            for (a, b) in zip(ours.numbers, theirs.numbers) {
                #expect(Tolerance.closedForm.accepts(a ?? .nan, b ?? .nan))
            }
        }
        #expect(result["covariance"].list.count == golden.expected["V"].list.count)
    }

    @Test("rows brought together agree with aggregate", arguments: cases.filter { $0.function == "aggregate.escalc" })
    func aggregate(_ golden: GoldenCase) throws {
        let cluster = golden.id.contains("konst") ? "district" : "study"
        let correlation = golden.call.contains("0.6") ? 0.6 : golden.call.contains("0.5") ? 0.5 : nil
        let result = try BatchGolden.result([
            ("id", .string(golden.id)), ("task", .string("aggregate")), ("cluster", .string(cluster)),
            ("correlation", JSONValue(correlation)), ("weighted", .bool(!golden.call.contains("weighted=FALSE"))),
            (
                "data",
                .object([
                    ("estimate", JSONValue(golden.input["yi"])), ("variance", JSONValue(golden.input["vi"])),
                    ("levels", .object([(cluster, JSONValue(golden.input[cluster]))])),
                ])
            ),
        ])
        AnswerCheck(golden: golden, standard: .closedForm).fields(["yi": "estimate", "vi": "variance"], of: result)
    }

    @Test("influence, contrast and component test agree with cooks.distance and anova")
    func influence() throws {
        let cooks = try MultilevelTaskGoldenTests.named("mvcooks_konst_3lvl_cluster")
        var fields = MultilevelRequest(cooks, followUp: "influence").fields
        fields.append(("influence", .object([("cluster", .string("district"))])))
        let influence = try BatchGolden.followUp(fields)
        AnswerCheck(golden: cooks, standard: Self.derived)("cook.d", influence["cooksDistance"])
        #expect(influence["cluster"].list.compactMap(\.text) == cooks.expected["names"].list.compactMap(\.text))
        let contrast = try MultilevelTaskGoldenTests.named("mvanova_berkey_X")
        fields = MultilevelRequest(contrast, followUp: "hypotheses").fields
        fields.append(("hypotheses", .object([("rows", .array([JSONValue([1.0, -1.0])]))])))
        fields.removeAll { $0.key == "interval" || $0.key == "degreesOfFreedom" }
        fields.append(("interval", .string("normal")))
        let check = AnswerCheck(golden: contrast, standard: Self.error)
        check.fields(
            ["Xb": "estimate", "se": "standardError", "zval": "statistic"], of: try BatchGolden.followUp(fields))
    }
}
