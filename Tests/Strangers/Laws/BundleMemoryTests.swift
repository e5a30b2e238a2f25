import Foundation
import Testing
import TrialTestSupport

/// A bundle that is asked again: nothing is made anew that has not changed, and nothing else is taken.
struct BundleMemoryTests {
    /// A copy of a stranger with its results, and the bundle of them.
    private struct Made {
        let folder: String
        var bundle: String { "\(folder)/report.zip" }

        init(_ stranger: String, in folder: String) throws {
            self.folder = folder
            try FileManager.default.copyItem(atPath: Stranger(name: stranger).folder, toPath: "\(folder)/data")
            try answer()
        }

        func answer() throws {
            let outcome = try BuiltProgram.run(
                "trialpool-analyze",
                ["run", "\(folder)/data/plan.yaml", "-o", "\(folder)/results.json", "--no-cache", "--quiet"])
            #expect(outcome.status == 0, "\(outcome.errors)")
        }

        /// Writes the bundle, with the memory that was asked for.
        func write(
            _ more: [String] = [], to path: String? = nil, cache: [String]? = nil
        ) throws -> BuiltProgram.Outcome {
            let outcome = try BuiltProgram.run(
                "trialpool-report",
                [
                    "bundle", "\(folder)/results.json", "--plan", "\(folder)/data/plan.yaml", "-o", path ?? bundle,
                    "--quiet",
                ] + (cache ?? ["--cache", "\(folder)/cache.sqlite"]) + more)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return outcome
        }

        /// The bytes of the same bundle, made from nothing.
        func alone(_ more: [String] = []) throws -> Data {
            _ = try write(more, to: "\(folder)/alone.zip", cache: ["--no-cache"])
            return try Data(contentsOf: URL(filePath: "\(folder)/alone.zip"))
        }

        func bytes() throws -> Data { try Data(contentsOf: URL(filePath: bundle)) }
    }

    private static let strangers = ["one-study", "Odd names, (brackets) & blanks", "rare-proportion"]
    private static let told = "unchanged since it was sealed"

    @Test("a bundle is told unchanged and left as it is, whatever day it is asked", arguments: strangers)
    func unchanged(_ stranger: String) throws {
        try BuiltProgram.withFolder { folder in
            let made = try Made(stranger, in: folder)
            #expect(try !made.write().output.contains(Self.told))
            let before = try (made.bytes(), written(made.bundle))
            let again = try made.write()
            #expect(again.output.contains(Self.told) && again.errors.isEmpty)
            #expect(try (made.bytes(), written(made.bundle)) == before)
            #expect(try made.write(["--json"]).output.contains(#""unchanged" : "true""#))
            #expect(try made.alone() == before.0)
            // The folder is written all the same.
            _ = try made.write(["--folder", "\(folder)/report"])
            #expect(FileManager.default.fileExists(atPath: "\(folder)/report/index.html"))
        }
    }

    @Test("after any change the bundle has the bytes that it has alone", arguments: strangers)
    func changed(_ stranger: String) throws {
        try BuiltProgram.withFolder { folder in
            let made = try Made(stranger, in: folder)
            _ = try made.write()
            for more in [["--date", "2020-02-29"], ["--english", "american"], ["--style", "revman"], []] {
                #expect(try !made.write(more).output.contains(Self.told), "\(more)")
                #expect(try made.bytes() == (try made.alone(more)), "\(more)")
            }
            let plan = "\(folder)/data/plan.yaml"
            try (String(contentsOfFile: plan, encoding: .utf8) + "\n# a remark\n").write(
                toFile: plan, atomically: true, encoding: .utf8)
            try made.answer()
            #expect(try !made.write().output.contains(Self.told))
            #expect(try made.bytes() == (try made.alone()))
        }
    }

    @Test("a bundle that another hand changed or put there is written anew")
    func foreign() throws {
        try BuiltProgram.withFolder { folder in
            let made = try Made("one-study", in: folder)
            _ = try made.write()
            let honest = try made.bytes()
            var changed = honest
            changed[changed.startIndex + changed.count / 2] ^= 1
            for other in [changed, honest.dropLast(1), Data("no bundle".utf8), Data()] {
                try other.write(to: URL(filePath: made.bundle))
                #expect(try !made.write().output.contains(Self.told))
                #expect(try made.bytes() == honest)
            }
            // What this program sealed and somebody put there is another bundle, too.
            _ = try made.write(["--date", "2020-02-29"], to: "\(folder)/other.zip")
            try FileManager.default.removeItem(atPath: made.bundle)
            try FileManager.default.moveItem(atPath: "\(folder)/other.zip", toPath: made.bundle)
            #expect(try !made.write().output.contains(Self.told))
            #expect(try made.bytes() == honest)
        }
    }

    @Test("a cache that is damaged, none, or another program's stops no bundle")
    func caches() throws {
        try BuiltProgram.withFolder { folder in
            let made = try Made("one-study", in: folder)
            _ = try made.write()
            let honest = try made.bytes()
            try Data("no database, but long enough to be looked at".utf8).write(
                to: URL(filePath: "\(folder)/garbage.sqlite"))
            let outcome = try made.write(cache: ["--cache", "\(folder)/garbage.sqlite"])
            #expect(outcome.errors.contains("trialpool-report: warning: ") && outcome.errors.contains("garbage.sqlite"))
            #expect(outcome.errors.split(separator: "\n").count == 1)
            #expect(try !made.write(cache: ["--no-cache"]).output.contains(Self.told))
            #expect(try made.bytes() == honest)
            // What is remembered counts as damaged where a bit of it is flipped, and is made again.
            let flip = try BuiltProgram.shell([
                "python3", "-c",
                """
                import sqlite3, sys
                file = sqlite3.connect(sys.argv[1])
                for key, value in file.execute("SELECT key, value FROM result").fetchall():
                    value = bytearray(value)
                    value[len(value) // 2] ^= 4
                    file.execute("UPDATE result SET value = ? WHERE key = ?", (bytes(value), key))
                file.commit()
                """, "\(folder)/cache.sqlite",
            ])
            #expect(flip.status == 0, "\(flip.errors)")
            #expect(try !made.write().output.contains(Self.told))
            #expect(try made.bytes() == honest)
            #expect(try made.write().output.contains(Self.told))
        }
    }

    @Test("an unchanged bundle is signed, and a pipe gets its bytes each time")
    func signedAndPiped() throws {
        try BuiltProgram.withFolder { folder in
            let made = try Made("one-study", in: folder)
            _ = try made.write()
            let key = try BuiltProgram.shell([
                "openssl", "genpkey", "-algorithm", "ed25519", "-out", "\(folder)/key.pem",
            ])
            #expect(key.status == 0, "\(key.errors)")
            #expect(try made.write(["--sign", "\(folder)/key.pem"]).output.contains(Self.told))
            #expect(FileManager.default.fileExists(atPath: "\(made.bundle).sig"))
            for _ in 1...2 {
                let outcome = try BuiltProgram.shell([
                    "bash", "-c",
                    "\"$1\" bundle \"$2/results.json\" --plan \"$2/data/plan.yaml\" -o /dev/stdout"
                        + " --cache \"$2/cache.sqlite\" --quiet | head -c 2", "bash",
                    "\(BuiltProgram.folder)/trialpool-report", folder,
                ])
                #expect(outcome.output == "PK", "\(outcome.errors)")
            }
        }
    }

    private func written(_ path: String) throws -> Date {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date)
    }
}
