import ArgumentParser
import TrialArchives
import TrialCommandLine
import TrialEvidence
import TrialImport

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes a dataset in a format that reviews travel in.",
        discussion: """
            The formats:
            \(formats)

            What the format has no place for is listed. Several files go into a new folder, or into a .zip where the output \
            is called so.

            Example: trialpool-import export revman-web my-review -o my-review-revman.zip
            """)

    private static var formats: String {
        let all = ExportFormatRegistry.standard.formats
        let width = all.map(\.name.count).max() ?? 0
        return all.map { format in
            "  \(format.name)\(String(repeating: " ", count: width - format.name.count))  \(format.summary)"
        }.joined(separator: "\n")
    }

    @Argument(help: "The format: \(ExportFormatRegistry.standard.formats.map(\.name).joined(separator: ", ")).")
    var format: String

    @Argument(help: "The dataset: a folder or a packed archive.")
    var dataset: String

    @Option(name: .shortAndLong, help: "The file to write; by default the name of the dataset and the format.")
    var output: String?

    @OptionGroup var options: OutputOptions

    func validate() throws {
        let known = ExportFormatRegistry.standard.formats.map(\.name)
        guard !known.contains(format) else { return }
        let hint = NearestName.hint(known, for: format)
        throw ValidationError(
            "no export format is called \"\(format)\"\(hint); choose one of \(known.joined(separator: ", "))")
    }

    private struct Report: Encodable {
        let format: String
        let output: String
        let files: [String]
        let notHeld: [NotTaken]
    }

    func run() throws {
        guard let chosen = ExportFormatRegistry.standard.format(named: format) else { return }
        let exported = try DatasetProblems.telling(at: dataset) {
            try chosen.export(try DatasetArchive.read(dataset))
        }
        let path = try DatasetProblems.telling { try write(exported.files) }
        let names = exported.files.keys.sorted()
        if options.json {
            let report = Report(format: format, output: path, files: names, notHeld: exported.notHeld)
            return try options.printJSON(report)
        }
        if !options.quiet {
            for item in exported.notHeld { Terminal.print("not held  \(item.place): \(item.reason)") }
        }
        let bytes = exported.files.values.reduce(0) { $0 + $1.count }
        Terminal.print("\(path): \(names.count) file\(names.count == 1 ? "" : "s"), \(bytes) bytes")
        let count = exported.notHeld.count
        if count > 0 { Terminal.print("\(count) thing\(count == 1 ? "" : "s") of the dataset \(format) does not hold") }
    }

    /// Writes the files whole or not at all, and says where.
    private func write(_ files: [String: [UInt8]]) throws -> String {
        guard files.count > 1 else {
            guard let (name, bytes) = files.first else { return output ?? "" }
            let path = output.map { FileBytes.isFolder($0) ? "\($0)/\(name)" : $0 } ?? name
            try AtomicFile.write(bytes, to: path)
            return path
        }
        let common = files.keys.sorted()[0].split(separator: "/").first.map(String.init) ?? format
        let path = output ?? "\(common)-\(format)"
        if path.lowercased().hasSuffix(".zip") {
            try AtomicFile.write(try ZipArchive.write(files), to: path)
        } else {
            try AtomicFolder.write(files, to: path)
        }
        return path
    }
}
