import Foundation
import Testing
import TrialTestSupport

/// What a person sees who brings a table as people make them.
@Suite("Importing messy tables")
struct ImportMessyTests {
    @Test("rows and cells that are not read are told, in lines and as JSON, with how many cells there are")
    func account() throws {
        try ImportSmallDataset.with { small in
            let file = try small.write(
                "study,event.e,n.e,event.c,n.c,weather\nSmith 2001 (arm A),12/45,,3,44,rain\nTotal,12,45,3,44,\n,,,,,\n",
                "in.csv")
            let told = try small.run("wide", file, "--dry-run")
            #expect(told.status == 0, "\(told.errors)")
            #expect(told.output.contains("skip    line 3 (5 cells): \"Total\" sums up or pools other rows"))
            #expect(told.output.contains("skip    column weather (1 cell): the name is none that a wide table has"))
            #expect(told.output.contains("read    \(file): 4 of 10 cells; 6 not read"))
            let json = try small.run("wide", file, "--dry-run", "--json")
            let content = try #require(
                try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            let summary = try #require(content["summary"] as? [String: Any])
            let table = try #require((summary["tables"] as? [[String: Any]])?.first)
            #expect(table["filled"] as? Int == 10 && table["read"] as? Int == 4 && table["listed"] as? Int == 6)
            let left = try #require(content["notTaken"] as? [[String: Any]])
            #expect(left.reduce(0) { $0 + ($1["cells"] as? Int ?? 0) } == 6)
            #expect(try small.run("wide", file).status == 0)
            let studies = String(decoding: try #require(try small.content["studies.csv"]), as: UTF8.self)
            #expect(studies.contains("Smith2001armA,,Smith 2001 (arm A)"), "\(studies)")
            let again = try small.run("wide", file)
            #expect(again.output.contains("0 added, 0 cells filled, 0 changed, 3 rows as they are"), "\(again.output)")
        }
    }

    @Test("a table without a number ends with 1 and leaves the dataset as it was")
    func nothing() throws {
        try ImportSmallDataset.with { small in
            let before = try small.content
            for (name, text) in [
                ("studies.csv", "study,country\nAnn,DE\n"), ("empty.csv", "study,event.e,n.e\n"),
                ("missing.csv", "study,event.e,n.e\nAnn,NR,NR\n"),
            ] {
                let outcome = try small.run("wide", try small.write(text, name))
                #expect(outcome.status == 1 && outcome.output.isEmpty, "\(outcome.output)")
                #expect(outcome.errors.split(separator: "\n").count == 1 && outcome.errors.contains(name))
            }
            #expect(try small.content == before)
        }
    }

    @Test("a guess is refused with how to confirm it, taken with --map, and written down by --suggest")
    func guess() throws {
        try ImportSmallDataset.with { small in
            let file = try small.write("study,d.asp,n.asp,d.plac,n.plac\nAnn,1,10,2,11\n", "in.csv")
            let refused = try small.run("wide", file)
            #expect(refused.status == 1 && refused.errors.contains("--map \"events_1=d.asp\""))
            let map = ["events_1=d.asp", "n_1=n.asp", "events_2=d.plac", "n_2=n.plac"].flatMap { ["--map", $0] }
            let taken = try BuiltProgram.run(
                "trialpool-import", ["wide", file, "--into", small.path, "--dry-run"] + map)
            #expect(taken.status == 0 && taken.output.contains("5 to add"), "\(taken.errors)\(taken.output)")
            let suggested = try BuiltProgram.run("trialpool-import", ["wide", file, "--suggest"])
            #expect(suggested.status == 0 && suggested.output.contains("events_2=d.plac\n"))
            let mapping = try small.write(suggested.output, "columns.txt")
            #expect(try small.run("wide", file, "--mapping", mapping).status == 0)
            let wrong = try small.run("wide", file, "--map", "evnts_1=d.asp")
            #expect(wrong.status == 1 && wrong.errors.contains("did you mean \"events_1\"?"), "\(wrong.errors)")
        }
    }
}
