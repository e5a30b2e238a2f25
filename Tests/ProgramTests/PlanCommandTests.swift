import Foundation
import Testing
import TrialTestSupport

@Suite("trialpool-analyze plan")
struct PlanCommandTests {
    /// Whether Python has what scripts/install-dependencies --with-tests brings.
    private static let hasValidator =
        (try? BuiltProgram.shell(["python3", "-c", "import jsonschema, yaml"]).status) == 0

    @Test("keys: one key with what it takes, an unknown one with the nearest, and a schema that validators take")
    func keys() throws {
        let one = try BuiltProgram.run("trialpool-analyze", ["plan", "keys", "multi-arm"])
        #expect(one.status == 0)
        #expect(one.output.contains("combine | split-control | covariance"))
        #expect(one.output.contains("default: combine"))
        let unknown = try BuiltProgram.run("trialpool-analyze", ["plan", "keys", "multiarm"])
        #expect(unknown.status != 0)
        #expect(unknown.errors.contains("did you mean \"multi-arm\"?"))
        let schema = try BuiltProgram.run("trialpool-analyze", ["plan", "keys", "--schema"])
        #expect(schema.status == 0)
        #expect(try JSONSerialization.jsonObject(with: Data(schema.output.utf8)) is [String: Any])
    }

    @Test("the shipped plan, and every plan of a stranger, fits the schema", .enabled(if: hasValidator))
    func schema() throws {
        let schema = try BuiltProgram.run("trialpool-analyze", ["plan", "keys", "--schema"]).output
        try BuiltProgram.withFolder { folder in
            try Data(schema.utf8).write(to: URL(filePath: "\(folder)/schema.json"))
            let strangers = "\(BuiltProgram.root)/Tests/Strangers"
            let names = try FileManager.default.subpathsOfDirectory(atPath: strangers).filter {
                $0.hasSuffix("/plan.yaml")
            }
            #expect(names.count > 5)
            let script = """
                import json, re, sys, yaml, jsonschema
                class Text(yaml.SafeLoader): pass
                # As YAML 1.2 has it: `on` is a text, and so is a day.
                Text.yaml_implicit_resolvers = {
                    first: [(tag, rule) for tag, rule in rules if not tag.endswith(("timestamp", "bool"))]
                    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}
                Text.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
                schema = json.load(open(sys.argv[1]))
                jsonschema.Draft202012Validator.check_schema(schema)
                for path in sys.argv[2:]:
                    plan = yaml.load(open(path, encoding="utf-8"), Text)
                    for error in jsonschema.Draft202012Validator(schema).iter_errors(plan):
                        print(path, list(error.path), error.message[:200])
                """
            let plans = [BuiltProgram.plan] + names.map { "\(strangers)/\($0)" }
            let checked = try BuiltProgram.shell(["python3", "-c", script, "\(folder)/schema.json"] + plans)
            #expect(checked.status == 0, "\(checked.errors)")
            #expect(checked.output.isEmpty, "\(checked.output)")
        }
    }

    @Test("check: each question in words with the rows it has, without an answer")
    func check() throws {
        let whole = try BuiltProgram.run("trialpool-analyze", ["plan", "check", BuiltProgram.plan])
        #expect(whole.status == 0, "\(whole.errors)")
        #expect(whole.output.contains("results of months 5 to 7; of several times the last"))
        #expect(whole.output.contains("6 rows of 6 studies; left out: "))
        // Every outcome is asked of, or the plan says why not.
        #expect(!whole.output.contains("without a reason"))
        #expect(!whole.output.contains("I²"))
    }

    @Test("check: a question that cannot be answered says why, and the others are explained")
    func refused() throws {
        try BuiltProgram.withDataset(changing: "plan.yaml", from: "outcome: gel_count\n", to: "outcome: gel_cuont\n") {
            let found = try BuiltProgram.run("trialpool-analyze", ["plan", "check", "\($0)/plan.yaml"])
            #expect(found.status != 0)
            #expect(found.output.contains("cannot be answered: "))
            #expect(found.output.contains("gel_count"))
            #expect(found.output.contains("treatment-failure-6-months"))
            #expect(found.errors.contains("1 of 23 questions cannot be answered"))
        }
    }
}
