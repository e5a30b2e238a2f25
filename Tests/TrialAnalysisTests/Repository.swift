import Foundation
import TrialAnalysis
import TrialEvidence

/// The shipped datasets and their plan, found from this file's place in the checkout.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    static let planPath = "\(root)/Datasets/msc-ms-trials/plan.yaml"

    static func plan() throws -> PlanFile { try PlanFile(path: planPath) }

    /// A folder of this test's own that is removed afterwards.
    static func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "trialpool-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }
}
