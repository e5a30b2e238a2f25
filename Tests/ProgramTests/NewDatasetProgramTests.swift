import Foundation
import Testing
import TrialTestSupport

/// From an empty folder to a report, as a person who has nothing yet goes it.
struct NewDatasetProgramTests {
    @Test("the teaching review: new, validate, check, run, page; each of its questions is answered")
    func lesson() throws {
        try BuiltProgram.withFolder { folder in
            let (lesson, results) = ("\(folder)/a lesson", "\(folder)/results.json")
            let new = try BuiltProgram.run("trialpool", ["new", lesson, "--example"])
            #expect(new.status == 0 && new.output.contains("Next: trialpool analyze run \"\(lesson)/plan.yaml\""))
            for (program, words) in [
                ("trialpool-import", ["validate", lesson]), ("trialpool-import", ["check", lesson]),
                ("trialpool-analyze", ["run", "\(lesson)/plan.yaml", "-o", results, "--no-cache"]),
                ("trialpool-report", ["page", results, "-o", "\(folder)/report.html"]),
            ] {
                let outcome = try BuiltProgram.run(program, words)
                #expect(outcome.status == 0, "\(words[0]): \(outcome.output)\(outcome.errors)")
            }
            let page = try String(contentsOfFile: "\(folder)/report.html", encoding: .utf8)
            #expect(page.contains("Any relapse within 12 months") && !page.contains("MSC"))
        }
    }

    @Test("a table into a path where nothing is begins a dataset; a dry run and a table with an error leave nothing")
    func begun() throws {
        try BuiltProgram.withFolder { folder in
            let (table, broken, dataset) = ("\(folder)/t.csv", "\(folder)/broken.csv", "\(folder)/my, review")
            try "study,event.e,n.e,event.c,n.c\nSmith 2001,4,20,8,21\nJones 2004,2,30,5,28\n"
                .write(toFile: table, atomically: true, encoding: .utf8)
            try "study,event.e,n.e,event.c,n.c\nSmith 2001,40,20,8,21\n"
                .write(toFile: broken, atomically: true, encoding: .utf8)
            let manager = FileManager.default
            #expect(
                try BuiltProgram.run("trialpool-import", ["wide", table, "--into", dataset, "--dry-run"]).status == 0)
            #expect(!manager.fileExists(atPath: dataset))
            #expect(try BuiltProgram.run("trialpool-import", ["wide", broken, "--into", dataset]).status == 1)
            #expect(!manager.fileExists(atPath: dataset))
            for into in [dataset, "\(folder)/packed.zip"] {
                #expect(try BuiltProgram.run("trialpool-import", ["wide", table, "--into", into]).status == 0)
                let shown = try BuiltProgram.run("trialpool-import", ["validate", into])
                #expect(shown.status == 0 && shown.output.contains("2 studies, 4 arms, 4 results"), "\(shown.output)")
            }
            let astray = try BuiltProgram.run("trialpool-import", ["wide", table, "--into", "\(folder)/no/where"])
            #expect(astray.status == 1 && astray.errors.contains("there is no folder"))
        }
    }

    @Test("the question in a new plan's comments is one, when the marks are taken away")
    func comments() throws {
        try BuiltProgram.withFolder { folder in
            #expect(try BuiltProgram.run("trialpool", ["new", "\(folder)/empty"]).status == 0)
            #expect(try BuiltProgram.run("trialpool", ["new", "\(folder)/lesson", "--example"]).status == 0)
            let plan = try String(contentsOfFile: "\(folder)/empty/plan.yaml", encoding: .utf8)
            let asked = plan.replacing("analyses: []", with: "analyses:").replacing("\n#  ", with: "\n  ")
            try asked.write(toFile: "\(folder)/lesson/asked.yaml", atomically: true, encoding: .utf8)
            let outcome = try BuiltProgram.run("trialpool", ["plan", "check", "\(folder)/lesson/asked.yaml"])
            #expect(outcome.output.contains("1. Relapse, treatment versus control (relapse)"), "\(outcome.errors)")
            #expect(outcome.output.contains("months 5 to 7"), "\(outcome.output)")
        }
    }

    @Test("what is there already is left as it is")
    func taken() throws {
        try BuiltProgram.withFolder { folder in
            try "mine".write(toFile: "\(folder)/file", atomically: true, encoding: .utf8)
            let outcome = try BuiltProgram.run("trialpool-import", ["new", "\(folder)/file"])
            #expect(outcome.status == 1 && outcome.errors.contains("something already"))
            #expect(try String(contentsOfFile: "\(folder)/file", encoding: .utf8) == "mine")
        }
    }
}
