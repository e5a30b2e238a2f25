import ArgumentParser
import TrialArchives
import TrialCommandLine
import TrialEvidence

struct UnpackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unpack", abstract: "Unpacks a sealed .zip into a new folder, after checking every file in it.")

    @Argument(help: "The archive.")
    var archive: String

    @Option(name: .shortAndLong, help: "The folder to make; by default the archive's name without .zip.")
    var output: String?

    @OptionGroup var options: OutputOptions

    func run() throws {
        let name = archive.split(separator: "/").last.map(String.init) ?? archive
        let folder = output ?? (name.hasSuffix(".zip") ? String(name.dropLast(4)) : "\(name).dataset")
        let files = try DatasetProblems.telling(at: archive) {
            try DatasetArchive.unpack(archive, to: folder)
            return try DatasetArchive.files(at: folder).files.keys.sorted()
        }
        if options.json { return try options.printJSON(["folder": [folder], "files": files]) }
        Terminal.print("\(folder): \(files.joined(separator: ", "))")
    }
}
