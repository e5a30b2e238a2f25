import Foundation
import TrialTestSupport

/// A dataset of one small trial on disk, and files beside it, for the tests of the importing program.
struct ImportSmallDataset {
    let folder: String
    var path: String { "\(folder)/small" }

    static let header = "study_id,arm_id,outcome,timepoint_months,statistic,n,mean,sd,source_location,confidence"
    static let row = "Alpha2020,MSC,edss_change,6,mean_sd,10,-0.3,0.5,Table 2,primary"

    private static let tables = [
        "studies": "study_id,design\nAlpha2020,parallel-rct\n",
        "arms": "study_id,arm_id,role,n\nAlpha2020,MSC,treatment,10\nAlpha2020,PBO,control,10\n",
        "outcomes": "\(header)\n\(row)\n",
    ]

    /// Makes the dataset in a folder that is removed afterwards.
    static func with<Value>(_ body: (ImportSmallDataset) throws -> Value) throws -> Value {
        try BuiltProgram.withFolder { folder in
            let small = ImportSmallDataset(folder: folder)
            try FileManager.default.createDirectory(atPath: small.path, withIntermediateDirectories: true)
            for (name, text) in tables { try small.write(text, "small/\(name).csv") }
            let resources = tables.keys.sorted().map { "{\"name\": \"\($0)\", \"path\": \"\($0).csv\"}" }
            try small.write(
                "{\"name\": \"small\", \"resources\": [\(resources.joined(separator: ", "))]}", "small/datapackage.json"
            )
            return try body(small)
        }
    }

    /// Writes a file beside the dataset and gives its path.
    @discardableResult
    func write(_ text: String, _ name: String) throws -> String { try write(Data(text.utf8), name) }

    @discardableResult
    func write(_ data: Data, _ name: String) throws -> String {
        try data.write(to: URL(filePath: "\(folder)/\(name)"))
        return "\(folder)/\(name)"
    }

    /// Every file of the dataset, byte for byte.
    var content: [String: Data] {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: path)
            return try Dictionary(
                uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(filePath: "\(path)/\($0)"))) })
        }
    }

    /// Imports files into the dataset.
    func run(_ format: String, _ arguments: String...) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run("trialpool-import", [format] + arguments + ["--into", path])
    }
}
