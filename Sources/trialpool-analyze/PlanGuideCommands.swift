import ArgumentParser
import TrialAnalysis
import TrialCommandLine
import TrialEvidence
import TrialJSON

struct PlanKeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Lists every key that a plan may have: what it takes, its default, an example.",
        discussion: """
            Examples:
              trialpool-analyze plan keys multi-arm crossover
              trialpool-analyze plan keys --schema > plan.schema.json     (for editors; a JSON Schema)
            """)

    @Argument(help: "Only these keys.")
    var names: [String] = []

    @Flag(help: "Print a JSON Schema of the plan, which editors of YAML understand.")
    var schema = false

    func run() throws {
        let guide = PlanGuide()
        if schema { return Terminal.printText(guide.schema.text + "\n") }
        for name in names where guide.keys(named: name).isEmpty {
            throw ValidationError("a plan has no key '\(name)'\(NearestName.hint(guide.names, for: name))")
        }
        for section in guide.sections {
            let keys = section.keys.filter { names.isEmpty || names.contains($0.name) }
            guard !keys.isEmpty else { continue }
            Terminal.print(section.title)
            for key in keys { Self.show(key) }
            Terminal.print("")
        }
    }

    private static func show(_ key: PlanKey) {
        Terminal.print("  \(key.name)  \(key.meaning)")
        Terminal.print("      takes \(key.value.words)")
        Terminal.print("      \(key.isRequired ? "required" : "default: \(key.fallback)")")
        if !key.example.isEmpty { Terminal.print("      \(key.example)") }
    }
}

struct CheckPlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Explains a plan in words and counts the rows that its rules choose; nothing is pooled.",
        discussion: """
            Example: trialpool-analyze plan check my-review/plan.yaml
            """)

    @Argument(help: "The plan.")
    var plan: String

    func run() throws {
        let file = try PlanFile(path: plan)
        let explanation = try PlanExplanation(file.plan, datasets: file.datasets)
        var refused = 0
        for (number, question) in explanation.questions.enumerated() {
            Terminal.print("\(number + 1). \(question.title) (\(question.id))")
            for sentence in question.sentences { Terminal.print("   - \(sentence)") }
            if let rows = question.rows { Terminal.print("   \(Self.words(rows, question.leftOut))") }
            if let problem = question.problem {
                refused += 1
                Terminal.print("   cannot be answered: \(problem)")
            }
        }
        if !explanation.unexplained.isEmpty {
            Terminal.print(
                "Outcomes that no question asks of, without a reason under 'not-asked': "
                    + explanation.unexplained.joined(separator: ", "))
        }
        guard refused == 0 else {
            throw ValidationError("\(plan): \(refused) of \(explanation.questions.count) questions cannot be answered")
        }
    }

    private static func words(
        _ rows: (count: Int, studies: Int), _ leftOut: [(reason: String, count: Int)]
    ) -> String {
        let found =
            rows.count == 0
            ? "no row answers it"
            : "\(rows.count) \(rows.count == 1 ? "row" : "rows") of \(rows.studies) \(rows.studies == 1 ? "study" : "studies")"
        guard !leftOut.isEmpty else { return found }
        return found + "; left out: " + leftOut.map { "\($0.reason) \($0.count)" }.joined(separator: ", ")
    }
}
