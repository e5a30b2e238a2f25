import ArgumentParser
import TrialArchives
import TrialCommandLine
import TrialEvidence

struct PackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Packs a dataset's folder into one sealed .zip, the same bytes every time.")

    @Argument(help: "The dataset's folder.")
    var dataset: String

    @Option(name: .shortAndLong, help: "The archive to write; by default the dataset's name with .zip.")
    var output: String?

    @OptionGroup var options: OutputOptions

    private struct Packed: Encodable {
        let archive: String
        let bytes: Int
        let sha256: String
        let identity: String
    }

    func run() throws {
        let packed = try DatasetProblems.telling(at: dataset) {
            let files = try DatasetFolder(dataset).files()
            let content = try DatasetReader().read(files)
            let bytes = try DatasetArchive.pack(files)
            let path = output ?? "\(content.name).zip"
            try AtomicFile.write(bytes, to: path)
            return Packed(
                archive: path, bytes: bytes.count, sha256: SHA256.hex(of: bytes), identity: content.identity)
        }
        if options.json {
            try options.printJSON(packed)
        } else if !options.quiet {
            Terminal.print("\(packed.archive): \(packed.bytes) bytes, SHA-256 \(packed.sha256)")
        }
    }
}
