import Foundation
import Testing
import TrialTestSupport

/// An import is there wholly or not at all, whenever it is killed, and two of them lose nothing.
@Suite("An import is one step")
struct ImportOneStepTests {
    private static let isSlow = ProcessInfo.processInfo.environment["TRIALPOOL_SLOW_TESTS"] != nil

    /// A wide table of so many trials.
    private static func table(_ name: String, _ count: Int) -> String {
        "study,outcome,months,events1,n1,events2,n2\n"
            + (1...count).map { "\(name) \($0) 2024,edss_worsened,6,1,10,2,11\n" }.joined()
    }

    private func studies(_ dataset: String) throws -> Int {
        let outcome = try BuiltProgram.run("trialpool-import", ["validate", dataset, "--json"])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        let shown = try BuiltProgram.run("trialpool-import", ["show", dataset, "--json"])
        let content = try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [String: Any]
        return (content?["studies"] as? [Any])?.count ?? -1
    }

    @Test("killed at any moment, it leaves the dataset as it was or as it will be, and nothing behind")
    func killed() throws {
        try ImportSmallDataset.with { small in
            let file = try small.write(Self.table("Kill", 300), "more.csv")
            let old = try small.content
            let start = ContinuousClock.now
            #expect(try small.run("wide", file, "--quiet").status == 0)
            let duration = ContinuousClock.now - start
            let new = try small.content
            var random = SystemRandomNumberGenerator()
            var seen: Set<Int> = []
            for _ in 0..<(Self.isSlow ? 1000 : 20) {
                try FileManager.default.removeItem(atPath: small.path)
                try FileManager.default.createDirectory(atPath: small.path, withIntermediateDirectories: true)
                for (name, bytes) in old { try small.write(bytes, "small/\(name)") }
                let process = Process()
                process.executableURL = URL(filePath: "\(BuiltProgram.folder)/trialpool-import")
                process.arguments = ["wide", file, "--into", small.path, "--quiet"]
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                // Most moments lie where files are written, near the end.
                let share = 1.1 * Double.random(in: 0...1, using: &random).squareRoot()
                usleep(UInt32(share * (duration / .microseconds(1))))
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                seen.insert(try studies(small.path))
                #expect(try small.run("wide", file, "--quiet", "--accept").status == 0)
                #expect(try small.content == new)
            }
            #expect(seen.isSubset(of: [1, 301]), "\(seen)")
        }
    }

    @Test("two at once into one dataset: the rows of both are there, or one is told", arguments: [true, false])
    func together(isFolder: Bool) throws {
        for _ in 0..<(Self.isSlow ? 100 : 5) {
            try ImportSmallDataset.with { small in
                let files = try ["A", "B"].map { try small.write(Self.table($0, 50), "\($0).csv") }
                var dataset = small.path
                if !isFolder {
                    dataset = "\(small.folder)/small.zip"
                    #expect(try BuiltProgram.run("trialpool-import", ["pack", small.path, "-o", dataset]).status == 0)
                }
                let program = "\(BuiltProgram.folder)/trialpool-import"
                let one = files.map { "'\(program)' wide '\($0)' --into '\(dataset)' --quiet >/dev/null & pids+=($!);" }
                let script = one.joined(separator: " ") + " for pid in ${pids[@]}; do wait $pid; echo $?; done"
                let outcome = try BuiltProgram.shell(["bash", "-c", script])
                let done = outcome.output.split(separator: "\n").filter { $0 == "0" }.count
                #expect(try studies(dataset) == 1 + 50 * done)
                #expect(done == 2 || outcome.errors.contains("is changing it"), "\(outcome.errors)")
                let hidden = try FileManager.default.contentsOfDirectory(atPath: small.folder)
                #expect(!hidden.contains { $0.contains("trialpool-") })
            }
        }
    }

    @Test("a mode that its owner chose stays")
    func mode() throws {
        try ImportSmallDataset.with { small in
            let file = try small.write(Self.table("Mode", 1), "more.csv")
            #expect(chmod("\(small.path)/outcomes.csv", 0o600) == 0)
            #expect(try small.run("wide", file, "--quiet").status == 0)
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(small.path)/outcomes.csv")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }
}
