import Foundation
import Testing
import TrialTestSupport

/// `-o` writes where it points, in all programs.
struct OutputPlaceTests {
    /// A command that writes a file; its path is put in place of FILE.
    static let writers: [(program: String, arguments: @Sendable () -> [String])] = [
        ("trialpool-import", { ["pack", StreamTests.dataset, "-o", "FILE"] }),
        ("trialpool-import", { ["export", "long", StreamTests.dataset, "-o", "FILE"] }),
        ("trialpool-analyze", { ["run", BuiltReport.plan, "--no-cache", "--quiet", "-o", "FILE"] }),
        ("trialpool-report", { ["page", BuiltReport.results, "-o", "FILE"] }),
        (
            "trialpool-report",
            { ["bundle", BuiltReport.results, "--plan", BuiltReport.plan, "--quiet", "--no-cache", "-o", "FILE"] }
        ),
    ]

    private func write(_ index: Int, to file: String, _ prelude: String = "") throws -> BuiltProgram.Outcome {
        let (program, arguments) = Self.writers[index]
        let words = ["\(BuiltProgram.folder)/\(program)"] + arguments().map { $0 == "FILE" ? file : $0 }
        return try BuiltProgram.shell(["bash", "-c", prelude + words.map { "'\($0)'" }.joined(separator: " ")])
    }

    @Test("a device stays a device, a pipe's reader gets the bytes, a link stays a link", arguments: writers.indices)
    func places(_ index: Int) throws {
        try BuiltProgram.withFolder { folder in
            let plain = "\(folder)/plain"
            #expect(try write(index, to: plain).status == 0)
            #expect(try write(index, to: "/dev/null").status == 0)
            #expect(try BuiltProgram.shell(["test", "-c", "/dev/null"]).status == 0)
            let pipe = "\(folder)/pipe"
            let read = "mkfifo '\(pipe)'; cat '\(pipe)' > '\(folder)/read' & "
            #expect(try write(index, to: pipe, read).status == 0)
            #expect(try BuiltProgram.shell(["bash", "-c", "sleep 0.2; cmp '\(folder)/read' '\(plain)'"]).status == 0)
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "target")
            #expect(try write(index, to: "\(folder)/link").status == 0)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "target")
            #expect(FileManager.default.contentsEqual(atPath: "\(folder)/target", andPath: plain))
        }
    }

    @Test("a full device is an error of one line", arguments: writers.indices)
    func full(_ index: Int) throws {
        let outcome = try write(index, to: "/dev/full")
        #expect(outcome.status == 1 && outcome.errors.contains("free some space"), "\(outcome.errors)")
    }
}
