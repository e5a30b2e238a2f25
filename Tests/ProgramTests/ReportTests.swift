import Foundation
import Testing
import TrialTestSupport

/// The report program on the shipped plan: the bundle proves itself, and cannot be changed unnoticed.
struct ReportTests {
    /// Runs the plan and writes a bundle into a folder.
    private func bundle(in folder: String, _ name: String = "report.zip", _ more: [String] = []) throws -> String {
        let results = "\(folder)/results.json"
        let run = ["run", BuiltProgram.plan, "-o", results, "--no-cache", "--quiet"]
        #expect(try BuiltProgram.run("trialpool-analyze", run).status == 0)
        let path = "\(folder)/\(name)"
        let outcome = try BuiltProgram.run(
            "trialpool-report",
            ["bundle", results, "--plan", BuiltProgram.plan, "-o", path, "--quiet", "--no-cache"] + more)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return path
    }

    private func verify(_ path: String) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run("trialpool-report", ["verify", path])
    }

    @Test("two runs give the same bytes, whatever the zone, the language and the umask")
    func sameBytes() throws {
        try BuiltProgram.withFolder { folder in
            let first = try Data(contentsOf: URL(filePath: bundle(in: folder)))
            let command = [
                "bash", "-c", "umask 077; exec \"$@\"", "bash", "\(BuiltProgram.folder)/trialpool-report", "bundle",
            ]
            let outcome = try BuiltProgram.shell(
                command + [
                    "\(folder)/results.json", "--plan", BuiltProgram.plan, "-o", "\(folder)/second.zip", "--quiet",
                    "--no-cache",
                ],
                environment: ["TZ": "Asia/Tokyo", "LC_ALL": "C", "HOME": folder])
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(try Data(contentsOf: URL(filePath: "\(folder)/second.zip")) == first)
        }
    }

    @Test("a bundle passes: every file as sealed, every number computed again")
    func verifies() throws {
        try BuiltProgram.withFolder { folder in
            let outcome = try verify(try bundle(in: folder))
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("numbers recomputed, all the same"))
        }
    }

    @Test("one flipped byte fails wherever it lies, and inside a file names it")
    func flippedByte() throws {
        try BuiltProgram.withFolder { folder in
            let path = try bundle(in: folder)
            let bytes = try Data(contentsOf: URL(filePath: path))
            for part in 0..<24 {
                var changed = bytes
                changed[changed.startIndex + (bytes.count - 1) * part / 23] ^= 0x10
                try changed.write(to: URL(filePath: "\(folder)/changed.zip"))
                let outcome = try verify("\(folder)/changed.zip")
                #expect(outcome.status == 1, "byte \((bytes.count - 1) * part / 23)")
                #expect(outcome.errors.contains("changed.zip"))
            }
            let page = try #require(bytes.range(of: Data("index.html".utf8)))
            var changed = bytes
            changed[page.upperBound + 200] ^= 0x01
            try changed.write(to: URL(filePath: "\(folder)/changed.zip"))
            let outcome = try verify("\(folder)/changed.zip")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("index.html"), "\(outcome.errors)")
        }
    }

    @Test("a number changed in the results, with all checksums made to fit, is found by computing it again")
    func forgery() throws {
        try BuiltProgram.withFolder { folder in
            let path = try bundle(in: folder)
            let script = """
                import hashlib, sys, zipfile
                source, target = sys.argv[1:3]
                with zipfile.ZipFile(source) as archive:
                    files = {name: archive.read(name) for name in archive.namelist()}
                text = files["results.json"].decode()
                assert text.count("-0.4521835748498") > 0
                files["results.json"] = text.replace("-0.4521835748498", "-0.5521835748498").encode()
                lines = files["manifest-sha256.txt"].decode().splitlines()
                digest = hashlib.sha256(files["results.json"]).hexdigest()
                lines = [digest + line[64:] if line.endswith("results.json") else line for line in lines]
                files["manifest-sha256.txt"] = ("\\n".join(lines) + "\\n").encode()
                with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
                    for name in sorted(files):
                        archive.writestr(name, files[name])
                """
            let forged = "\(folder)/forged.zip"
            let made = try BuiltProgram.shell(["python3", "-c", script, path, forged])
            #expect(made.status == 0, "\(made.errors)")
            #expect(try verify(forged).status == 1)
            let outcome = try BuiltProgram.run("trialpool-report", ["verify", forged, "--any-packing"])
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("recomputed differently: analyses[0]"), "\(outcome.errors)")
        }
    }

    @Test("results of another plan or other data are refused")
    func otherOrigin() throws {
        try BuiltProgram.withFolder { folder in
            _ = try bundle(in: folder)
            try BuiltProgram.withDataset(changing: "plan.yaml", from: "seed: 20261123", to: "seed: 7") { dataset in
                let outcome = try BuiltProgram.run(
                    "trialpool-report",
                    [
                        "bundle", "\(folder)/results.json", "--plan", "\(dataset)/plan.yaml", "-o",
                        "\(folder)/other.zip", "--no-cache",
                    ])
                #expect(outcome.status == 1)
                #expect(outcome.errors.contains("answers another plan"))
            }
            let rows = ("edss_improved,12,events,22,,,,,,,,,,,,4", "edss_improved,12,events,22,,,,,,,,,,,,5")
            try BuiltProgram.withDataset(changing: "outcomes.csv", from: rows.0, to: rows.1) { dataset in
                let outcome = try BuiltProgram.run(
                    "trialpool-report",
                    [
                        "bundle", "\(folder)/results.json", "--plan", "\(dataset)/plan.yaml", "-o",
                        "\(folder)/other.zip", "--no-cache",
                    ])
                #expect(outcome.status == 1)
                #expect(outcome.errors.contains("other data"))
            }
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/other.zip"))
        }
    }

    @Test("the folder form is replaced when it is a report, and nothing else ever is")
    func folderForm() throws {
        try BuiltProgram.withFolder { folder in
            let report = "\(folder)/report"
            _ = try bundle(in: folder, "a.zip", ["--folder", report])
            _ = try bundle(in: folder, "b.zip", ["--folder", report])
            #expect(FileManager.default.fileExists(atPath: "\(report)/index.html"))
            #expect(try !FileManager.default.contentsOfDirectory(atPath: folder).contains { $0.contains("old") })
            try FileManager.default.createDirectory(atPath: "\(folder)/mine", withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: URL(filePath: "\(folder)/mine/notes.txt"))
            let outcome = try BuiltProgram.run(
                "trialpool-report",
                [
                    "bundle", "\(folder)/results.json", "--plan", BuiltProgram.plan, "-o", "\(folder)/c.zip",
                    "--no-cache",
                    "--folder", "\(folder)/mine",
                ])
            #expect(outcome.status == 1)
            #expect(try String(contentsOfFile: "\(folder)/mine/notes.txt", encoding: .utf8) == "mine")
        }
    }

    @Test("single figures come as SVG, PNG and PDF")
    func figures() throws {
        try BuiltProgram.withFolder { folder in
            _ = try bundle(in: folder)
            for (ending, magic) in [("svg", "<svg"), ("png", "\u{89}PNG"), ("pdf", "%PDF")] {
                let file = "\(folder)/forest.\(ending)"
                let outcome = try BuiltProgram.run(
                    "trialpool-report", ["figure", "\(folder)/results.json", "--analysis", "edss-worsened", "-o", file])
                #expect(outcome.status == 0, "\(outcome.errors)")
                let start = try Data(contentsOf: URL(filePath: file)).prefix(200)
                #expect(start.range(of: Data(magic.unicodeScalars.map { UInt8($0.value) })) != nil)
            }
            let unknown = try BuiltProgram.run(
                "trialpool-report", ["figure", "\(folder)/results.json", "--analysis", "nothing", "-o", "x.svg"])
            #expect(unknown.status == 2)
            #expect(unknown.errors.contains("edss-worsened"))
        }
    }
}
