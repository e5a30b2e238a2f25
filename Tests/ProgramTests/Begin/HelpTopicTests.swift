import Foundation
import Testing
import TrialTestSupport

/// What `trialpool help` lists it explains, and what a schema says the shipped files keep.
struct HelpTopicTests {
    private static func topics() throws -> [String] {
        let list = try BuiltProgram.run("trialpool", ["help"]).output.split(separator: "\n").filter {
            $0.hasPrefix("  ")
        }
        return list.map { String($0.dropFirst(2).prefix { $0 != " " }) }
    }

    @Test("every topic that is listed is explained, on more than one line")
    func topics() throws {
        let topics = try Self.topics()
        #expect(Set(topics).count == topics.count)
        for name in ["plan", "measures", "estimators", "intervals", "formats", "dataset", "exit-codes"] {
            #expect(topics.contains(name), "\(name)")
        }
        for topic in topics {
            let told = try BuiltProgram.run("trialpool", ["help", topic])
            #expect(told.status == 0 && told.output.split(separator: "\n").count > 2, "\(topic): \(told.errors)")
        }
        #expect(try BuiltProgram.run("trialpool", ["help", "import"]).output.contains("USAGE: trialpool-import"))
    }

    @Test("what a program can do stands in its topic: every import format, every plan key")
    func complete() throws {
        let formats = try BuiltProgram.run("trialpool", ["help", "formats"]).output
        let commands = try BuiltProgram.run("trialpool-import", ["--help"]).output
        let list = commands.split(separator: "IMPORT FROM SUBCOMMANDS:").last?.split(separator: "\n\n").first ?? ""
        let names = list.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.map {
            $0.dropFirst(2).prefix { $0 != " " && $0 != "," }
        }
        #expect(names.count >= 13, "\(names)")
        for name in names { #expect(formats.contains("  \(name) "), "\(name)") }
        let exits = try BuiltProgram.run("trialpool", ["help", "exit-codes"]).output
        #expect(exits.contains("  0 ") && exits.contains("  1 ") && exits.contains("  2 ") && exits.contains("  130 "))
    }

    @Test("a topic that is not there, and two, are usage errors; a program without topics is left out")
    func wrong() throws {
        for arguments in [["help", "nothing"], ["help", "plan", "measures"], ["help", "--no"]] {
            let outcome = try BuiltProgram.run("trialpool", arguments)
            #expect(outcome.status == 2 && outcome.output.isEmpty, "\(arguments)")
        }
        #expect(try BuiltProgram.run("trialpool-analyze", ["topics", "nothing"]).status == 2)
        try BuiltProgram.withFolder { folder in
            // Beside nothing but a program that is another's.
            for name in ["trialpool", "trialpool-report"] {
                try FileManager.default.createSymbolicLink(
                    atPath: "\(folder)/\(name)",
                    withDestinationPath: name == "trialpool" ? "\(BuiltProgram.folder)/trialpool" : "/bin/false")
            }
            let outcome = try BuiltProgram.shell(
                ["\(folder)/trialpool", "help"], environment: ["PATH": folder + ":/usr/bin:/bin"])
            #expect(outcome.status == 0 && outcome.output.contains("exit-codes"), "\(outcome.errors)")
        }
    }

    @Test("the shipped descriptors keep the schema of a descriptor; a table of another name does not")
    func schemas() throws {
        let check = """
            import json, sys
            from jsonschema import Draft202012Validator
            schema = json.load(open(sys.argv[1]))
            Draft202012Validator.check_schema(schema)
            package = json.load(open(sys.argv[2]))
            faults = [error.message for error in Draft202012Validator(schema).iter_errors(package)]
            assert not faults, faults
            package["resources"][0]["path"] = "other.csv"
            assert list(Draft202012Validator(schema).iter_errors(package)), "another path passes"
            """
        try BuiltProgram.withFolder { folder in
            let schema = try BuiltProgram.run("trialpool-import", ["schema", "datapackage"])
            try schema.output.write(toFile: "\(folder)/schema.json", atomically: true, encoding: .utf8)
            for dataset in PlanProposalTests.datasets {
                let outcome = try BuiltProgram.shell([
                    "python3", "-c", check, "\(folder)/schema.json", "\(dataset)/datapackage.json",
                ])
                #expect(outcome.status == 0, "\(dataset): \(outcome.errors)")
            }
        }
    }
}
