import AnotherLab
import TrialAnalysis
import TrialArchives
import TrialReporting

// another-lab PLAN FOLDER: runs a plan and writes its page, documents, tables and data into a folder.

let arguments = CommandLine.arguments
guard arguments.count == 3 else { fatalError("usage: another-lab PLAN FOLDER") }
let file = try PlanFile(path: arguments[1], catalogue: .anotherLab)
let runner = try PlanRunner(
    file.plan, text: file.text, datasets: file.datasets, cache: nil, catalogue: .anotherLab)
let files = try LabReport(try runner.run().document).files()
for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
    try AtomicFile.write(bytes, to: "\(arguments[2])/\(name)")
    print(name)
}
