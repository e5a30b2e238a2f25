import Testing
import TrialAnalysis
import TrialJSON
import TrialTestSupport

/// The tasks `network`, `components` and `dose-response`: what a reader of netmeta and dosresmeta reads, by the contract.
struct NetworkTaskTests {
    static let networks = BatchGolden.cases("f06_network")
    static let doses = BatchGolden.cases("f09_dosresponse")
    static let closed = Tolerance(relative: 1e-9)

    static func golden(_ id: String) throws -> GoldenCase {
        try #require((networks + doses).first { $0.id == id })
    }

    static func contrasts(_ golden: GoldenCase) -> JSONValue {
        .object(
            [
                ("study", "studlab"), ("treatment", "treat1"), ("comparator", "treat2"), ("estimate", "TE"),
                ("standardError", "seTE"),
            ].map { ($0.0, JSONValue(golden.input[$0.1])) })
    }

    static func request(
        _ golden: GoldenCase, task: String = "network", _ more: [(key: String, value: JSONValue)] = []
    ) -> [(key: String, value: JSONValue)] {
        [("task", .string(task)), ("data", contrasts(golden))] + more
    }

    private func same(_ ours: GoldenValue, _ theirs: GoldenValue, _ place: String) {
        for (i, row) in theirs.list.enumerated() {
            for (j, value) in row.numbers.enumerated() where i != j {
                guard let value else { continue }
                #expect(Self.closed.accepts(ours.list[i].numbers[j] ?? .nan, value), "\(place) \(i) \(j)")
            }
        }
    }

    @Test("a network is that of netmeta", arguments: ["netmeta_senn_DL", "netmeta_woods_DL"])
    func network(_ id: String) throws {
        let golden = try Self.golden(id)
        let result = try BatchGolden.result(Self.request(golden))
        let names = [
            "TE": "estimate", "seTE": "standardError", "lower": "lower", "upper": "upper", "pval": "pValue",
        ]
        for (theirs, ours) in names {
            for word in ["common", "random"] {
                same(result[word][ours], golden.expected["\(theirs).\(word)"], "\(theirs).\(word)")
            }
        }
        for (theirs, ours) in ["seTE": "predictionError", "lower": "predictionLower", "upper": "predictionUpper"] {
            same(result["random"][ours], golden.expected["\(theirs).predict"], ours)
        }
        let check = AnswerCheck(golden: golden, standard: Self.closed)
        check.fields(
            ["Q": "Q", "df.Q": "QDegreesOfFreedom", "tau2": "tau2", "tau": "tau"], of: result["heterogeneity"])
        check("Q.inconsistency", [result["inconsistency"]["between"]["Q"]])
        check("Q.heterogeneity", [result["inconsistency"]["within"]["Q"]])
        #expect(result["profile"].text == "batch-1")
        #expect(result["otherParts"].list.isEmpty)
    }

    @Test("follow-ups answer, and ranks say their draws") func followUps() throws {
        let golden = try Self.golden("netmeta_senn_DL")
        let names = ["ranking", "split", "decomposition", "contributions", "measures", "hat"]
        let answer = try BatchGolden.answer(
            Self.request(
                golden,
                more: [
                    ("followUps", .array(names.map { .string($0) })),
                    ("ranking", .object([("desirable", .string("small")), ("draws", .number(2_000))])),
                ]))
        let followUps = answer["followUps"]
        #expect(Set(followUps.table.keys) == Set(names))
        for name in names { #expect(followUps[name]["error"].isNull, "\(name)") }
        let scores = try Self.golden("netrank_senn_desirable").expected["Pscore.random"].numbers
        for (a, e) in zip(followUps["ranking"]["pScore"].numbers, scores) {
            #expect(Self.closed.accepts(a ?? .nan, e ?? .nan))
        }
        #expect(followUps["split"]["treatment"].list.count == 45)
        same(
            followUps["contributions"]["share"], try Self.golden("netcontrib_senn").expected["random"], "contributions")
    }

    private static func request(_ golden: GoldenCase, more: [(key: String, value: JSONValue)])
        -> [(key: String, value: JSONValue)]
    { request(golden, task: "network", more) }

    @Test("islands, contradictions and lone arms are named and the rest is answered") func bad() throws {
        let line =
            #"{"task":"network","data":{"study":["1","2","3","m","m","m"],"treatment":["a","b","x","a","a","b"],"comparator":["b","c","y","b","c","c"],"estimate":[1,2,3,1,5,1],"standardError":[1,1,1,0.1,0.1,0.1]}}"#
        let result = try BatchGolden.read(BatchRunner().answer(line))["result"]
        #expect(result["treatments"].list.compactMap(\.text) == ["a", "b", "c"])
        #expect(result["otherParts"].list.count == 1)
        #expect(result["excluded"].list.map { $0["code"].text } == ["contradicting-arms"])
        #expect(result["warnings"].list.contains { $0["code"].text == "disconnected-network" })
        let arms =
            #"{"task":"network","measure":"OR","data":{"study":["1","1","2","3","3"],"treatment":["a","b","a","a","b"],"events":[1,2,3,0,0],"total":[10,10,10,10,10]}}"#
        let other = try BatchGolden.read(BatchRunner().answer(arms))["result"]
        #expect(other["excluded"].list.map { $0["code"].text } == ["one-arm", "no-information"])
    }

    @Test("components answer over parts that no trial connects") func components() throws {
        let line =
            #"{"task":"components","inactive":"placebo","data":{"study":["1","2","3"],"treatment":["A","A+B","B"],"comparator":["placebo","A+C","placebo"],"estimate":[0.5,-1.3,-0.3],"standardError":[0.1,0.2,0.1]}}"#
        let result = try BatchGolden.read(BatchRunner().answer(line))["result"]
        #expect(result["components"].list.compactMap(\.text) == ["A", "B", "C"])
        #expect(result["parts"].list.count == 2)
        let effects = result["common"]["components"]["estimate"].numbers
        for (a, e) in zip(effects, [0.5, -0.3, 1.0]) { #expect(abs((a ?? .nan) - e) < 1e-9) }
        #expect(result["unidentified"].list.isEmpty)
    }

    @Test(
        "a dose–response model is that of dosresmeta",
        arguments: ["dr_alcohol_cvd_quadratic_reml", "dr_alcohol_lc_linear_mm"])
    func dose(_ id: String) throws {
        let golden = try Self.golden(id)
        let columns = [
            ("study", "id"), ("dose", "dose"), ("estimate", "logrr"), ("standardError", "se"), ("cases", "cases"),
            ("total", "n"), ("type", "type"),
        ]
        let result = try BatchGolden.result([
            ("task", .string("dose-response")), ("curve", .string(golden.arguments["form"].text ?? "")),
            ("heterogeneity", .string(golden.arguments["method"].text ?? "")),
            ("data", .object(columns.map { ($0.0, JSONValue(golden.input[$0.1])) })),
        ])
        let tolerance = Tolerance(relative: 1e-6)
        for (theirs, ours) in ["coef": "estimate", "se": "standardError"] {
            for (a, e) in zip(result["coefficients"].list, golden.expected[theirs].numbers) {
                #expect(tolerance.accepts(a[ours].number ?? .nan, e ?? .nan), "\(theirs)")
            }
        }
        #expect(result["curves"].list.count == golden.expected["bi"].list.count)
        #expect(result["profile"].text == "batch-1")
    }

    @Test("a curve that the doses do not carry is refused, and a study without a slope is named") func refusals() throws
    {
        let refused = try BatchGolden.read(
            BatchRunner().answer(
                #"{"task":"dose-response","curve":"quadratic","covariance":"indep","data":{"study":["1","1"],"dose":[0,1],"estimate":[0,1],"standardError":[0,1]}}"#
            ))
        #expect(refused["error"]["code"].text == "redundant-moderator")
        let named = try BatchGolden.read(
            BatchRunner().answer(
                #"{"task":"dose-response","covariance":"indep","data":{"study":["1","1","2","2"],"dose":[0,1,0,0],"estimate":[0,1,0,1],"standardError":[0,1,0,1]}}"#
            ))
        #expect(named["ok"].flag == true)
        #expect(named["result"]["excluded"].list.map { $0["study"].number } == [3])
    }
}
