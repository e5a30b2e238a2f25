import Foundation
import Testing
import TrialTestSupport

@Suite("Exporting through the built program")
struct ExportProgramTests {
    struct Report: Decodable {
        let format: String
        let output: String
        let files: [String]
        let notHeld: [[String: String]]
    }

    static let importers = ["long": "delimited", "wide": "wide", "ris": "ris", "revman-web": "revman-web"]

    func export(_ format: String, _ dataset: String, to path: String) throws -> Report {
        let outcome = try BuiltProgram.run("trialpool-import", ["export", format, dataset, "-o", path, "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
    }

    /// The rows of a merge as its JSON tells them.
    func proposal(_ format: String, _ file: String, into dataset: String) throws -> [String: Any] {
        let arguments = [format, file, "--into", dataset, "--dry-run", "--json"]
        let outcome = try BuiltProgram.run("trialpool-import", arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    @Test("what is exported and imported again is nothing new", arguments: ["long", "wide", "ris", "revman-web"])
    func roundTrip(format: String) throws {
        try BuiltProgram.withFolder { folder in
            let path = "\(folder)/out.\(format == "revman-web" ? "zip" : "csv")"
            let report = try export(format, BuiltProgram.dataset, to: path)
            #expect(report.output == path && !report.notHeld.isEmpty)
            let back = try proposal(Self.importers[format] ?? "", path, into: BuiltProgram.dataset)
            // RevMan holds no place in a source: a row that is known again comes back with the package as its source.
            let changed = Set((back["changes"] as? [[String: Any]] ?? []).compactMap { $0["column"] as? String })
            // Of a difference it holds the standard error, and makes limits of it by z where a source went by t.
            let lost: Set =
                format == "revman-web" ? ["source_location", "confidence", "notes", "ci_low", "ci_high"] : []
            #expect(changed.isSubset(of: lost), "\(back["changes"] ?? "")")
            if format == "long" || format == "wide" { #expect((back["additions"] as? [Any])?.isEmpty == true) }
            if format == "long" { #expect(back["unchanged"] as? Int == 263) }
        }
    }

    @Test("a long table imported into a copy without results gives the same results")
    func intoEmpty() throws {
        try BuiltProgram.withFolder { folder in
            let copy = "\(folder)/copy"
            try FileManager.default.copyItem(atPath: BuiltProgram.dataset, toPath: copy)
            let outcomes = try String(contentsOfFile: "\(copy)/outcomes.csv", encoding: .utf8)
            let header = outcomes.prefix { $0 != "\n" } + "\n"
            try Data(header.utf8).write(to: URL(filePath: "\(copy)/outcomes.csv"))
            _ = try export("long", BuiltProgram.dataset, to: "\(folder)/long.csv")
            let outcome = try BuiltProgram.run(
                "trialpool-import", ["delimited", "\(folder)/long.csv", "--into", copy])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let identities = try [copy, BuiltProgram.dataset].map { path in
                try BuiltProgram.run("trialpool-import", ["validate", path]).output.split(separator: " ").last
            }
            #expect(identities[0] == identities[1])
        }
    }

    @Test("a Data Package is the dataset, sealed")
    func dataPackage() throws {
        try BuiltProgram.withFolder { folder in
            let report = try export("data-package", BuiltProgram.dataset, to: "\(folder)/p.zip")
            #expect(report.notHeld.isEmpty)
            let shown = try BuiltProgram.run("trialpool-import", ["validate", "\(folder)/p.zip"])
            #expect(shown.status == 0 && shown.output.contains("263 results"))
        }
    }

    @Test("what a format cannot hold is listed; an existing folder takes the file; mistakes are told")
    func listing() throws {
        try BuiltProgram.withFolder { folder in
            let outcome = try BuiltProgram.run(
                "trialpool-import", ["export", "long", BuiltProgram.dataset, "-o", folder])
            #expect(outcome.output.contains("not held  published-syntheses.csv: 37 rows"))
            #expect(FileManager.default.fileExists(atPath: "\(folder)/msc-ms-trials-long.csv"))
            let folders = try BuiltProgram.run(
                "trialpool-import", ["export", "revman-web", BuiltProgram.dataset, "-o", folder])
            #expect(folders.status == 1 && folders.errors.contains("already-exists"))
            let unknown = try BuiltProgram.run("trialpool-import", ["export", "lon", BuiltProgram.dataset])
            #expect(unknown.status == 2 && unknown.errors.contains("did you mean \"long\""))
            let none = try BuiltProgram.run("trialpool-import", ["export", "long", "\(folder)/none"])
            #expect(none.status == 1 && none.errors.contains("there is no such file"))
            let nowhere = try BuiltProgram.run(
                "trialpool-import", ["export", "long", BuiltProgram.dataset, "-o", "\(folder)/no/where.csv"])
            #expect(nowhere.status == 1 && nowhere.errors.contains("cannot-write"))
        }
    }
}
