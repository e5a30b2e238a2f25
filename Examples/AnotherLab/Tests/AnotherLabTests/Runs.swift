import AnotherLab
import Foundation
import TrialAnalysis
import TrialArchives
import TrialReporting
import TrialResults

/// Plans run with this laboratory's catalogue.
enum Runs {
    /// The example's folder.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    /// The made trials.
    static let made = "\(folder)/made-trials"
    /// The dataset that comes with TrialPool.
    static let shipped = "\(folder)/../../Datasets/msc-ms-trials"

    /// The example's own plan on the made trials.
    static func ofMadeTrials() throws -> ResultDocument {
        let file = try PlanFile(path: "\(made)/plan.yaml", catalogue: .anotherLab)
        let runner = try PlanRunner(
            file.plan, text: file.text, datasets: file.datasets, cache: nil, catalogue: .anotherLab)
        return try runner.run().document
    }

    /// A plan's text on a dataset.
    static func of(_ plan: String, on dataset: String) throws -> ResultDocument {
        let read = try PlanReader(file: "plan.yaml", catalogue: .anotherLab).read(plan)
        let loaded = try LoadedDataset(path: dataset)
        return try PlanRunner(read, text: plan, datasets: ["": loaded], cache: nil, catalogue: .anotherLab).run()
            .document
    }

    /// The files of a result as texts; of the Word document its body.
    static func texts(_ document: ResultDocument) throws -> [String: String] {
        var texts: [String: String] = [:]
        for (name, bytes) in try LabReport(document).files() {
            guard name.hasSuffix(".docx") else {
                texts[name] = String(decoding: bytes, as: UTF8.self)
                continue
            }
            let parts = try ZipArchive.read(bytes, path: name)
            texts[name] = String(decoding: parts["word/document.xml"] ?? [], as: UTF8.self)
        }
        return texts
    }
}
