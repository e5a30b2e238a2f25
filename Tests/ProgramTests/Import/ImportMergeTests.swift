import Foundation
import Testing
import TrialTestSupport

@Suite("Importing through the built program")
struct ImportMergeTests {
    static let header = ImportSmallDataset.header
    static let new = "Alpha2020,PBO,edss_change,6,mean_sd,10,0.2,0.6,Table 2,primary"

    @Test("a dry run tells what would come and writes nothing; the run writes it; again nothing is new")
    func addition() throws {
        try ImportSmallDataset.with { small in
            let file = try small.write("\(Self.header)\n\(ImportSmallDataset.row)\n\(Self.new)\n", "in.csv")
            let before = try small.content
            let dry = try small.run("delimited", file, "--dry-run")
            #expect(dry.status == 0)
            #expect(
                dry.output.hasPrefix("add     Alpha2020 PBO, edss_change in all at 6 months, mean_sd, from \(file):3\n")
            )
            #expect(dry.output.hasSuffix("1 to add, 0 cells to fill, 0 to change, 1 rows as they are\n"))
            #expect(try small.content == before)
            #expect(
                try small.run("delimited", file).output.hasSuffix(
                    "1 added, 0 cells filled, 0 changed, 1 rows as they are\n"))
            let text = String(decoding: try #require(try small.content["outcomes.csv"]), as: UTF8.self)
            #expect(text == "\(Self.header)\n\(ImportSmallDataset.row)\n\(Self.new)\n")
            let after = try small.content
            #expect(
                try small.run("delimited", file).output == "0 added, 0 cells filled, 0 changed, 2 rows as they are\n")
            #expect(try small.content == after)
        }
    }

    @Test("a changed number is told old and new and refused, and taken with --accept")
    func change() throws {
        try ImportSmallDataset.with { small in
            let file = try small.write(
                "\(Self.header)\n\(ImportSmallDataset.row.replacing("-0.3", with: "-0.4"))\n", "in.csv")
            let before = try small.content
            let refused = try small.run("delimited", file)
            #expect(refused.status == 1)
            #expect(refused.output.contains("change  outcomes.csv:2: mean: -0.3 → -0.4"))
            #expect(refused.errors.split(separator: "\n").count == 1 && refused.errors.contains("changes-not-accepted"))
            #expect(try small.content == before)
            let taken = try small.run("delimited", file, "--accept")
            #expect(
                taken.status == 0 && taken.output.hasSuffix("0 added, 0 cells filled, 1 changed, 0 rows as they are\n"))
        }
    }

    @Test("a file compressed with gzip, a folder and the file itself give the same dataset")
    func inputs() throws {
        var results: [[String: Data]] = []
        for kind in ["plain", "gzip", "folder"] {
            try ImportSmallDataset.with { small in
                let inner = "\(small.folder)/rows"
                try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
                let file = try small.write("\(Self.header)\n\(Self.new)\n", "rows/in.csv")
                if kind != "plain" { _ = try BuiltProgram.shell(["gzip", file]) }
                try small.write("hello", "rows/README.md")
                let input = ["plain": file, "gzip": "\(file).gz", "folder": inner][kind] ?? ""
                let outcome = try small.run("delimited", input)
                #expect(outcome.status == 0, "\(outcome.errors)")
                #expect(outcome.output.contains("README.md") == (kind == "folder"))
                if kind == "folder" { #expect(outcome.output.contains("1 not taken: 1 other-file")) }
                results.append(try small.content)
            }
        }
        #expect(results[0] == results[1] && results[1] == results[2])
    }

    @Test("a packed dataset is changed like a folder")
    func archive() throws {
        try ImportSmallDataset.with { small in
            let file = try small.write("\(Self.header)\n\(Self.new)\n", "in.csv")
            let archive = "\(small.folder)/small.zip"
            #expect(try BuiltProgram.run("trialpool-import", ["pack", small.path, "-o", archive]).status == 0)
            #expect(try BuiltProgram.run("trialpool-import", ["delimited", file, "--into", archive]).status == 0)
            #expect(try small.run("delimited", file).status == 0)
            let identities = try [archive, small.path].map { path in
                try BuiltProgram.run("trialpool-import", ["validate", path]).output.split(separator: " ").last
            }
            #expect(identities[0] == identities[1])
        }
    }

    @Test("options of a format: a mapping, a delimiter, other names of the subcommand")
    func options() throws {
        try ImportSmallDataset.with { small in
            let map = try small.write(
                "study_id=Studie\narm_id=Gruppe\noutcome=\"x\"\nstatistic=\"mean_only\"\nconfidence=\"primary\"\n",
                "map")
            let file = try small.write("Studie:Gruppe:mean\nAlpha2020:MSC:1.5\n", "in.txt")
            let outcome = try small.run("delimited", file, "--mapping", map, "--delimiter", ":", "--json")
            #expect(outcome.status == 0, "\(outcome.errors)")
            let json = try #require(
                try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
            #expect(
                (json["additions"] as? [[String: Any]])?.first?["row"] as? String
                    == "Alpha2020 MSC, x in all, mean_only")
            #expect((json["summary"] as? [String: Any])?["additions"] as? Int == 1)
            for name in ["ctgov", "xlsx", "robvis", "nbib"] {
                #expect(try BuiltProgram.run("trialpool-import", [name, "--help"]).output.contains("USAGE"))
            }
        }
    }

    @Test("every subcommand explains itself with an example")
    func help() throws {
        let overview = try BuiltProgram.run("trialpool-import", ["--help"]).output
        #expect(overview.contains("export"))
        let formats = [
            "delimited", "wide", "workbook", "clinicaltrials-gov", "revman-5", "revman-csv", "revman-web", "ris",
            "pubmed",
            "bibtex", "riskofbias", "prisma",
        ]
        for format in formats where overview.contains("  \(format) ") {
            let help = try BuiltProgram.run("trialpool-import", [format, "--help"]).output
            #expect(help.contains("Example: trialpool-import \(format) "), "\(format)")
            #expect(help.contains("--dry-run"))
        }
    }
}
