import Foundation
import Testing
import TrialTestSupport

@Suite("scripts/install")
struct InstallTests {
    @Test("programs, manual pages, completions and evidence come under a prefix, work there, and go away again")
    func round() throws {
        try BuiltProgram.withFolder { try round(below: "\($0)/a prefix") }
    }

    private func round(below prefix: String) throws {
        try FileManager.default.createDirectory(atPath: "\(prefix)/bin", withIntermediateDirectories: true)
        // What somebody else put there stays.
        let other = "\(prefix)/bin/other"
        try Data("#!/bin/sh\n".utf8).write(to: URL(filePath: other))

        // Twice, because an installation replaces the former one.
        for _ in 1...2 {
            let installed = try run("--prefix", prefix, "--binaries", BuiltProgram.folder)
            #expect(installed.status == 0, "\(installed.errors)")
        }
        for file in [
            "bin/trialpool", "bin/trialpool-report", "share/man/man1/trialpool-analyze.1",
            "share/bash-completion/completions/trialpool-import", "share/trialpool/Datasets/msc-ms-trials/plan.yaml",
            "share/doc/trialpool/README.md", "share/trialpool/schemas/datapackage.schema.json",
            "share/trialpool/schemas/ongoing-trials.schema.json", "share/trialpool/schemas/plan.schema.json",
            "share/trialpool/plugins/living-registry/plugin.json", "share/trialpool/installed.txt",
        ] {
            #expect(FileManager.default.fileExists(atPath: "\(prefix)/\(file)"), "\(file) is missing")
        }
        let dataset = "\(prefix)/share/trialpool/Datasets/historical-placebo"
        let answer = try BuiltProgram.shell(["\(prefix)/bin/trialpool", "import", "validate", dataset])
        #expect(answer.status == 0)
        #expect(answer.output.contains("28 studies"))
        let plugins = try BuiltProgram.shell(["\(prefix)/bin/trialpool", "plugins", "list"])
        #expect(plugins.output.contains("import-fhir-evidence"))

        let removed = try run("--uninstall", "--prefix", prefix)
        #expect(removed.status == 0, "\(removed.errors)")
        let left = FileManager.default.enumerator(atPath: prefix)?.allObjects as? [String]
        #expect(left?.sorted() == ["bin", "bin/other"])

        let again = try run("--uninstall", "--prefix", prefix)
        #expect(again.status == 1)
        #expect(again.errors.contains("nothing of TrialPool is installed under"))
    }

    private func run(_ arguments: String...) throws -> BuiltProgram.Outcome {
        try BuiltProgram.shell(["\(BuiltProgram.root)/scripts/install"] + arguments)
    }
}
