import Foundation
import PackagePlugin

/// Packs every dataset folder of a target into a .zip resource and gives each a name in Swift: `msc-ms-trials` is
/// `MODULE.mscMsTrials`. A wrong dataset is a build error with file and line.
///
/// SwiftPM reads the list of files only when the package is planned: after adding or deleting a file in a dataset, build
/// once with `--disable-build-manifest-caching`.
@main
struct PackDatasets: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let tool = try context.tool(named: "dataset-packer")
        let datasets = try folders(in: target.directoryURL)
        let names = context.pluginWorkDirectoryURL.appending(path: "PackedDatasets.swift")
        let naming = Command.buildCommand(
            displayName: "Naming the datasets of \(target.name)", executable: tool.url,
            arguments: ["--swift", names.path] + datasets.map(\.path), outputFiles: [names])
        return try [naming]
            + datasets.map { folder in
                let archive = context.pluginWorkDirectoryURL.appending(path: "\(folder.lastPathComponent).zip")
                return .buildCommand(
                    displayName: "Packing the dataset \(folder.lastPathComponent)", executable: tool.url,
                    arguments: [folder.path, archive.path],
                    inputFiles: try files(in: folder), outputFiles: [archive])
            }
    }

    private func folders(in directory: URL) throws -> [URL] {
        try files(in: directory).filter { folder in
            FileManager.default.fileExists(atPath: folder.appending(path: "datapackage.json").path)
        }
    }

    private func files(in directory: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: directory, includingPropertiesForKeys: nil, options: .skipsHiddenFiles
        ).sorted { $0.path < $1.path }
    }
}
