import Foundation
import TrialTestSupport

/// Results and bundle of a small plan, made once for all tests that only read them.
enum BuiltReport {
    private static let folder: String = {
        let folder = FileManager.default.temporaryDirectory.appending(path: "trialpool-\(UUID().uuidString)").path
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        atexit { try? FileManager.default.removeItem(atPath: BuiltReport.folder) }
        return folder
    }()

    /// A plan that asks one question of one study.
    static let plan = "\(BuiltProgram.root)/Tests/Strangers/one-study/plan.yaml"

    /// Its results.
    static let results: String = {
        let path = "\(folder)/results.json"
        _ = try? BuiltProgram.run("trialpool-analyze", ["run", plan, "-o", path, "--no-cache", "--quiet"])
        return path
    }()

    /// Its bundle.
    static let bundle: String = {
        let path = "\(folder)/report.zip"
        _ = try? BuiltProgram.run(
            "trialpool-report", ["bundle", results, "--plan", plan, "-o", path, "--quiet", "--no-cache"])
        return path
    }()
}
