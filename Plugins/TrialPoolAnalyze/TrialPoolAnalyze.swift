import Foundation
import PackagePlugin

/// `swift package trialpool-analyze ARGUMENT…`: builds the program where that is needed, and runs it in the package's folder.
///
/// The program is built when the command is run, so that a package which never runs it never compiles it.
@main
struct TrialPoolAnalyze: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) async throws {
        let built = try packageManager.build(.product("trialpool-analyze"), parameters: .init())
        guard built.succeeded, let program = built.builtArtifacts.first(where: { $0.kind == .executable }) else {
            return Diagnostics.error("trialpool-analyze was not built: \(built.logText)")
        }
        let process = Process()
        process.executableURL = program.url
        process.arguments = arguments
        process.currentDirectoryURL = context.package.directoryURL
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus != 0 {
            Diagnostics.error("trialpool-analyze ended with \(process.terminationStatus)")
        }
    }
}
