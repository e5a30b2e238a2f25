import Foundation
import Synchronization
import Testing
import TrialResults
import TrialStatistics
import TrialTestSupport

@testable import TrialAnalysis

/// A multiverse from its plan keys to its answer.
struct MultiverseKindTests {
    private static let place = "\(Repository.root)/Tests/Strangers/many-choices"
    private static let pain = [
        "outcome": "pain (0-10)", "measure": "MD", "baseline": "pain (0-10), before", "correlation": "0.5",
    ]
    private static let response = ["outcome": "\"response >= 50%\"", "measure": "RR"]

    private static func plan(_ keys: [String: String]) throws -> AnalysisPlan {
        var options = PlanOptions(title: "Choices", id: "choices")
        options.set("title", to: "Choices")
        for (key, value) in keys {
            if ["outcome", "baseline"].contains(key) {
                options.set(key, to: value.replacing("\"", with: ""))
            } else {
                try options.set(key, yaml: value)
            }
        }
        return try PlanReader(file: "options", properties: .builtIn).read(options)
    }

    private static func runner(_ keys: [String: String], cache: ResultCache? = nil) throws -> PlanRunner {
        try PlanRunner(
            try plan(keys), text: "", datasets: ["": try LoadedDataset(path: place)], cache: cache)
    }

    private static func record(_ keys: [String: String]) throws -> AnalysisRecord {
        try #require(try runner(keys).run().document.analyses.first)
    }

    private static func answer(_ keys: [String: String]) throws -> MultiverseAnswer {
        try #require(
            try record(keys.merging(["kind": "multiverse"]) { $1 }).answer.value as? MultiverseAnswer)
    }

    private static func problems(_ keys: [String: String]) -> [String] {
        do {
            _ = try record(keys.merging(["kind": "multiverse"]) { $1 })
            return []
        } catch let error as AnalysisError {
            return error.problems
        } catch {
            return ["\(error)"]
        }
    }

    /// The plan keys of a specification, so that the pooling kind can be asked the same.
    private static func keys(
        _ own: MultiverseAnswer.Specification, _ answer: MultiverseAnswer, over keys: [String: String]
    ) -> [String: String] {
        var keys = keys
        for (place, choice) in zip(own.options, answer.choices) {
            guard let place else { continue }
            let code = choice.options[place].code
            switch choice.code {
            case "without":
                let groups = [
                    "none": [], "high-risk-of-bias": ["Brown & Sons [pilot]", "Fu/Gao 2016"],
                    "not-low-risk-of-bias": [
                        "Brown & Sons [pilot]", "Fu/Gao 2016", "Dvořák 2011: part 1", "Håkansson 2019",
                    ],
                ]
                let left = groups[code] ?? (code == "a, b" ? [] : [code])
                keys["exclude"] = "[" + left.map { "{study: \"\($0)\", reason: test}" }.joined(separator: ", ") + "]"
            default: keys[choice.code] = code
            }
        }
        return keys
    }

    @Test(
        "every specification is what the pooling kind answers to the same choices, bit for bit",
        arguments: [response, pain])
    func sameAsPooled(_ question: [String: String]) throws {
        let answer = try Self.answer(question)
        let all = answer.specifications.all
        #expect(all.count > 300 && answer.isAnswered)
        var generator = FixedDraws(state: 7)
        let sample = [0] + (0..<40).map { _ in Int.random(in: all.indices, using: &generator) }
        for place in sample {
            let own = all[place]
            let record = try Self.record(Self.keys(own, answer, over: question))
            let pooled = try #require((record.answer.value as? PooledAnswer)?.pooled)
            #expect(own.effect == pooled.natural, "\(Self.keys(own, answer, over: question))")
            #expect(own.rows == record.rows.count && own.studies == record.studies)
            #expect(own.tau2 == (record.method.model == .random ? pooled.fit.heterogeneity.tau2 : nil))
        }
    }

    @Test("all choices are varied where the plan names none, and each set stands once")
    func everything() throws {
        let answer = try Self.answer(Self.response)
        #expect(answer.measures.map(\.code) == ["RR", "OR", "RD"])
        #expect(
            answer.choices.map(\.code) == ["measure", "model", "heterogeneity", "interval", "multi-arm", "without"])
        let all = answer.specifications.all
        #expect(Set(all.map(\.options)).count == all.count)
        // Three measures, three arm rules, all and eight studies in turn and two by bias, 3 × 3 random models and a common one.
        #expect(all.count == 3 * 3 * 11 * 10)
        #expect(answer.planned?.options == [0, 0, 0, 0, 0, 0])
        #expect(answer.panels.map(\.specifications) == [330, 330, 330])
    }

    @Test("what is named varies, everything else keeps the plan's own choice; what cannot be computed says why")
    func named() throws {
        let keys = [
            "vary":
                "{heterogeneity: [DL], interval: [kenward-roger], without: [high-risk-of-bias, {studies: [Ito 2022], name: 'a, b'}]}"
        ]
        let answer = try Self.answer(Self.pain.merging(keys) { $1 })
        #expect(answer.measures.map(\.code) == ["MD"])
        #expect(answer.choices.map(\.code) == ["measure", "heterogeneity", "interval", "without"])
        #expect(answer.choices[1].options.map(\.code) == ["REML", "DL"])
        #expect(answer.choices[3].options.map(\.title).last == "without a, b")
        let missing = answer.specifications.all.filter { $0.effect == nil }
        #expect(missing.count == 3 && missing.allSatisfy { $0.options[1] == 1 && $0.options[2] == 1 })
        #expect(answer.reasons == ["Kenward–Roger needs a random-effects model with τ² by REML."])
        let refused = try Self.answer(Self.response.merging(["vary": "{measure: [RR, MD]}"]) { $1 })
        #expect(refused.panels[1].computed == 0 && !refused.reasons.isEmpty)
    }

    @Test("a choice that changes no row is told and does not multiply the specifications")
    func nothing() throws {
        let answer = try Self.answer(
            Self.response.merging(["vary": "{correlation: [0.2, 0.8], heterogeneity: DL}"]) { $1 })
        #expect(answer.choices.map(\.code) == ["measure", "heterogeneity"])
        #expect(answer.remarks.map(\.code) == ["varies-nothing"])
        let alone = try Self.answer(["outcome": "vertigo", "measure": "OR"])
        #expect(alone.choices.map(\.code) == ["measure"] && alone.specifications.all.count == 3)
        #expect(alone.remarks.contains { $0.message.contains("one study is pooled with none") })
    }

    @Test("mistakes are told with what may stand there, before anything is pooled")
    func mistakes() {
        func problem(_ vary: String) -> String {
            Self.problems(Self.response.merging(["vary": vary]) { $1 }).joined(separator: "; ")
        }
        #expect(problem("{heterogeneity: [REMl]}").contains("'heterogeneity' has no choice 'REMl'"))
        #expect(problem("{measure: [XX]}").contains("'measure' has no choice 'XX'"))
        #expect(problem("{without: [each]}").contains("each-study"))
        #expect(problem("{without: [{studies: [Nobody 1999]}]}").contains("'Nobody 1999'"))
        #expect(problem("{without: [{name: x}]}").contains("needs 'studies'"))
        #expect(problem("{correlation: [1.5]}").contains("between -1 and 1"))
        #expect(problem("{}").contains("names no choice"))
        #expect(problem("{estimator: [DL]}").contains("unknown key 'estimator'"))
        let few = Self.response.merging(["vary": "{measure: [RR, OR], without: [each-study]}"]) { $1 }
        #expect(
            Self.problems(few.merging(["most-specifications": "10"]) { $1 }).joined().contains(
                "its choices make 18 specifications, more than 10"))
        #expect(Self.problems(few.merging(["most-specifications": "0.5"]) { $1 }).count == 1)
    }

    @Test("studies are left out in turn only where there is room, and that is said")
    func bounded() throws {
        let answer = try Self.answer(Self.response.merging(["most-specifications": "300"]) { $1 })
        #expect(answer.specifications.all.count == 3 * 3 * 3 * 10)
        #expect(answer.remarks.map(\.code) == ["not-varied"])
    }

    @Test("parts that an earlier run kept are taken, told as done, and go when the answer is stored")
    func resumed() throws {
        try BuiltProgram.withFolder { folder in
            let keys = Self.response.merging(["kind": "multiverse"]) { $1 }
            let whole = try ResultCoding().encode(try Self.runner(keys).run().document)
            let cache = try ResultCache(path: "\(folder)/cache.sqlite")
            let told = Mutex<[Int]>([])
            // In a cache of its own, because the answers that are stored there stay.
            let parts = try ResultCache(path: "\(folder)/parts.sqlite")
            let cut = RunningWork(analysis: "choices", store: (parts, "ab"), report: { _ in })
            cut.keep([1, 2, 3], as: "a part")
            #expect((cut.kept("a part") as [Int]?) == [1, 2, 3] && (cut.kept("another") as [Int]?) == nil)
            let other = RunningWork(analysis: "choices", store: (parts, "a"), report: { _ in })
            #expect((other.kept("a part") as [Int]?) == nil)
            let record = try Self.record(Self.response)
            try parts.store(record, for: "a")
            #expect((cut.kept("a part") as [Int]?) == [1, 2, 3])
            try parts.store(record, for: "ab")
            #expect((cut.kept("a part") as [Int]?) == nil)
            let key = Mutex<String?>(nil)
            let part = Mutex<[MultiverseRunner.Found]?>(nil)
            let name = "specifications 1 to 100"
            let first = try Self.runner(keys, cache: cache).run(working: { progress in
                told.withLock { $0.append(progress.done) }
                #expect(progress.total == 990 && progress.unit == "specifications" && progress.done <= progress.total)
                let found = (try? cache.entries())?.first.map { String($0.key.prefix { $0 != "/" }) }
                key.withLock { $0 = found }
                let work = RunningWork(analysis: "choices", store: found.map { (cache, $0) }, report: { _ in })
                if progress.done == 500 { part.withLock { $0 = work.kept(name) } }
            })
            #expect(try ResultCoding().encode(first.document) == whole)
            #expect(told.withLock { $0 } == stride(from: 100, through: 900, by: 100) + [990])
            #expect(try cache.entries().count == 1)
            // A part with a mark in it shows in the answer: it was taken, not computed again.
            _ = try cache.prune(all: true)
            var marked = try #require(part.withLock { $0 })
            #expect(marked.count == 100)
            marked[0].rows = 77
            let own = try #require(key.withLock { $0 })
            RunningWork(analysis: "choices", store: (cache, own), report: { _ in }).keep(marked, as: name)
            let second = try Self.runner(keys, cache: cache).run().document.analyses[0]
            #expect((second.answer.value as? MultiverseAnswer)?.planned?.rows == 77)
        }
    }
}

/// A generator of its own, so that a sample stays the same.
private struct FixedDraws: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
