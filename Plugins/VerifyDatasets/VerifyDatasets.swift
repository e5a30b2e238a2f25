import Foundation
import PackagePlugin

/// `swift package verify-datasets`: validates every dataset folder of the package's `Datasets`.
@main
struct VerifyDatasets: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) async throws {
        // Built here and not named as a dependency, for which the program and its modules would be compiled a second time.
        let built = try packageManager.build(.product("trialpool-import"), parameters: .init())
        guard built.succeeded, let program = built.builtArtifacts.first(where: { $0.kind == .executable }) else {
            return Diagnostics.error("trialpool-import was not built: \(built.logText)")
        }
        let datasets = context.package.directoryURL.appending(path: "Datasets")
        let folders = try FileManager.default.contentsOfDirectory(at: datasets, includingPropertiesForKeys: nil)
            .filter { FileManager.default.fileExists(atPath: $0.appending(path: "datapackage.json").path) }
            .sorted { $0.path < $1.path }
        guard !folders.isEmpty else { return Diagnostics.error("Datasets holds no dataset") }
        for folder in folders {
            let process = Process()
            process.executableURL = program.url
            process.arguments = ["validate", folder.path] + arguments
            try process.run()
            process.waitUntilExit()
            if process.terminationStatus != 0 { Diagnostics.error("\(folder.lastPathComponent) has errors") }
        }
    }
}
