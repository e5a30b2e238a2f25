import Foundation
import Testing
import TrialArchives
import TrialTestSupport

/// A bundle of datasets whose names are no names of files, or are the same, passes its own check.
struct DatasetNameTests {
    /// Writes a main and a further dataset with these names, bundles a plan that uses both, and gives the bundle's files.
    private func bundle(_ main: String, _ further: String, in folder: String) throws -> String {
        let stranger = "\(BuiltProgram.root)/Tests/Strangers/rare-proportion"
        for (place, name) in [("a", main), ("b", further)] {
            try FileManager.default.copyItem(atPath: stranger, toPath: "\(folder)/\(place)")
            let path = "\(folder)/\(place)/datapackage.json"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try text.replacingOccurrences(of: "\"name\": \"rare-proportion\"", with: "\"name\": \"\(name)\"")
                .replacingOccurrences(of: "Rare harms of a drug", with: "The dataset in \(place)")
                .write(toFile: path, atomically: true, encoding: .utf8)
        }
        let plan = """
            format: trialpool/plan@1
            title: Two datasets
            date: 2026-11-29
            dataset: .
            datasets: {other: ../b}
            analyses:
              - {id: rate, title: Rate, outcome: haemorrhage, measure: IRLN, arms: treatment, beside: {dataset: other,
                 title: The other, outcome: haemorrhage, arms: treatment}}
            """
        try plan.write(toFile: "\(folder)/a/plan.yaml", atomically: true, encoding: .utf8)
        let results = "\(folder)/results.json"
        let run = try BuiltProgram.run(
            "trialpool-analyze", ["run", "\(folder)/a/plan.yaml", "-o", results, "--no-cache", "--quiet"])
        #expect(run.status == 0, "\(run.errors)")
        let written = try BuiltProgram.run(
            "trialpool-report",
            [
                "bundle", results, "--plan", "\(folder)/a/plan.yaml", "-o", "\(folder)/report.zip", "--quiet",
                "--no-cache",
            ])
        #expect(written.status == 0, "\(written.errors)")
        return "\(folder)/report.zip"
    }

    @Test(
        "the bundle says which file holds which dataset, and passes",
        arguments: [
            ("MSC trials", "other", ["datasets/MSC-trials.zip", "datasets/other.zip"]),
            ("trials", "trials", ["datasets/trials-2.zip", "datasets/trials.zip"]),
            ("a/b", "A b", ["datasets/A-b-2.zip", "datasets/a-b.zip"]),
        ])
    func passes(_ main: String, _ further: String, _ names: [String]) throws {
        try BuiltProgram.withFolder { folder in
            let path = try bundle(main, further, in: folder)
            let outcome = try BuiltProgram.run("trialpool-report", ["verify", path, "--quiet"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let files = try ZipArchive.read(try FileBytes.read(path), path: path)
            #expect(files.keys.filter { $0.hasPrefix("datasets/") }.sorted() == names)
            let metadata = String(decoding: files["ro-crate-metadata.json"] ?? [], as: UTF8.self)
            #expect(metadata.contains("Dataset: \(main)"))
            #expect(metadata.contains("Dataset: \(further)"))
        }
    }

    @Test("a bundle without one of its datasets names it")
    func missing() throws {
        try BuiltProgram.withFolder { folder in
            let path = try bundle("MSC trials", "other", in: folder)
            var files = try Manifest.open(try FileBytes.read(path), path: path)
            files["datasets/other.zip"] = nil
            try AtomicFile.write(try Manifest.seal(files), to: path)
            let outcome = try BuiltProgram.run("trialpool-report", ["verify", path, "--quiet"])
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("the dataset 'other' is not in the bundle"), "\(outcome.errors)")
        }
    }
}
