import Foundation
import Testing
import TrialTestSupport

/// A long analysis that is stopped in the middle goes on from there, and gives what it would have given.
struct InterruptedRunTests {
    private static let vary = """
        format: trialpool/plan@1
        title: Interrupted
        dataset: "\(BuiltProgram.root)/Tests/Strangers/three-hundred"
        analyses:
          - id: choices
            title: Choices
            kind: multiverse
            outcome: stroke
            measure: RR
            vary:
              heterogeneity: [DL, PM, REML, ML, EB, HS]
              interval: [normal, hartung-knapp, profile-likelihood, t]
              without: [each-study]
            most-specifications: 20000
        """

    @Test(
        "a stopped run keeps what is done, and the next one ends with the same bytes",
        arguments: [SIGINT, SIGTERM, SIGKILL])
    func stopped(_ signal: Int32) throws {
        try BuiltProgram.withFolder { folder in
            let (plan, cache) = ("\(folder)/plan.yaml", "\(folder)/cache.sqlite")
            try Self.vary.write(toFile: plan, atomically: true, encoding: .utf8)
            func words(_ name: String, _ more: [String]) -> [String] {
                ["run", plan, "-o", "\(folder)/\(name)"] + more
            }
            let process = Process()
            process.executableURL = URL(filePath: "\(BuiltProgram.folder)/trialpool-analyze")
            process.arguments = words("stopped.json", ["--cache", cache])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            while process.isRunning, try Self.stored(cache) < 2 { usleep(20_000) }
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            // Of 91 parts, which take long beside the looking: it was in the middle.
            let kept = try Self.stored(cache)
            #expect(process.terminationReason == .uncaughtSignal && (2...45).contains(kept), "\(kept) kept")
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/stopped.json"))
            #expect(try BuiltProgram.run("trialpool-analyze", words("resumed.json", ["--cache", cache])).status == 0)
            #expect(try BuiltProgram.run("trialpool-analyze", words("whole.json", ["--no-cache"])).status == 0)
            #expect(
                try Data(contentsOf: URL(filePath: "\(folder)/resumed.json"))
                    == Data(contentsOf: URL(filePath: "\(folder)/whole.json")))
            #expect(try Self.stored(cache) == 1)
        }
    }

    /// How many entries the cache has; none before there is a cache.
    private static func stored(_ cache: String) throws -> Int {
        guard FileManager.default.fileExists(atPath: cache) else { return 0 }
        let listed = try BuiltProgram.run("trialpool-analyze", ["cache", "list", "--cache", cache, "--json"])
        return listed.status == 0 ? listed.output.components(separatedBy: "\"key\"").count - 1 : 0
    }
}
