import Foundation
import Testing
import TrialTestSupport

/// The most likely mistakes and the planted faults, on the built program: one line that names the place, exit 1,
/// nothing half-written.
struct AnalyzeFaultTests {
    private func run(_ arguments: [String]) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run("trialpool-analyze", ["run"] + arguments + ["--no-cache", "--quiet"])
    }

    private func expectOneLine(_ outcome: BuiltProgram.Outcome, _ words: [String]) {
        #expect(outcome.status == 1)
        #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
        for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
        #expect(outcome.output.isEmpty)
    }

    @Test("a missing plan, and a folder in its place")
    func missingPlan() throws {
        expectOneLine(try run(["nowhere/plan.yaml"]), ["nowhere/plan.yaml"])
        expectOneLine(try run([BuiltProgram.dataset]), ["msc-ms-trials"])
    }

    @Test("a dataset that is none, is cut off, or is a text file")
    func noDataset() throws {
        try BuiltProgram.withFolder { folder in
            expectOneLine(try run([BuiltProgram.plan, "--dataset", folder]), [folder, "datapackage.json"])
            let archive = "\(folder)/whole.zip"
            #expect(
                try BuiltProgram.run("trialpool-import", ["pack", BuiltProgram.dataset, "-o", archive]).status == 0)
            let bytes = try Data(contentsOf: URL(filePath: archive))
            try bytes.prefix(bytes.count / 2).write(to: URL(filePath: "\(folder)/cut.zip"))
            expectOneLine(try run([BuiltProgram.plan, "--dataset", "\(folder)/cut.zip"]), ["cut.zip"])
            try Data("no archive".utf8).write(to: URL(filePath: "\(folder)/text.zip"))
            expectOneLine(try run([BuiltProgram.plan, "--dataset", "\(folder)/text.zip"]), ["text.zip"])
        }
    }

    static let cells: [(file: String, old: String, new: String, words: [String])] = [
        (
            "outcomes.csv", "edss_improved,12,events,22,,,,,,,,,,,,4", "edss_improved,12,events,22,,,,,,,,,,,,23",
            ["outcomes.csv:", "events"]
        ),
        (
            "outcomes.csv", "edss_change,6,mean_sd,4,0.25,0.5", "edss_change,6,mean_sd,4,0.25,-0.5",
            ["outcomes.csv:", "sd"]
        ),
        (
            "outcomes.csv", "edss_change,6,mean_sd,4,0.25", "edss_change,6,mean_sd,four,0.25",
            ["outcomes.csv:", "column n"]
        ),
        ("outcomes.csv", "study_id,arm_id,comparator", "study_id,arm,comparator", ["outcomes.csv:1", "arm_id"]),
        ("arms.csv", "Odinak2012,msc", "Odinack2012,msc", ["arms.csv:", "Odinak2012"]),
        (
            "outcomes.csv", "Odinak2012,msc,,all,edss_improved,12", "Odinak2012,mcs,,all,edss_improved,12",
            ["outcomes.csv:", "msc"]
        ),
    ]

    @Test("a wrong cell is named with file, row and column", arguments: cells.indices)
    func wrongCell(_ index: Int) throws {
        let cell = Self.cells[index]
        try BuiltProgram.withDataset(changing: cell.file, from: cell.old, to: cell.new) { dataset in
            let outcome = try run(["\(dataset)/plan.yaml"])
            #expect(outcome.status == 1)
            #expect(outcome.output.isEmpty)
            #expect(
                outcome.errors.split(separator: "\n").contains { line in cell.words.allSatisfy { line.contains($0) } },
                "\(outcome.errors)")
        }
    }

    static let planChanges: [(old: String, new: String, words: [String])] = [
        ("outcome: edss_improved", "outcome: edss_imroved", ["edss-improved", "did you mean 'edss_improved'"]),
        ("study: Hou2013", "study: Huo2013", ["serious-adverse-events", "did you mean 'Hou2013'"]),
        ("profile: trialpool-1", "profile: trialpool-9", ["trialpool-9", "trialpool-1"]),
        ("historical-placebo: ../historical-placebo", "historical-placebo: ../nowhere", ["nowhere"]),
        ("measure: RR", "measure: PLO", ["treatment-failure", "measure of one group"]),
    ]

    @Test("a plan that does not fit the dataset is named with what was meant", arguments: planChanges.indices)
    func wrongPlan(_ index: Int) throws {
        let change = Self.planChanges[index]
        try BuiltProgram.withDataset(changing: "plan.yaml", from: change.old, to: change.new) { dataset in
            expectOneLine(try run(["\(dataset)/plan.yaml"]), change.words)
        }
    }

    @Test("a question that no row answers fails by name; the other answers are still written")
    func noStudies() throws {
        let old = "window: {from: 5, to: 7}\n    better: lower\n    favours: [favours MSC, favours placebo]"
        let new = old.replacingOccurrences(of: "from: 5, to: 7", with: "from: 50, to: 70")
        try BuiltProgram.withDataset(changing: "plan.yaml", from: old, to: new) { dataset in
            let outcome = try run(["\(dataset)/plan.yaml", "-o", "\(dataset)/results.json"])
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("gel-rate-ratio"))
            #expect(outcome.errors.contains("no row"))
            #expect(FileManager.default.fileExists(atPath: "\(dataset)/results.json"))
            #expect(outcome.output.contains("Improved on EDSS"))
        }
    }

    @Test("zero variance names the study and its row")
    func zeroVariance() throws {
        let rows = ("edss_change,6,mean_sd,4,0.25,0.5", "edss_change,6,mean_sd,4,0.25,0")
        try BuiltProgram.withDataset(changing: "outcomes.csv", from: rows.0, to: rows.1) { dataset in
            let path = "\(dataset)/outcomes.csv"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try text.replacingOccurrences(of: "edss_change,6,mean_sd,5,0.3,0.7", with: "edss_change,6,mean_sd,5,0.3,0")
                .write(toFile: path, atomically: true, encoding: .utf8)
            expectOneLine(
                try run(["\(dataset)/plan.yaml"]),
                ["edss-change-6-months", "Llufriu 2014", "outcomes.csv:", "variance"])
        }
    }

    @Test("a full disk leaves neither a half-written file nor a spoiled old one")
    func fullDisk() throws {
        try BuiltProgram.withFolder { folder in
            let output = "\(folder)/results.json"
            try Data("old".utf8).write(to: URL(filePath: output))
            // A file may grow to 8 KiB only, which is what a disk with 8 KiB left does.
            let program = "\(BuiltProgram.folder)/trialpool-analyze"
            let outcome = try BuiltProgram.shell([
                "bash", "-c", "trap '' XFSZ; ulimit -f 8; exec \"$@\"", "bash", program, "run", BuiltProgram.plan, "-o",
                output,
                "--no-cache", "--quiet",
            ])
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("results.json"))
            #expect(try String(contentsOfFile: output, encoding: .utf8) == "old")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["results.json"])
        }
    }

    @Test("a cache that cannot be used is named in one line, and the plan is answered all the same")
    func unusableCache() throws {
        let right = try BuiltProgram.run(
            "trialpool-analyze", ["run", BuiltProgram.plan, "--quiet", "--no-cache", "--json"])
        try BuiltProgram.withFolder { folder in
            let text = "\(folder)/text"
            try String(repeating: "no database ", count: 400).write(toFile: text, atomically: true, encoding: .utf8)
            for path in ["/proc/trialpool/cache.sqlite", text, folder] {
                let outcome = try BuiltProgram.run(
                    "trialpool-analyze", ["run", BuiltProgram.plan, "--quiet", "--json", "--cache", path])
                #expect(outcome.status == 0)
                #expect(outcome.output == right.output)
                #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
                for part in [path, "--no-cache", "answered without a cache"] {
                    #expect(outcome.errors.contains(part), "\(outcome.errors)")
                }
            }
        }
    }
}
