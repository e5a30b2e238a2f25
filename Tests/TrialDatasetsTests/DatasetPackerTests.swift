import Foundation
import Testing
import TrialTestSupport

/// The tool of the build plugin `PackDatasets`, as a build runs it.
@Suite struct DatasetPackerTests {
    @Test("a wrong dataset is an error of the build, with file and line")
    func wrongDataset() throws {
        try BuiltProgram.withFolder { folder in
            let dataset = "\(folder)/my drug, (2026)"
            try FileManager.default.copyItem(
                atPath: "\(BuiltProgram.root)/Tests/Strangers/dose-of-a-drug", toPath: dataset)
            let archive = "\(folder)/packed.zip"
            #expect(try BuiltProgram.runTool("dataset-packer", [dataset, archive]).status == 0)
            try FileManager.default.removeItem(atPath: archive)
            let arms = "\(dataset)/arms.csv"
            let text = try String(contentsOfFile: arms, encoding: .utf8)
            try text.replacing(",control,", with: ",controll,", maxReplacements: 1).write(
                toFile: arms, atomically: true, encoding: .utf8)
            let outcome = try BuiltProgram.runTool("dataset-packer", [dataset, archive])
            #expect(outcome.status == 1)
            // As a compiler says it, so that editors lead to the place.
            #expect(
                outcome.errors.hasPrefix("\(arms):3: error: column role: \"controll\" is unknown"), "\(outcome.errors)")
            #expect(!FileManager.default.fileExists(atPath: archive))
        }
    }

    @Test("names of folders become names in Swift")
    func names() throws {
        try BuiltProgram.withFolder { folder in
            let file = "\(folder)/Names.swift"
            let names = ["msc-ms-trials", "2008 trials", "A (b), c"].map { "\(folder)/\($0)" }
            #expect(try BuiltProgram.runTool("dataset-packer", ["--swift", file] + names).status == 0)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            for name in ["public let `mscMsTrials` = ", "public let dataset2008Trials = ", "public let `aBC` = "] {
                #expect(text.contains(name), "\(text)")
            }
        }
    }
}
