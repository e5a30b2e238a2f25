import Foundation
import Testing
import TrialAnalysis
import TrialStatistics

struct PlanReaderTests {
    static let small = """
        format: trialpool/plan@1
        title: A plan
        analyses:
          - id: a
            title: An analysis
            outcome: edss_change
            measure: MD

        """

    private func problems(_ text: String) -> [String] {
        do {
            _ = try PlanReader(file: "plan.yaml").read(text)
            return []
        } catch {
            return error.problems
        }
    }

    @Test("a small plan takes the safe defaults")
    func defaults() throws {
        let plan = try PlanReader(file: "plan.yaml").read(Self.small)
        #expect(plan.profile == "trialpool-1")
        #expect(plan.analyses[0].rules.crossover == .firstPeriod)
        #expect(plan.analyses[0].rules.overlap == .largest)
        #expect(plan.analyses[0].methods == MethodRequest())
    }

    static let mistakes: [(String, String, String)] = [
        ("measure: MD", "mesure: MD", "plan.yaml:7:5: unknown key 'mesure' in an analysis; did you mean 'measure'?"),
        ("measure: MD", "measure: MDD", "plan.yaml:7:14: 'measure' has no choice 'MDD'; did you mean 'MD'?"),
        ("measure: MD", "measure: MD\n    multi-arm: spilt-control", "did you mean 'split-control'?"),
        ("measure: MD", "measure: MD\n    heterogeneity: REMLL", "did you mean 'REML'?"),
        ("measure: MD", "measure: MD\n    window: {from: 7, to: 5}", "the window ends before it begins"),
        ("measure: MD", "measure: MD\n    window: {from: six}", "'from' must be a number"),
        ("measure: MD", "measure: MD\n    level: 95", "'level' must lie between 0 and 1"),
        ("measure: MD", "measure: MD\n    assume: [{study: A, arm: B, reason: c}]", "needs the key 'n'"),
        ("measure: MD", "measure: MD\n    crossover: pared", "did you mean 'paired'?"),
        ("measure: MD", "measure: MD\n    per: 1000", "plan.yaml:8:10: 'per' belongs to proportions and rates"),
        (
            "measure: MD", "measure: PLO\n    arms: treatment\n    per: 7",
            "plan.yaml:9:10: 'per' must be a power of ten"
        ),
        (
            "measure: MD", "measure: MD\n    figures: {funel: {line: egger}}",
            "plan.yaml:8:15: unknown key 'funel' in figures; did you mean 'funnel'?"
        ),
        ("measure: MD", "measure: MD\n    figures: {forest: {line: egger}}", "8:24: unknown key 'line' in the figure"),
        ("measure: MD", "measure: MD\n    figures: {funnel: {line: eger}}", "8:30: 'line' has no choice 'eger'"),
        ("measure: MD", "measure: MD\n    figures: {forest: {limits: [3, 1]}}", "8:32: 'limits' needs two numbers"),
        ("measure: MD", "measure: MD\n    figures: {all: {width: 5}}", "8:28: 'width' must be a number of pixels"),
        ("measure: MD", "measure: RR\n    figures: {forest: {limits: [0, 1]}}", "must be above 0, because RR has"),
        ("measure: MD", "measure: MD\n    medians: converted", "did you mean 'convert'?"),
        ("measure: MD", "measure: MD\n    correlation: 0.5", "plan.yaml:8:18: 'correlation' has no effect without"),
        ("measure: MD", "measure: MD\n    crossover: paired\n    correlation: 1", "must lie between -1 and 1"),
        ("measure: MD", "measure: MD\n    crossover: paired\n    correlation: [0.3, 0.5]", "must be a number"),
        (
            "measure: MD", "measure: MD\n    crossover: paired\n    sensitivity:\n      - correlation: [0.3, 2]",
            "plan.yaml:10:28: 'correlation' must lie between"
        ),
        (
            "measure: MD", "measure: MD\n    crossover: paired\n    sensitivity: [{correlation: []}]",
            "'correlation' is an empty list"
        ),
        (
            "measure: MD", "measure: MD\nnot-asked: [{outcomes: death}]",
            "an entry of 'not-asked' needs the key 'reason'"
        ),
        ("measure: MD", "measure: MD\nnot-asked: [{reason: b}]", "needs the key 'outcomes'"),
        (
            "measure: MD", "measure: MD\nnot-asked: [{outcomes: edss_change, reason: b}]",
            "plan.yaml:8:13: 'edss_change' stands under 'not-asked', and an analysis asks of it"
        ),
        (
            "measure: MD", "measure: MD\nnot-asked: [{outcomes: [a, b], reason: c}, {outcomes: a, reason: d}]",
            "'a' stands twice under 'not-asked'"
        ),
        ("id: a", "id: a/b", "may hold only letters, digits and hyphens"),
        ("plan@1", "plan@2", "'format' must be trialpool/plan@1"),
        ("outcome: edss_change", "title2: x", "an analysis needs the key 'outcome'"),
    ]

    @Test("each mistake is named with its place and what was meant", arguments: mistakes)
    func mistake(_ old: String, _ new: String, _ message: String) {
        let found = problems(Self.small.replacingOccurrences(of: old, with: new))
        #expect(found.contains { $0.contains(message) }, "\(found)")
        #expect(found.allSatisfy { $0.hasPrefix("plan.yaml:") })
    }

    @Test("all problems come at once")
    func several() {
        let text = Self.small.replacingOccurrences(
            of: "measure: MD", with: "measure: XX\n    level: 2\n    colour: red")
        #expect(problems(text).count == 3)
    }

    @Test("two analyses with one id, an empty plan and broken YAML are refused")
    func refused() {
        #expect(problems(Self.small + Self.small.split(separator: "\n").suffix(4).joined(separator: "\n")).count == 1)
        #expect(problems("").first?.contains("empty") == true)
        #expect(problems("a: [1").first?.contains("not YAML") == true)
        #expect(!problems("- just\n- a list").isEmpty)
    }

    @Test("a sensitivity analysis keeps everything but what it changes")
    func sensitivity() throws {
        let text =
            Self.small
            + "    crossover: all-periods\n    sensitivity: [{multi-arm: covariance}, {name: x, measure: SMD}]\n"
        let analysis = try PlanReader(file: "p").read(text).analyses[0]
        #expect(analysis.pooledOptions.sensitivity.map(\.change) == ["multi-arm: covariance", "x"])
        #expect(analysis.pooledOptions.sensitivity[0].specification.rules.crossover == .allPeriods)
        #expect(analysis.pooledOptions.sensitivity[0].specification.rules.multiArm == .covariance)
        #expect(analysis.pooledOptions.sensitivity[1].specification.measure == "SMD")
        #expect(analysis.rules.multiArm == .combine)
    }

    @Test("a grid of correlations makes one sensitivity analysis of each value, in its order and under its name")
    func grid() throws {
        let text =
            Self.small
            + "    crossover: paired\n    sensitivity:\n      - correlation: [0.7, 0.3, 0.5]\n"
            + "      - {name: grid, correlation: [0, -0.5], model: common}\n      - crossover: first-period\n"
        let analysis = try PlanReader(file: "p").read(text).analyses[0]
        #expect(
            analysis.pooledOptions.sensitivity.map(\.change) == [
                "correlation: 0.7", "correlation: 0.3", "correlation: 0.5", "grid (correlation 0)",
                "grid (correlation -0.5)", "crossover: first-period",
            ])
        #expect(
            analysis.pooledOptions.sensitivity.map(\.specification.rules.correlation) == [0.7, 0.3, 0.5, 0, -0.5, nil])
        #expect(analysis.pooledOptions.sensitivity[3].specification.methods.model == .common)
        #expect(analysis.rules.correlation == nil)
    }

    @Test("a correlation is inherited by every sensitivity analysis that has a use for it")
    func inheritedCorrelation() throws {
        let text =
            Self.small
            + "    crossover: paired\n    correlation: 0.5\n    sensitivity: [{model: common}, {crossover: first-period}]\n"
        let analysis = try PlanReader(file: "p").read(text).analyses[0]
        #expect(analysis.pooledOptions.sensitivity.map(\.specification.rules.correlation) == [0.5, nil])
        #expect(analysis.pooledOptions.sensitivity[0].specification.rules.crossover == .paired)
    }

    @Test("the shipped plan is valid and names datasets that exist")
    func shipped() throws {
        let file = try Repository.plan()
        let entries = file.text.split(separator: "\n").count { $0.hasPrefix("  - id: ") }
        #expect(entries > 18 && file.plan.analyses.count == entries)
        #expect(file.datasets.keys.sorted() == ["", "historical-placebo"])
    }
}
