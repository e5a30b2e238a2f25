import ArgumentParser
import Foundation
import TrialArchives
import TrialCommandLine
import TrialPlugins

/// The forest plot of one analysis, drawn by the program that draws everything.
struct ForestFigure {
    /// The result file of the analysis.
    let results: [UInt8]

    /// Draws the figure; what the other program tells goes to standard error.
    ///
    /// - Throws: `ValidationError` where trialpool-report is not found, `ExitCode` where it fails.
    func draw(to path: String) throws {
        guard let program = ProgramFinder.current.program("report") else {
            throw ValidationError("--figure needs trialpool-report beside this program or on PATH")
        }
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appending(path: "trialpool-\(UUID().uuidString)")
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? manager.removeItem(at: folder) }
        let file = folder.appending(path: "results.json").path
        try AtomicFile.write(results, to: file)
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["figure", file, "-o", path, "--quiet"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ExitCode(process.terminationStatus) }
    }
}
