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

    func run() throws {
        try DatasetProblems.telling(at: dataset) {
            let files = try DatasetFolder(dataset).files()
            let content = try DatasetReader().read(files)
            let bytes = try DatasetArchive.pack(files)
            let path = output ?? "\(content.name).zip"
            try AtomicFile.write(bytes, to: path)
            let facts = ["archive": path, "sha256": SHA256.hex(of: bytes), "identity": content.identity]
            if options.json { return try options.printJSON(facts) }
            guard !options.quiet else { return }
            Terminal.print("\(path): \(bytes.count) bytes, SHA-256 \(SHA256.hex(of: bytes))")
            if let notice = files.leftOutNotice { Terminal.print(notice) }
        }
    }
}
