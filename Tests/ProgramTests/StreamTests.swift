import Foundation
import Testing
import TrialTestSupport

/// The streams of every program: a result that cannot be written is an error, whatever writes it; what nobody hears stops nothing.
struct StreamTests {
    /// A run of a program with results on standard output.
    struct Run: Sendable, CustomTestStringConvertible {
        let program: String
        let arguments: @Sendable () -> [String]
        var input = "/dev/null"

        init(_ program: String, _ arguments: @autoclosure @escaping @Sendable () -> [String]) {
            self.program = program
            self.arguments = arguments
        }

        /// The run as a shell writes it, its input with it.
        var command: String {
            let words = ["\(BuiltProgram.folder)/\(program)"] + arguments()
            return words.map { "'\($0)'" }.joined(separator: " ") + " <'\(input)'"
        }

        var testDescription: String { "\(program) \(arguments().prefix(1).joined())" }
    }

    static let dataset = "\(BuiltProgram.root)/Tests/Strangers/one-study"
    private static let batch: Run = {
        var run = Run("trialpool-analyze", ["batch"])
        run.input = "\(BuiltProgram.root)/Sources/TrialAnalysis/Batch/Schema/batch-1.requests.jsonl"
        return run
    }()
    static let runs: [Run] =
        ["trialpool", "trialpool-import", "trialpool-analyze", "trialpool-report"].flatMap { program in
            [Run(program, ["--help"]), Run(program, ["--version"])]
        } + [
            Run("trialpool-import", ["validate", dataset]),
            Run("trialpool-import", ["validate", dataset, "--json"]),
            Run("trialpool-import", ["show", dataset, "--json"]),
            Run("trialpool-import", ["check", dataset, "--json"]),
            Run("trialpool-analyze", ["run", BuiltReport.plan, "--no-cache", "--quiet"]),
            Run("trialpool-analyze", ["run", BuiltReport.plan, "--no-cache", "--json", "--quiet"]),
            Run("trialpool-report", ["verify", BuiltReport.bundle, "--fast", "--json", "--quiet"]),
            Run("trialpool-report", ["diff", BuiltReport.results, BuiltReport.results, "--json"]),
            Run("trialpool-report", ["page", BuiltReport.results, "-o", "/dev/null"]),
            batch,
        ]

    private func run(_ run: Run, _ redirection: String) throws -> BuiltProgram.Outcome {
        try BuiltProgram.shell(["bash", "-c", "\(run.command) \(redirection)"])
    }

    @Test("each of them runs, and says on standard output what it has to say", arguments: runs)
    func fine(_ run: Run) throws {
        let outcome = try self.run(run, "")
        #expect(outcome.status == 0 && !outcome.output.isEmpty, "\(outcome.errors)")
    }

    @Test("a full disk, a closed output and a limit on the size of files are one line and status 1", arguments: runs)
    func unwritable(_ run: Run) throws {
        try BuiltProgram.withFolder { folder in
            for redirection in [">/dev/full", ">&-", "limited >'\(folder)/out'"] {
                // What the program says goes through a pipe, since the limit is one on all its files.
                let script =
                    redirection.hasPrefix("limited")
                    ? "(ulimit -f 0; \(run.command) \(redirection.dropFirst(8))) 2>&1 | cat >&2; exit ${PIPESTATUS[0]}"
                    : "\(run.command) \(redirection)"
                let outcome = try BuiltProgram.shell(["bash", "-c", script])
                #expect(outcome.status == 1, "\(redirection): \(outcome.errors)")
                let lines = outcome.errors.split(separator: "\n").filter {
                    $0.contains("standard output cannot be written")
                }
                #expect(lines.count == 1, "\(redirection): \(outcome.errors)")
            }
        }
    }

    @Test("a reader that goes away ends it quietly, with the status of a closed pipe", arguments: runs)
    func closedPipe(_ run: Run) throws {
        let outcome = try self.run(run, "| true; exit ${PIPESTATUS[0]}")
        // A short text may be in the pipe before its reader is gone.
        #expect([0, 141].contains(outcome.status), "\(outcome.errors)")
        #expect(!outcome.errors.contains("error"))
    }

    @Test("a closed standard error changes nothing of the results", arguments: runs)
    func nobodyHears(_ run: Run) throws {
        let (loud, deaf) = (try self.run(run, ""), try self.run(run, "2>&-"))
        #expect(deaf.status == 0 && deaf.output == loud.output)
    }

    @Test("a file is written whole while standard error is closed, progress or not")
    func fileWithoutErrors() throws {
        try BuiltProgram.withFolder { folder in
            let outcome = try run(
                Run("trialpool-analyze", ["run", BuiltReport.plan, "--no-cache", "-o", "\(folder)/r.json"]), "2>&-")
            #expect(outcome.status == 0)
            #expect(FileManager.default.contentsEqual(atPath: "\(folder)/r.json", andPath: BuiltReport.results))
        }
    }

    @Test("requests that cannot be read are one line, not the system's own words")
    func noInput() throws {
        let outcome = try run(Self.batch, "<&-")
        #expect(outcome.status == 1 && outcome.errors.contains("standard input cannot be read"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("NSCocoa"))
    }

    @Test("a small stack, few descriptors", arguments: ["ulimit -s 64", "ulimit -n 8"])
    func scarce(_ limit: String) throws {
        for run in Self.runs {
            let outcome = try BuiltProgram.shell(["bash", "-c", "\(limit); \(run.command)"])
            #expect([0, 1].contains(outcome.status), "\(run.testDescription): \(outcome.errors)")
        }
    }

    @Test("what a file says cannot steer a terminal or turn the direction of writing")
    func cleanTerminal() throws {
        try ImportSmallDataset.with { small in
            let evil = "T\u{202E}2\u{2066} \u{1B}[31m\u{7}"
            let row = ImportSmallDataset.row.replacing("Table 2", with: evil)
            try small.write("\(ImportSmallDataset.header)\n\(row)\n", "small/outcomes.csv")
            for words in [
                ["explain", small.path, "Alpha2020", "edss_change"], ["show", small.path, "Alpha2020"],
                ["check", small.path, "--all"], ["validate", small.path, "--warnings"],
                ["explain", small.path, "Alpha2020", evil],
            ] {
                let outcome = try BuiltProgram.run("trialpool-import", words)
                let odd = (outcome.output + outcome.errors).unicodeScalars.filter {
                    $0.properties.isBidiControl || ($0.properties.generalCategory == .control && $0 != "\n")
                }
                #expect(odd.isEmpty, "\(words[0]): \(Array(odd))")
                #expect(!(outcome.output + outcome.errors).isEmpty)
            }
        }
    }
}
