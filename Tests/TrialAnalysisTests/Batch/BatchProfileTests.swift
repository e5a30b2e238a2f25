import Foundation
import Testing
import TrialJSON
import TrialStatistics
import TrialTestSupport

@testable import TrialAnalysis

/// Profiles, options without effect, infinite numbers and further methods in the batch program.
struct BatchProfileTests {
    private static let data =
        #""data":{"estimate":[-0.4,-0.1,0.5,-0.3,0.2],"variance":[0.02,0.05,0.04,0.03,0.06],"g":["a","a","b","b","b"]}"#

    private func result(_ fields: String, runner: BatchRunner = BatchRunner()) throws -> GoldenValue {
        try BatchGolden.read(runner.answer("{\(fields),\(Self.data)}"))
    }

    private func codes(_ answer: GoldenValue) -> [String] {
        answer["result"]["warnings"].list.compactMap { $0["code"].text }
    }

    @Test("without a profile it is batch-1, and naming it changes nothing")
    func batch1() throws {
        #expect(try result(#""task":"pool""#)["result"]["profile"].text == "batch-1")
        let plain = BatchRunner().answer("{\"task\":\"pool\",\(Self.data)}")
        #expect(plain == BatchRunner().answer("{\"task\":\"pool\",\"profile\":\"batch-1\",\(Self.data)}"))
    }

    @Test("a profile gives what the request leaves open", arguments: MethodRegistry.standard.profiles.map(\.name))
    func profiles(_ name: String) throws {
        let profile = try #require(MethodRegistry.standard.profile(name))
        let model = try LinearModel(
            estimates: [-0.4, -0.1, 0.5, -0.3, 0.2], variances: [0.02, 0.05, 0.04, 0.03, 0.06])
        let fit = profile.presented(try profile.randomEffects.fit(model))
        let answer = try result(#""task":"pool","profile":"\#(name)""#)["result"]
        #expect(answer["profile"].text == name)
        #expect(answer["heterogeneity"]["estimator"].text == fit.heterogeneity.estimator)
        #expect(answer["coefficients"].list[0]["lower"].number == fit.pooled.limits.lower)
        #expect(answer["heterogeneity"]["I2"].number == fit.heterogeneity.iSquared)
        #expect(answer["heterogeneity"]["tau2Upper"].number == fit.heterogeneity.tau2Limits?.upper)
        #expect(answer["prediction"]["upper"].number == fit.prediction?.upper)
    }

    @Test("refits call I² what the profile calls it")
    func followUps() throws {
        let answer = try result(
            #""task":"pool","profile":"iqwig-6","followUps":["leave-one-out","gosh","subset-table"]"#)["followUps"]
        let q = answer["leave-one-out"]["Q"].list.compactMap(\.number)
        let i2 = answer["leave-one-out"]["I2"].list.compactMap(\.number)
        #expect(q.count == 5 && i2.count == 5)
        for (q, i2) in zip(q, i2) { #expect(abs(i2 - max(0, 100 * (q - 3) / q)) < 1e-9) }
        // The subset without the first study is mask 30.
        for name in ["gosh", "subset-table"] {
            #expect(abs((answer[name]["I2"].list[29].number ?? .nan) - i2[0]) < 1e-9, "\(name)")
        }
    }

    @Test("an unknown profile is an error that lists the known ones, also where it is of no use")
    func unknown() throws {
        let error = try result(#""task":"pool","profile":"revman5""#)["error"]
        #expect(error["field"].text == "profile" && error["message"].text?.contains("revman-5") == true)
        let sizes = BatchRunner().answer(
            #"{"task":"effect-sizes","measure":"GEN","profile":"x","data":{"estimate":[1],"variance":[1]}}"#)
        #expect(sizes.contains("unknown-field"))
    }

    @Test("options of random effects beside a common effect are named")
    func ignored() throws {
        let answer = try result(
            #""task":"pool","model":"common","heterogeneity":"DL","tau2":0.1,"prediction":"normal","heterogeneityInterval":"QP""#
        )
        #expect(codes(answer) == Array(repeating: "ignored-option", count: 4))
        #expect(codes(try result(#""task":"pool","model":"common""#)).isEmpty)
    }

    @Test("a profile that pools tables says that a request has estimates only")
    func estimatesOnly() throws {
        #expect(codes(try result(#""task":"pool","profile":"revman-5","measure":"OR""#)) == ["estimates-only"])
        #expect(codes(try result(#""task":"pool","profile":"revman-5","measure":"MD""#)).isEmpty)
    }

    @Test("a runner with a further task and a further estimator answers both")
    func further() throws {
        struct Nought: HeterogeneityEstimator {
            let code = "NOUGHT"
            let name = "always nought"
            func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
                HeterogeneityEstimate(tau2: 0, standardError: nil)
            }
        }
        struct Echo: BatchTask {
            let name = "echo"
            let fields: [String] = []
            let pools = false
            func answer(_ request: BatchRequest) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
                [("result", .object([("task", .string(request.task))]))]
            }
        }
        let runner = BatchRunner(
            .standard.with(MethodRegistry.standard.adding(Nought())), tasks: .standard.adding(Echo()))
        #expect(try result(#""task":"echo""#, runner: runner)["result"]["task"].text == "echo")
        let pooled = try result(#""task":"pool","heterogeneity":"NOUGHT""#, runner: runner)
        #expect(pooled["result"]["heterogeneity"]["estimator"].text == "NOUGHT")
        #expect(try result(#""task":"pool","heterogeneity":"NOUGHT""#)["ok"].flag == false)
    }

    @Test("the tasks of a catalogue are the general ones, then those of its kinds")
    func tasksOfKinds() {
        let none = AnalysisCatalogue(kinds: [])
        let general = BatchTasks.standard(for: none).all.map(\.name)
        #expect(
            general == [
                "effect-sizes", "moments", "convert", "pool", "within-trial", "network", "components", "dose-response",
            ])
        let rare = BatchTasks.standard(for: none.adding(RareEventsKind())).all.map(\.name)
        #expect(rare == general + RareEventsKind().tasks.map(\.name))
        #expect(rare.contains("rare-panel"))
        #expect(BatchRunner(none).answer(#"{"task":"rare-panel"}"#).contains("there is no task 'rare-panel'"))
        #expect(!BatchRunner().answer(#"{"task":"rare-panel"}"#).contains("there is no task"))
    }

    @Test("a further test of asymmetry is a follow-up by its code")
    func furtherAsymmetryTest() throws {
        struct Twice: FunnelAsymmetryTest {
            let code = "twice"
            let name = "Egger again"
            func evaluate(_ funnel: Funnel) throws(StatisticsError) -> FunnelAsymmetry {
                try EggerRegression().evaluate(funnel)
            }
        }
        let runner = BatchRunner(.standard.with(MethodRegistry.standard.adding(Twice())))
        let answer = try result(#""task":"pool","followUps":["twice","egger"]"#, runner: runner)["followUps"]
        let statistic = try #require(answer["twice"]["statistic"].number)
        #expect(statistic == answer["egger"]["statistic"].number)
    }

    @Test("infinite numbers are null and named by their places")
    func infinite() throws {
        let result = JSONValue.object([
            ("estimate", .number(1)), ("upper", .number(.infinity)),
            ("rows", .array([.object([("lower", .number(-.infinity)), ("upper", .number(2))])])),
            ("own", .object([("upper", .number(.infinity)), ("infinite", .array([.string("upper")]))])),
            ("none", .number(.nan)),
        ])
        var named: [(key: String, value: JSONValue)] = [("result", result), ("followUps", .object([("a", result)]))]
        BatchRunner.nameInfinite(in: &named)
        let list = JSONValue.array([.string("upper"), .string("rows[1].lower")])
        #expect(named[0].value["infinite"] == list)
        #expect(named[1].value["a"]?["infinite"] == list && named[1].value["infinite"] == nil)
        #expect(named[0].value.text.contains(#""upper":null"#))
        let finite = JSONValue.object([("estimate", .number(1))])
        var unnamed: [(key: String, value: JSONValue)] = [("result", finite)]
        BatchRunner.nameInfinite(in: &unnamed)
        #expect(unnamed[0].value == finite)
    }
}
