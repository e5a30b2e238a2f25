import Foundation
import PackagePlugin

/// `swift package verify-datasets`: validates every dataset folder of the package's `Datasets`.
@main
struct VerifyDatasets: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) async throws {
        let tool = try context.tool(named: "trialpool-import")
        let datasets = context.package.directoryURL.appending(path: "Datasets")
        let folders = try FileManager.default.contentsOfDirectory(at: datasets, includingPropertiesForKeys: nil)
            .filter { FileManager.default.fileExists(atPath: $0.appending(path: "datapackage.json").path) }
            .sorted { $0.path < $1.path }
        guard !folders.isEmpty else { return Diagnostics.error("Datasets holds no dataset") }
        for folder in folders {
            let process = Process()
            process.executableURL = tool.url
            process.arguments = ["validate", folder.path] + arguments
            try process.run()
            process.waitUntilExit()
            if process.terminationStatus != 0 { Diagnostics.error("\(folder.lastPathComponent) has errors") }
        }
    }
}
