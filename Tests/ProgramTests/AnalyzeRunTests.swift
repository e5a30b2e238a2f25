import Foundation
import Testing
import TrialTestSupport

/// The main job on the built program.
struct AnalyzeRunTests {
    /// How many questions the shipped plan asks.
    private static let planned =
        ((try? String(contentsOfFile: BuiltProgram.plan, encoding: .utf8)) ?? "").split(separator: "\n").count {
            $0.hasPrefix("  - id: ")
        }

    @Test("a second run answers from the cache and says so, with the same bytes")
    func secondRun() throws {
        try BuiltProgram.withFolder { folder in
            func run(_ name: String) throws -> BuiltProgram.Outcome {
                try BuiltProgram.run(
                    "trialpool-analyze",
                    ["run", BuiltProgram.plan, "-o", "\(folder)/\(name)", "--cache", "\(folder)/cache.sqlite"])
            }
            let (first, second) = (try run("1.json"), try run("2.json"))
            #expect(first.status == 0 && second.status == 0)
            #expect(first.errors.contains("\(Self.planned) of \(Self.planned) analyses computed"))
            #expect(second.errors.contains("All \(Self.planned) analyses came from the cache."))
            #expect(first.output == second.output)
            #expect(
                try Data(contentsOf: URL(filePath: "\(folder)/1.json"))
                    == Data(contentsOf: URL(filePath: "\(folder)/2.json")))
        }
    }

    @Test("six processes at once share a cache, and one that is killed leaves it whole")
    func processes() throws {
        try BuiltProgram.withFolder { folder in
            let command = """
                for i in 1 2 3 4 5 6; do
                  "$1/trialpool-analyze" run "$2" -o "$3/$i.json" --cache "$3/cache.sqlite" --quiet >/dev/null &
                done
                sleep 0.05; kill -9 $!
                wait
                """
            _ = try BuiltProgram.shell(["bash", "-c", command, "bash", BuiltProgram.folder, BuiltProgram.plan, folder])
            let files = try (1...5).map { try Data(contentsOf: URL(filePath: "\(folder)/\($0).json")) }
            #expect(Set(files).count == 1)
            let verify = try BuiltProgram.run(
                "trialpool-analyze", ["cache", "verify", "--cache", "\(folder)/cache.sqlite"])
            #expect(verify.status == 0)
            #expect(verify.output == "\(Self.planned) stored, 0 damaged\n")
        }
    }

    @Test("an archive answers as its folder does")
    func archive() throws {
        try BuiltProgram.withFolder { folder in
            let archive = "\(folder)/evidence.zip"
            #expect(
                try BuiltProgram.run("trialpool-import", ["pack", BuiltProgram.dataset, "-o", archive]).status == 0)
            let packed = try BuiltProgram.run(
                "trialpool-analyze",
                ["run", BuiltProgram.plan, "--dataset", archive, "--no-cache", "--json", "--quiet"])
            let plain = try BuiltProgram.run(
                "trialpool-analyze", ["run", BuiltProgram.plan, "--no-cache", "--json", "--quiet"])
            #expect(packed.status == 0)
            #expect(packed.output == plain.output)
        }
    }

    @Test("one analysis from options gives the plan's number")
    func pool() throws {
        let outcome = try BuiltProgram.run(
            "trialpool-analyze",
            [
                "pool", BuiltProgram.dataset, "--outcome", "edss_improved", "--measure", "PLO", "--arms", "treatment",
                "--json",
            ])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("0.41380405"))
    }

    @Test("a further key takes the place of an option, and a text may hold any character")
    func poolOptions() throws {
        func pool(_ more: [String]) throws -> BuiltProgram.Outcome {
            try BuiltProgram.run(
                "trialpool-analyze", ["pool", BuiltProgram.dataset, "--measure", "PLO", "--json"] + more)
        }
        let option = try pool(["--outcome", "edss_improved", "--arms", "treatment"])
        let set = try pool(["--outcome", "edss_improved", "--set", "arms=control", "--set", "arms=treatment"])
        #expect(set.status == 0, "\(set.errors)")
        #expect(set.output.contains("0.41380405") && option.output.contains("0.41380405"))
        let quoted = try pool(["--outcome", "edss \"improved\"", "--arms", "treatment"])
        #expect(quoted.status != 0)
        #expect(quoted.errors.contains("has no outcome 'edss \"improved\"'"), "\(quoted.errors)")
    }

    @Test("a review of RevMan 5 comes back number for number under its own profile")
    func revMan() throws {
        try BuiltProgram.withFolder { folder in
            let dataset = "\(folder)/evidence"
            try FileManager.default.copyItem(atPath: BuiltProgram.dataset, toPath: dataset)
            let review = "\(BuiltProgram.root)/Tests/TrialImportTests/Fixtures/revman/Fleiss1993.rm5"
            let imported = try BuiltProgram.run("trialpool-import", ["revman5", review, "--into", dataset])
            #expect(imported.status == 0, "\(imported.errors)")
            let outcome = try BuiltProgram.run(
                "trialpool-analyze",
                [
                    "pool", dataset, "--outcome", "Aspirin for Preventing Death after Myocardial Infarction",
                    "--measure", "OR", "--profile", "revman-5", "--set", "model=common", "--json",
                ])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
            let analyses = json?["analyses"] as? [[String: Any]]
            let answer = analyses?.first?["answer"] as? [String: Any]
            let natural = (answer?["pooled"] as? [String: Any])?["natural"] as? [String: Double]
            // The digits that the review stores; twelve of them, as a double keeps them through logarithm and back.
            for (name, stored) in [
                ("estimate", 0.8968655609130709), ("lower", 0.8405144008917793), ("upper", 0.9569947088336491),
            ] {
                #expect(abs((natural?[name] ?? .nan) - stored) < 1e-12, "\(name)")
            }
        }
    }

    @Test("the cache can be listed, pruned and read as JSON")
    func cache() throws {
        try BuiltProgram.withFolder { folder in
            let cache = ["--cache", "\(folder)/cache.sqlite"]
            _ = try BuiltProgram.run("trialpool-analyze", ["run", BuiltProgram.plan, "--quiet"] + cache)
            let list = try BuiltProgram.run("trialpool-analyze", ["cache", "list", "--json"] + cache)
            let entries = try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]]
            #expect(entries?.count == Self.planned)
            #expect(try BuiltProgram.run("trialpool-analyze", ["cache", "prune"] + cache).output == "0 removed\n")
            #expect(
                try BuiltProgram.run("trialpool-analyze", ["cache", "prune", "--all"] + cache).output
                    == "\(Self.planned) removed\n")
        }
    }
}
