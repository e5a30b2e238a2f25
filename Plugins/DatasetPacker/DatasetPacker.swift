import Glibc
import TrialArchives
import TrialEvidence

/// `dataset-packer FOLDER ARCHIVE`: packs a dataset that has no errors; those that it has go to standard error as a compiler's do.
///
/// The build plugin's own tool: SwiftPM compiles a tool's modules once more for the build itself, so it stands on few.
@main
enum DatasetPacker {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count == 2 else { fail(["usage: dataset-packer FOLDER ARCHIVE"]) }
        do {
            try AtomicFile.write(try DatasetArchive.pack(folder: arguments[0]), to: arguments[1])
        } catch let error as EvidenceError {
            fail(error.errors.map { "\(arguments[0])/\($0)" })
        } catch {
            fail(["\(error)"])
        }
    }

    private static func fail(_ lines: [String]) -> Never {
        for line in lines { (line + "\n").withCString { _ = write(2, $0, strlen($0)) } }
        exit(1)
    }
}
