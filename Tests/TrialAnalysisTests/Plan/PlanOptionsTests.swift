import Testing
import TrialAnalysis
import TrialResults
import TrialStatistics

/// A plan from the options of a command.
struct PlanOptionsTests {
    private static func options() -> PlanOptions {
        var options = PlanOptions(title: "One analysis from options", id: "pool")
        options.set("title", to: "edss_change, MD")
        options.set("outcome", to: "edss_change")
        options.set("measure", to: "MD")
        options.set("arms", to: "controlled")
        return options
    }

    @Test("a later value takes the place of an earlier one of the same key")
    func replaces() throws {
        var options = Self.options()
        try options.set("arms", yaml: "treatment")
        try options.set("arms", yaml: "control")
        let plan = try PlanReader(file: "options").read(options)
        #expect(plan.analyses.map(\.rules.arms) == [.control])
        #expect(plan.analyses[0].title == "edss_change, MD" && plan.title == "One analysis from options")
    }

    @Test(
        "texts are taken as they are, whatever characters they hold",
        arguments: [
            "a \"quoted\" outcome", "it's", "a: b # c", "[1, 2]", "null", "\\", "line\nbreak", "&x *y", "ø — “”",
        ])
    func texts(_ text: String) throws {
        var options = Self.options()
        options.set("outcome", to: text)
        #expect(try PlanReader(file: "options").read(options).analyses[0].outcome == text)
        // Its text is a plan that says the same.
        let again = try PlanReader(file: "plan.yaml").read(options.text)
        #expect(again == (try PlanReader(file: "options").read(options)))
    }

    @Test("values in YAML are read by themselves; keys of the plan find their place")
    func yaml() throws {
        var options = Self.options()
        try options.set("window", yaml: "{from: 5, to: 7}")
        try options.set("subgroups", yaml: "[route, donor]")
        try options.set("model", yaml: "common")
        try options.set("profile", yaml: "revman-5")
        try options.set("seed", yaml: "9")
        let plan = try PlanReader(file: "options").read(options)
        #expect(plan.profile == "revman-5" && plan.seed == 9)
        #expect(plan.analyses[0].rules.window?.from == 5 && plan.analyses[0].rules.window?.to == 7)
        #expect(plan.analyses[0].pooledOptions.subgroups.map(\.by.rawValue) == ["route", "donor"])
        #expect(plan.analyses[0].methods.model == .common)
    }

    @Test("a value that is no YAML, an unknown key and an empty value are errors by name")
    func errors() throws {
        var options = Self.options()
        let broken = #expect(throws: AnalysisError.self) { try options.set("window", yaml: "{from: 5") }
        #expect(broken?.problems.count == 1 && broken?.description.contains("'window' is not YAML") == true)
        try options.set("modle", yaml: "common")
        try options.set("interval", yaml: "")
        let error = #expect(throws: AnalysisError.self) { try PlanReader(file: "options").read(options) }
        #expect(error?.description.contains("unknown key 'modle' in an analysis; did you mean 'model'?") == true)
        #expect(error?.description.contains("'interval' must be a text") == true)
        #expect(error?.problems.allSatisfy { $0.hasPrefix("options: ") } == true)
    }
}

/// A plan that names a method of a registry of its own.
struct PlanRegistryTests {
    private struct Nought: HeterogeneityEstimator {
        let code = "NOUGHT"
        let name = "always nought"
        func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
            HeterogeneityEstimate(tau2: 0, standardError: nil)
        }
    }

    @Test("a further estimator is named in a plan and in the words of its answer")
    func further() throws {
        let methods = MethodRegistry.standard.adding(Nought())
        var options = PlanOptions(title: "A plan", id: "a")
        options.set("title", to: "An analysis")
        options.set("outcome", to: "edss_improved")
        options.set("measure", to: "PLO")
        options.set("arms", to: "treatment")
        options.set("heterogeneity", to: "NOUGHT")
        #expect(throws: AnalysisError.self) { try PlanReader(file: "options").read(options) }
        let runner = try PlanRunner(
            PlanReader(file: "options", catalogue: .standard.with(methods)).read(options), text: options.text,
            datasets: ["": try #require(try Repository.plan().datasets[""])], cache: nil,
            catalogue: .standard.with(methods))
        let analysis = try #require(try runner.run().document.analyses.first)
        #expect(MethodWords(analysis.method).sentence.contains("τ² by always nought"))
        #expect(analysis.pooled?.fit.heterogeneity.tau2 == 0)
    }
}
