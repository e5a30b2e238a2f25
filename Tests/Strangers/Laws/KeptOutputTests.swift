import Foundation
import Testing
import TrialTestSupport

/// Who works inside the folder of the data keeps there what is made of it.
struct KeptOutputTests {
    @Test(
        "what is made of a dataset and kept in its folder changes neither the packed dataset nor the bundle, and is told",
        arguments: ["one-study", "Odd names, (brackets) & blanks", "rare-proportion"])
    func keptInside(_ name: String) throws {
        try BuiltProgram.withFolder { folder in
            let data = "\(folder)/data"
            try FileManager.default.copyItem(atPath: Stranger(name: name).folder, toPath: data)
            var made: [[Data]] = []
            for _ in 1...2 {
                let commands: [(String, [String])] = [
                    ("trialpool-import", ["pack", data, "-o", "\(data)/packed.zip"]),
                    (
                        "trialpool-analyze",
                        [
                            "run", "\(data)/plan.yaml", "-o", "\(data)/results.json", "--cache", "\(data)/cache.sqlite",
                            "-q",
                        ]
                    ),
                    (
                        "trialpool-report",
                        [
                            "bundle", "\(data)/results.json", "--plan", "\(data)/plan.yaml", "-o", "\(data)/report.zip",
                            "--no-cache",
                        ]
                    ),
                ]
                for (program, words) in commands {
                    let outcome = try BuiltProgram.run(program, words)
                    #expect(outcome.status == 0, "\(program): \(outcome.errors)")
                    if made.count == 1, program != "trialpool-analyze" {
                        #expect(outcome.output.contains("left out, because datapackage.json does not name it"))
                        #expect(outcome.output.contains("report.zip") && outcome.output.contains("results.json"))
                    }
                }
                made.append(
                    try ["packed.zip", "report.zip"].map { try Data(contentsOf: URL(filePath: "\(data)/\($0)")) })
            }
            #expect(made[0] == made[1])
            let checked = try BuiltProgram.run("trialpool-import", ["validate", data, "--json"])
            #expect(checked.status == 0 && checked.output.contains("\"packed.zip\""))
        }
    }
}
