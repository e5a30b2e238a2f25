import Foundation
import Testing
import TrialTestSupport

/// Plugins through the built programs, as a person uses them.
@Suite struct PluginProgramTests {
    /// A folder with plugins, a list of enabled ones of its own, and a dataset.
    private struct Place {
        let folder: String
        var environment: [String: String] {
            [
                "TRIALPOOL_TRUST": "\(folder)/trust.json",
                "TRIALPOOL_PLUGINS": "\(folder)/own:\(BuiltProgram.root)/Plugins",
            ]
        }

        func run(_ program: String, _ arguments: [String]) throws -> BuiltProgram.Outcome {
            try BuiltProgram.shell(["\(BuiltProgram.folder)/\(program)"] + arguments, environment: environment)
        }

        func new(_ name: String, _ kind: String, enables: Bool = true) throws {
            let made = try run(
                "trialpool-plugins", ["new", name, "--kind", kind, "--language", "python", "--into", "\(folder)/own"])
            #expect(made.status == 0, "\(made.errors)")
            if enables { #expect(try run("trialpool-plugins", ["enable", name]).status == 0) }
        }

        func change(_ file: String, from old: String, to new: String) throws {
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text.contains(old))
            try text.replacing(old, with: new).write(toFile: file, atomically: true, encoding: .utf8)
        }
    }

    private func with<Value>(_ body: (Place) throws -> Value) throws -> Value {
        try BuiltProgram.withFolder { folder in try body(Place(folder: folder)) }
    }

    private static let plan = """
        format: trialpool/plan@1
        title: With plugins
        date: 2026-11-23
        dataset: lesson
        analyses:
          - id: pooled
            title: Any relapse
            outcome: relapse
            measure: RR
          - id: mine
            title: Any relapse, by a plugin
            kind: my-analysis
            outcome: relapse
            measure: RR
          - id: measured
            title: Any relapse, by a plugin's measure
            outcome: relapse
            measure: LRR
        plugins:
          - plugin: my-figure
            analyses: [pooled]
          - plugin: second-opinion-python
        """

    /// A dataset and a plan that asks for a plugin of each kind.
    private func prepare(_ place: Place) throws -> String {
        #expect(try place.run("trialpool-import", ["new", "\(place.folder)/lesson", "--example"]).status == 0)
        let plan = "\(place.folder)/plan.yaml"
        try Self.plan.write(toFile: plan, atomically: true, encoding: .utf8)
        return plan
    }

    @Test("nothing runs unasked: a plugin that is found and not enabled is refused with what to do")
    func refuses() throws {
        try with { place in
            let plan = try prepare(place)
            for (name, kind) in [
                ("my-analysis", "analysis"), ("my-figure", "figure"), ("my-measure", "measure"),
                ("my-importer", "importer"),
            ] {
                try place.new(name, kind, enables: false)
            }
            let list = try place.run("trialpool-plugins", ["list"])
            #expect(list.output.contains("my-analysis") && !list.output.contains("enabled"))
            let run = try place.run("trialpool-analyze", ["run", plan, "--no-cache"])
            #expect(run.status == 1)
            #expect(run.errors.contains("plan.yaml:12:11: plugin my-analysis: it is not enabled"))
            #expect(run.errors.contains("trialpool plugins enable my-figure"))
            #expect(try !place.run("trialpool-import", ["--help"]).output.contains("my-importer"))
            #expect(
                try place.run("trialpool-plugins", ["run", "my-analysis", "--input", plan]).errors.contains(
                    "not enabled"))
        }
    }

    @Test("an importer stands in the help and merges like any other: dry run, refused change, accepted change, trail")
    func imports() throws {
        try with { place in
            try place.new("my-importer", "importer")
            #expect(try place.run("trialpool-import", ["--help"]).output.contains("my-importer"))
            let file = "\(place.folder)/two.trials"
            try "Alder 2001;2001;treatment;50;5\nAlder 2001;2001;control;50;10\nfoo\n".write(
                toFile: file, atomically: true, encoding: .utf8)
            let dataset = "\(place.folder)/made"
            let dry = try place.run("trialpool-import", ["my-importer", file, "--into", dataset, "--dry-run"])
            #expect(dry.status == 0 && dry.output.contains("two.trials:2"))
            #expect(!FileManager.default.fileExists(atPath: dataset))
            #expect(try place.run("trialpool-import", ["my-importer", file, "--into", dataset]).status == 0)
            let validated = try place.run("trialpool-import", ["validate", dataset])
            #expect(validated.output.contains("2 arms, 2 results"), "\(validated.output)\(validated.errors)")
            try place.change(file, from: "50;5", to: "50;6")
            let changed = try place.run("trialpool-import", ["my-importer", file, "--into", dataset])
            #expect(changed.status == 1 && changed.output.contains("5 → 6"))
            #expect(
                try place.run("trialpool-import", ["my-importer", file, "--into", dataset, "--accept"]).status == 0)
            try place.change(file, from: "50;6", to: "50;six")
            let wrong = try place.run("trialpool-import", ["my-importer", file, "--into", dataset])
            #expect(wrong.errors.contains("two.trials:1: error: column events: \"six\""))
        }
    }

    @Test("an analysis, a measure, a figure and a section run from a plan, come from the cache, and land in every form")
    func plans() throws {
        try with { place in
            let plan = try prepare(place)
            for (name, kind) in [("my-analysis", "analysis"), ("my-figure", "figure"), ("my-measure", "measure")] {
                try place.new(name, kind)
            }
            #expect(try place.run("trialpool-plugins", ["enable", "second-opinion-python"]).status == 0)
            let results = "\(place.folder)/results.json"
            let cache = ["--cache", "\(place.folder)/cache.db"]
            let run = try place.run("trialpool-analyze", ["run", plan, "-o", results] + cache)
            #expect(run.status == 0, "\(run.errors)")
            let first = try Data(contentsOf: URL(filePath: results))
            let again = try place.run("trialpool-analyze", ["run", plan, "-o", results] + cache)
            #expect(again.errors.contains("All 3 analyses came from the cache."))
            #expect(try Data(contentsOf: URL(filePath: results)) == first)
            let bundle = "\(place.folder)/report.zip"
            let sealed = try place.run(
                "trialpool-report",
                [
                    "bundle", results, "--plan", plan, "-o", bundle, "--folder", "\(place.folder)/files", "-q",
                    "--no-cache",
                ])
            #expect(sealed.status == 0, "\(sealed.errors)")
            for name in ["index.html", "report.md"] {
                let text = try String(contentsOfFile: "\(place.folder)/files/\(name)", encoding: .utf8)
                for words in ["The weighted mean of 6 rows.", "A second opinion, from Python", "Estimates as dots"] {
                    #expect(text.replacing("\u{A0}", with: " ").contains(words), "\(name): \(words)")
                }
            }
            for ending in ["svg", "png", "pdf"] {
                #expect(FileManager.default.fileExists(atPath: "\(place.folder)/files/figures/dots-pooled.\(ending)"))
            }
            let whole = try place.run("trialpool-report", ["verify", bundle, "-q", "--fast"])
            #expect(whole.status == 0 && whole.errors.isEmpty, "\(whole.errors)")
            for name in ["my-analysis", "my-measure", "my-figure"] {
                #expect(try place.run("trialpool-plugins", ["disable", name]).status == 0)
            }
            let without = try place.run("trialpool-report", ["verify", bundle, "-q", "--fast"])
            #expect(without.status == 0)
            #expect(
                without.errors.contains(
                    "not computed again: the answer to mine, which needs the plugin my-analysis 0.1.0"))
            #expect(without.errors.contains("not computed again: the answer to measured"))
            #expect(without.errors.contains("not computed again: what the plugin my-figure 0.1.0"))
        }
    }

    @Test("a plugin that changed asks again, and one that crashes leaves the rest of the run")
    func changesAndCrashes() throws {
        try with { place in
            let plan = try prepare(place)
            for (name, kind) in [("my-analysis", "analysis"), ("my-figure", "figure"), ("my-measure", "measure")] {
                try place.new(name, kind)
            }
            #expect(try place.run("trialpool-plugins", ["enable", "second-opinion-python"]).status == 0)
            let program = "\(place.folder)/own/my-analysis/plugin.py"
            try place.change(program, from: "rows = work.input[\"rows\"]", to: "import os; os._exit(7)")
            let changed = try place.run("trialpool-analyze", ["run", plan, "--no-cache"])
            #expect(changed.status == 1 && changed.errors.contains("it is not what was enabled (version 0.1.0)"))
            #expect(try place.run("trialpool-plugins", ["enable", "my-analysis"]).status == 0)
            let crashed = try place.run("trialpool-analyze", ["run", plan, "--no-cache", "--json", "-q"])
            #expect(crashed.output.contains("plugin-failed") && crashed.output.contains("exit code 7"))
            #expect(crashed.output.contains("\"id\" : \"measured\""))
        }
    }

    @Test("info says what a plugin may do; enable holds to a hash; check passes for what is shipped and needs nothing")
    func manages() throws {
        try with { place in
            let info = try place.run("trialpool-plugins", ["info", "living-registry"])
            #expect(
                info.output.contains("TRIALPOOL_REGISTRY of the environment") && info.output.contains("not enabled"))
            let wrong = try place.run("trialpool-plugins", ["enable", "living-registry", "--sha256", "00"])
            #expect(wrong.status == 2 && wrong.errors.contains("look at what changed"))
            #expect(try place.run("trialpool-plugins", ["disable", "living-registry"]).status == 2)
            #expect(try place.run("trialpool-plugins", ["info", "no-such"]).errors.contains("[not-found]"))
            for name in ["import-fhir-evidence", "living-registry", "second-opinion-python"] {
                let check = try place.run("trialpool-plugins", ["check", name])
                #expect(check.status == 0, "\(check.output)")
                #expect(check.output.contains("writes outside its folder"))
            }
        }
    }

    @Test("a result goes out as FHIR Evidence and comes back as the comparisons that it had")
    func fhir() throws {
        try with { place in
            #expect(try place.run("trialpool-import", ["new", "\(place.folder)/lesson", "--example"]).status == 0)
            let results = "\(place.folder)/results.json"
            let run = try place.run(
                "trialpool-analyze", ["run", "\(place.folder)/lesson/plan.yaml", "-o", results, "--no-cache", "-q"])
            #expect(run.status == 0, "\(run.errors)")
            let program = "\(BuiltProgram.root)/Plugins/import-fhir-evidence/to_fhir.py"
            let bundle = try BuiltProgram.shell(["python3", "-B", program, results])
            #expect(bundle.status == 0)
            try bundle.output.write(toFile: "\(place.folder)/bundle.json", atomically: true, encoding: .utf8)
            #expect(try place.run("trialpool-plugins", ["enable", "import-fhir-evidence"]).status == 0)
            let read = try place.run(
                "trialpool-import",
                ["import-fhir-evidence", "\(place.folder)/bundle.json", "--into", "\(place.folder)/back"])
            #expect(read.status == 0, "\(read.errors)")
            let rows = try String(contentsOfFile: "\(place.folder)/back/outcomes.csv", encoding: .utf8)
            #expect(rows.contains("RiskRatio") && rows.contains("MeanDifference"))
        }
    }
}
