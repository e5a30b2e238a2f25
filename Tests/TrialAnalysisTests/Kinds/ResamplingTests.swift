import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialAnalysis

/// Resampling asked for in a plan.
struct ResamplingTests {
    private static func record(
        _ resampling: String, _ keys: [String: String] = [:], of stranger: String = "bcg",
        outcome: String = "tuberculosis"
    ) throws -> AnalysisRecord {
        var options = PlanOptions(title: "Resampling", id: "resampling")
        options.set("title", to: "Resampling")
        options.set("outcome", to: outcome)
        for (key, value) in ["measure": "RR", "resampling": resampling].merging(keys, uniquingKeysWith: { $1 }) {
            try options.set(key, yaml: value)
        }
        let plan = try PlanReader(file: "options", properties: .builtIn).read(options)
        let dataset = try LoadedDataset(path: "\(Repository.root)/Tests/Strangers/\(stranger)")
        let runner = try PlanRunner(plan, text: "", datasets: ["": dataset], cache: nil)
        return try #require(try runner.run().document.analyses.first)
    }

    private static func answer(_ record: AnalysisRecord) throws -> ResamplingAnswer {
        try #require(record.further.compactMap { $0.value as? ResamplingAnswer }.first)
    }

    private static func model(_ record: AnalysisRecord) throws -> LinearModel {
        try LinearModel(estimates: record.rows.map(\.estimate), variances: record.rows.map(\.variance))
    }

    @Test("thirteen trials are rearranged in all ways, and the answer is the engine's own")
    func exact() throws {
        let record = try Self.record(
            "[permutation, permutation-interval, bootstrap, wild-bootstrap, subsets]", ["interval": "normal"])
        let answer = try Self.answer(record)
        let model = try Self.model(record)
        let choices = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval())
        let test = try PermutationTest(model, by: choices)
        let permutation = try #require(answer.permutation)
        #expect(permutation.pValue == test.coefficients[0].pValue && permutation.isExact)
        #expect(permutation.rearrangements == 8192 && permutation.smallest == 2.0 / 8192)
        let interval = try PermutationInterval(model, by: choices)
        #expect(answer.interval?.lower == interval.lower.map { exp($0) } && answer.interval?.lower != nil)
        #expect(answer.interval?.upper == interval.upper.map { exp($0) })
        let drawn = try StudyBootstrap(model, by: choices, plan: PermutationPlan(seed: answer.seed))
        let bootstrap = try #require(answer.bootstrap)
        #expect(bootstrap.percentile.lower == exp(drawn.percentile.lower) && !bootstrap.isExact)
        #expect(bootstrap.accelerated?.upper == drawn.accelerated.map { exp($0.upper) } && bootstrap.samples == 9999)
        #expect(bootstrap.standardError == drawn.standardError && bootstrap.estimate == exp(drawn.estimate))
        let wild = try #require(answer.wildBootstrap)
        #expect(wild.clusters == 13 && wild.pValue > 0 && wild.pValue < 0.05)
        let cloud = try #require((record.answer.value as? PooledAnswer)?.explorations?.subsets)
        let subsets = try #require(answer.subsets)
        #expect(subsets.count == 8191 && subsets.isComplete)
        #expect(subsets.least == cloud.estimates.map { exp($0) }.min())
        #expect(subsets.below == cloud.estimates.count { $0 < 0 })
        #expect(answer.warnings.map(\.code) == ["bootstrap-few-studies"] && answer.methods.count == 5)
        let data = try ResultCoding().encodePart(record)
        #expect(try Self.answer(ResultCoding().decodePart(AnalysisRecord.self, from: data)) == answer)
    }

    @Test("where there are too many, as many as asked are drawn, by the seed")
    func drawn() throws {
        func run(_ seed: Int) throws -> ResamplingAnswer {
            try Self.answer(
                Self.record(
                    "{methods: [permutation, wild-bootstrap, subsets], iterations: 300, seed: \(seed)}",
                    ["heterogeneity": "DL"],
                    of: "three-hundred", outcome: "stroke"))
        }
        let (first, same, other) = (try run(3), try run(3), try run(4))
        #expect(first == same && first != other)
        let permutation = try #require(first.permutation)
        #expect(permutation.rearrangements == 301 && !permutation.isExact && permutation.smallest == 1 / 301)
        #expect(first.subsets?.count == 300 && first.subsets?.isComplete == false)
        #expect(first.wildBootstrap?.draws == 300 && first.seed == 3)
    }

    @Test("rows that cannot be rearranged are refused with the reason, and the pooled effect stays")
    func refused() throws {
        let shared = try Self.record(
            "[permutation, permutation-interval, bootstrap, subsets]", ["measure": "MD", "multi-arm": "covariance"],
            of: "Odd names, (brackets) & blanks", outcome: "pain")
        let answer = try Self.answer(shared)
        #expect(answer.permutation == nil && answer.interval == nil && shared.headline != nil)
        #expect(answer.warnings.map(\.code) == ["no-permutation", "no-permutation-interval", "no-bootstrap"])
        #expect(answer.subsets != nil)
        let alone = try Self.answer(
            Self.record("wild-bootstrap", ["measure": "MD"], of: "one-study", outcome: "walking_distance"))
        #expect(!alone.isAnswered && alone.warnings.map(\.code) == ["no-wild-bootstrap"])
        let single = try Self.answer(
            Self.record("[permutation, permutation-interval, bootstrap]", ["measure": "PLO", "arms": "treatment"]))
        #expect(single.permutation == nil && single.interval != nil && single.bootstrap != nil)
        #expect(single.warnings.first?.message.contains("not the value of no effect") == true)
    }

    @Test("mistakes are told with their key")
    func mistakes() {
        func problem(_ resampling: String) -> String {
            do {
                _ = try Self.record(resampling)
                return ""
            } catch { return "\(error)" }
        }
        #expect(problem("[permutations]").contains("'resampling' has no choice 'permutations'"))
        #expect(problem("{methods: [subsets], iterations: 0}").contains("'iterations' must be a whole number"))
        #expect(problem("{methods: [subsets], seed: -1}").contains("'seed' must be a whole number"))
        #expect(problem("{method: subsets}").contains("unknown key 'method'"))
    }
}
