import Foundation
import Testing
import TrialTestSupport

/// One command from a table to a pooled effect and a picture.
struct PoolTableTests {
    private static let table = """
        Study;Events MSC;N MSC;Events control;N control;Country
        Smith 2001 (arm A);4;20;8;21;UK
        "Jones, pilot 2004";2;30;5;28;DE
        Total;6;50;13;49;

        """

    private func estimate(_ outcome: BuiltProgram.Outcome) throws -> Double {
        #expect(outcome.status == 0, "\(outcome.errors)")
        let content = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        let analysis = try #require((content?["analyses"] as? [[String: Any]])?.first)
        let pooled = (analysis["answer"] as? [String: Any])?["pooled"] as? [String: Any]
        return try #require((pooled?["natural"] as? [String: Any])?["estimate"] as? Double)
    }

    @Test("a table is pooled as the dataset that an import makes of it; what is not read is told")
    func asImported() throws {
        try BuiltProgram.withFolder { folder in
            let (file, figure) = ("\(folder)/my trials.csv", "\(folder)/forest.svg")
            try Self.table.write(toFile: file, atomically: true, encoding: .utf8)
            let pooled = try BuiltProgram.run(
                "trialpool-analyze",
                ["pool", file, "--measure", "RR", "--figure", figure, "-o", "\(folder)/r.json", "--json"])
            let direct = try estimate(pooled)
            #expect(pooled.errors.contains("column Country") && pooled.errors.contains("\"Total\" sums up"))
            let drawn = try String(contentsOfFile: figure, encoding: .utf8)
            #expect(drawn.contains("Smith 2001 (arm A)") && drawn.contains("Jones, pilot 2004"))
            #expect(!drawn.contains("Total"))
            let imported = try BuiltProgram.run("trialpool-import", ["wide", file, "--into", "\(folder)/dataset"])
            #expect(imported.status == 0)
            let later = try BuiltProgram.run(
                "trialpool-analyze", ["pool", "\(folder)/dataset", "--measure", "RR", "--json"])
            #expect(try estimate(later) == direct)
            // The whole report of it: the second command.
            let document = try BuiltProgram.run(
                "trialpool-report", ["document", "\(folder)/r.json", "-o", "\(folder)/report.docx"])
            #expect(document.status == 0, "\(document.errors)")
        }
    }

    @Test("a table without a number, a missing file and several outcomes are one line each")
    func mistakes() throws {
        try BuiltProgram.withFolder { folder in
            try "study,x\nA,1\n".write(toFile: "\(folder)/bad.csv", atomically: true, encoding: .utf8)
            for (words, wanted) in [
                (["\(folder)/bad.csv"], "no row gives a result"), (["\(folder)/none.csv"], "there is no such file"),
                ([BuiltProgram.dataset], "name the outcome with --outcome; it has "),
            ] {
                let outcome = try BuiltProgram.run("trialpool-analyze", ["pool"] + words + ["--measure", "RR"])
                #expect(outcome.status == 1 && outcome.output.isEmpty, "\(outcome.output)")
                #expect(outcome.errors.contains(wanted), "\(outcome.errors)")
                #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
            }
        }
    }
}
