import Foundation
import Testing
import TrialTestSupport

/// The check that every citation is one of docs/references.bib, and the proof that it can fail.
struct ReferencesCheckTests {
    private static let entry = """
        @article{kenward1997,
          author = {Kenward, Michael G. and Roger, James H.},
          year = {1997},
          title = {Small sample inference},
          journal = {Biometrics},
          doi = {10.2307/2533558},
        }

        """

    private func check(_ references: String, _ source: String) throws -> BuiltProgram.Outcome {
        try BuiltProgram.withFolder { folder in
            for name in ["docs", "Sources"] {
                try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
            }
            try references.write(toFile: "\(folder)/docs/references.bib", atomically: true, encoding: .utf8)
            try source.write(toFile: "\(folder)/Sources/One.swift", atomically: true, encoding: .utf8)
            return try BuiltProgram.shell(["python3", "\(BuiltProgram.root)/scripts/check-references", folder])
        }
    }

    @Test("a citation that agrees with its entry passes, also over two lines of a comment")
    func passes() throws {
        let outcome = try check(Self.entry, "/// Kenward and Roger\n/// 1997, doi:10.2307/2533558.\n")
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(
        "what does not agree is named",
        arguments: [
            ("/// Kenward and Roger 1998, doi:10.2307/2533558.", "is of 1997, not 1998"),
            ("/// Somebody 1997, doi:10.2307/2533558.", "is by kenward"),
            ("/// Kenward 1997, doi:10.2307/2533558; Nobody 2000, doi:10.1000/182.", "10.1000/182 is not in"),
            ("/// Nothing.", "nothing cites kenward1997"),
        ])
    func refused(_ source: String, _ words: String) throws {
        let outcome = try check(Self.entry, source)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }

    @Test(
        "an entry must be whole, once, and in its place",
        arguments: [
            ("  year = {1997},\n", "", "lacks year"), ("@article{kenward1997,", "@article{kenward1996,", "the key"),
            ("  title = {Small sample inference},\n", "  title = Small sample inference\n", "malformed"),
            ("@article", "@thing", "lacks a known kind"),
        ])
    func entries(_ old: String, _ new: String, _ words: String) throws {
        let broken = Self.entry.replacingOccurrences(of: old, with: new)
        let outcome = try check(broken, "/// Kenward and Roger 1997, doi:10.2307/2533558.")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        let twice = try check(Self.entry + Self.entry, "/// Kenward and Roger 1997, doi:10.2307/2533558.")
        #expect(twice.status == 1 && twice.errors.contains("there twice"))
    }

    @Test("the package's own citations pass")
    func own() throws {
        let outcome = try BuiltProgram.shell(["python3", "\(BuiltProgram.root)/scripts/check-references"])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }
}
